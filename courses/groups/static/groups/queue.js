/* What has been typed into a log and not been sent yet: kept in this browser, locked with a key of its writer alone,
   sent once when there is a connection, and wiped after that. */

const NAME = "peili-kirjaukset";
const PATIENCE = 20000; // ms for an answer on a slow line
const KEPT = 30 * 24 * 3600 * 1000; // ms that anything stays here at most
const SKIPPED = new Set(["csrfmiddlewaretoken", "drawn_for", "save"]);

let opened = null;

function database() {
  opened ??= new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("entries", { keyPath: "id" });
      asked.result.createObjectStore("locks", { keyPath: "owner" });
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
    asked.onblocked = () => failed(new Error("blocked"));
  });
  return opened;
}

async function ask(store, mode, verb) {
  const transaction = (await database()).transaction(store, mode);
  return new Promise((done, failed) => {
    const asked = verb(transaction.objectStore(store));
    transaction.oncomplete = () => done(asked.result);
    transaction.onerror = transaction.onabort = () => failed(transaction.error);
  });
}

/* The page of a signed-in person brings their key; those of others are forgotten, and what these locked stays shut. */
export async function unlock(owner, lock) {
  const raw = Uint8Array.from(atob(lock), (sign) => sign.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  await ask("locks", "readwrite", (store) => {
    store.clear();
    return store.put({ owner, key });
  });
  await ask("entries", "readwrite", (store) => {
    const asked = store.getAll();
    asked.onsuccess = () => {
      for (const row of asked.result) if (Date.now() - row.at > KEPT) store.delete(row.id);
    };
    return asked;
  });
}

async function holder() {
  return (await ask("locks", "readonly", (store) => store.getAll()))[0];
}

/* An entry: path, title, state (open: nothing unsent, typed, waiting: to be sent, ask: the server has a question), and
   values, a list of names and values. */
export async function put(entry) {
  const { owner, key } = await holder();
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify({ title: entry.title, values: entry.values }));
  const locked = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain);
  const row = { id: `${owner} ${entry.path}`, owner, path: entry.path, state: entry.state, at: Date.now(), iv, locked };
  await ask("entries", "readwrite", (store) => store.put(row));
}

export async function all() {
  const here = await holder();
  if (!here) return [];
  const rows = await ask("entries", "readonly", (store) => store.getAll());
  const found = [];
  for (const row of rows.filter((one) => one.owner === here.owner)) {
    try {
      const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, here.key, row.locked);
      found.push({ ...row, ...JSON.parse(new TextDecoder().decode(plain)) });
    } catch {
      await drop(row);
    }
  }
  return found;
}

export const find = async (path) => (await all()).find((entry) => entry.path === path);
export const unsent = async () => (await all()).filter((entry) => entry.state === "waiting" || entry.state === "ask");

export async function drop({ path }) {
  const here = await holder();
  if (here) await ask("entries", "readwrite", (store) => store.delete(`${here.owner} ${path}`));
}

export async function wipe() {
  (await database()).close();
  opened = null;
  indexedDB.deleteDatabase(NAME);
}

export const valuesOf = (form, pressed) => [...new FormData(form, pressed)].filter(([name]) => !SKIPPED.has(name));

/* Send an entry. Returns what became of it: "sent" with the address of the log, "ask", "sign-in" or "offline". */
export async function deliver(entry, check) {
  const once = () => send(entry, check);
  return navigator.locks ? navigator.locks.request(`${NAME} ${entry.path}`, once) : once();
}

async function send(entry, check) {
  try {
    const here = await holder();
    const { owner, token } = await answerOf(check);
    if (!owner || owner !== here?.owner) return { state: "sign-in" };
    const body = new URLSearchParams([...entry.values, ["csrfmiddlewaretoken", token]]);
    const { sent } = await answerOf(entry.path, { method: "POST", body });
    if (sent) {
      await drop(entry);
      return { state: "sent", url: sent };
    }
    await put({ ...entry, state: "ask" });
    return { state: "ask" };
  } catch {
    return { state: "offline" };
  }
}

async function answerOf(address, more = {}) {
  const answer = await fetch(address, {
    ...more, headers: { Accept: "application/json" }, cache: "no-store", signal: AbortSignal.timeout(PATIENCE),
  });
  if (answer.status >= 500) throw new Error("busy");
  if (answer.headers.get("Content-Type")?.includes("json")) return answer.json();
  return answer.redirected ? { owner: "" } : {};
}
