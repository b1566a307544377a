"""A small browser: keeps its connection and cookies, fills in forms, asks for gzip as browsers do."""

import gzip
import html
import http.client
import re
import urllib.parse
from dataclasses import dataclass, field

REDIRECTS = 5
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
FIELD = re.compile(r"<(input|select|textarea|option)\b([^>]*)>")
ATTRIBUTE = re.compile(r'(?<![\w-])(name|value|type|action|method)="([^"]*)"')


@dataclass
class Answer:
    """What the server said."""

    status: int
    url: str
    text: str
    size: int
    leads_to: str = ""  # where a redirect points that was not followed


@dataclass
class Form:
    """A form as it stands in a page: where it goes and what it would send untouched."""

    action: str = ""
    method: str = "get"
    fields: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)


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
        self,
        page: Answer,
        form: Form,
        changes: dict[str, str | list[str]],
        *,
        accept: str = "text/html",
        follow: bool = True,
    ) -> Answer:
        """Send a form of a page with some fields filled in."""
        fields = [(name, value) for name, value in form.fields if name not in changes]
        for name, value in changes.items():
            fields += [(name, one) for one in (value if isinstance(value, list) else [value])]
        path = urllib.parse.urljoin(page.url, form.action or page.url)
        if follow:
            return self.post(path, fields, accept=accept)
        answer, target = self._ask("POST", path, fields, accept)
        answer.leads_to = target or ""
        return answer

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
    """Return the forms of a page.

    Read with patterns, which our own pages allow: a parser would take more of the processors than the server does.
    """
    forms = []
    for head, body in FORM.findall(page.text):
        given = _attributes(head)
        form = Form(given.get("action", ""), given.get("method", "get").lower())
        chooser = ""
        for tag, text in FIELD.findall(body):
            field_given = _attributes(text)
            if tag == "option":
                if field_given.get("value"):
                    form.choices.setdefault(chooser, []).append(field_given["value"])
                continue
            chooser = field_given.get("name", "") if tag == "select" else chooser
            _add_field(form, tag, field_given)
        forms.append(form)
    return forms


def _attributes(text: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in ATTRIBUTE.findall(text)}


def _add_field(form: Form, tag: str, given: dict[str, str]) -> None:
    name, value, kind = given.get("name", ""), given.get("value", ""), given.get("type", "text")
    if not name:
        return
    if tag == "input" and kind in ("radio", "checkbox"):
        form.choices.setdefault(name, []).append(value or "on")
    elif tag == "textarea" or (tag == "input" and kind not in ("submit", "button", "image")):
        form.fields.append((name, value))
