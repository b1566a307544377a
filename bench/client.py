"""A small browser: keeps its connection and cookies, fills in forms, asks for gzip as browsers do."""

import gzip
import http.client
import urllib.parse
from dataclasses import dataclass, field
from html.parser import HTMLParser

REDIRECTS = 5


@dataclass
class Answer:
    """What the server said."""

    status: int
    url: str
    text: str
    size: int


@dataclass
class Form:
    """A form as it stands in a page: where it goes and what it would send untouched."""

    action: str = ""
    method: str = "get"
    fields: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)


class FormReader(HTMLParser):
    """Reads the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.inside = False
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = True
            self.forms.append(Form(given.get("action") or "", (given.get("method") or "get").lower()))
        elif self.inside and tag == "option" and given.get("value"):
            self.forms[-1].choices.setdefault(self.select, []).append(given["value"] or "")
        elif self.inside and given.get("name"):
            self._read_field(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False

    def _read_field(self, tag: str, given: dict[str, str | None]) -> None:
        name, value, form = given["name"] or "", given.get("value") or "", self.forms[-1]
        kind = given.get("type", "text")
        if tag == "select":
            self.select = name
        if tag == "input" and kind in ("radio", "checkbox"):
            form.choices.setdefault(name, []).append(value or "on")
        elif tag == "textarea" or (tag == "input" and kind not in ("submit", "button", "image")):
            form.fields.append((name, value))


class Client:
    """One person's browser window on a server of this machine."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.counts = False  # whether to ask the server how many queries each answer took
        self.queries = 0  # what it has told so far
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path: str) -> Answer:
        """Fetch a page, following redirects."""
        return self._follow("GET", path, None)

    def post(self, path: str, fields: list[tuple[str, str]], *, accept: str = "text/html") -> Answer:
        """Send a form's fields, following redirects."""
        return self._follow("POST", path, fields, accept)

    def submit(
        self, page: Answer, form: Form, changes: dict[str, str | list[str]], *, accept: str = "text/html"
    ) -> Answer:
        """Send a form of a page with some fields filled in."""
        fields = [(name, value) for name, value in form.fields if name not in changes]
        for name, value in changes.items():
            fields += [(name, one) for one in (value if isinstance(value, list) else [value])]
        return self.post(urllib.parse.urljoin(page.url, form.action or page.url), fields, accept=accept)

    def sign_in(self, email: str, password: str) -> Answer:
        """Open the sign-in form and send it."""
        page = self.get("/tili/login/")
        form = next(form for form in forms_in(page) if any(name == "password" for name, _ in form.fields))
        return self.submit(page, form, {"login": email, "password": password})

    def _follow(
        self, method: str, path: str, fields: list[tuple[str, str]] | None, accept: str = "text/html"
    ) -> Answer:
        for _ in range(REDIRECTS):
            answer, target = self._ask(method, path, fields, accept)
            if target is None:
                return answer
            method, path, fields = "GET", urllib.parse.urljoin(path, target), None
        raise RuntimeError(f"{path}: redirected without end")

    def _ask(
        self, method: str, path: str, fields: list[tuple[str, str]] | None, accept: str
    ) -> tuple[Answer, str | None]:
        headers = {"Accept": accept, "Accept-Encoding": "gzip", "Accept-Language": "fi"}
        headers["Referer"] = f"http://127.0.0.1:{self.port}/"
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if self.counts:
            headers["X-Count-Queries"] = "1"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        sent = response.read()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        self.queries += int(response.headers.get("X-Count-Queries") or 0)
        plain = gzip.decompress(sent) if response.headers.get("Content-Encoding") == "gzip" else sent
        answer = Answer(response.status, path, plain.decode(errors="replace"), len(plain))
        return answer, response.headers.get("Location") if 300 <= response.status < 400 else None


def forms_in(page: Answer) -> list[Form]:
    """Return the forms of a page."""
    reader = FormReader()
    reader.feed(page.text)
    return reader.forms
