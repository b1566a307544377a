"""What a person does in each scenario; one call is one unit that is measured."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from bench.client import Answer, Client, Form, forms_in


@dataclass(frozen=True)
class Scenario:
    """A named unit of work, and how many requests it stands for in the table."""

    name: str
    run: Callable[[Client, dict], Answer]
    weight: int = 1  # how many times slower than a page: fewer repetitions are made


def page_at(key: str) -> Callable[[Client, dict], Answer]:
    """Return a unit that opens one of the demo's addresses."""
    return lambda client, demo: _must_answer(client.get(demo["urls"][key]))


def bare(client: Client, demo: dict) -> Answer:
    """Open the bare signed-in page."""
    return _must_answer(client.get("/bare/"))


def home(client: Client, demo: dict) -> Answer:
    """Open the home of the person who is signed in."""
    return _must_answer(client.get(demo["home"]))


def sign_in(client: Client, demo: dict) -> Answer:
    """Sign in as from a new browser: form, post, and the page one lands on."""
    client.cookies.clear()
    account = demo["account"]
    answer = client.sign_in(account["email"], account["password"])
    if answer.url.startswith("/tili/login"):
        raise RuntimeError(f"{account['email']} could not sign in")
    return answer


def quiz_cycle(client: Client, demo: dict) -> Answer:
    """Four requests: start an attempt, get its page, save the answers as the page's script does, and hand in."""
    token = [("csrfmiddlewaretoken", client.cookies["csrftoken"])]
    page = _must_answer(client.post(demo["urls"]["quiz"] + "aloita/", token))
    form = next(form for form in forms_in(page) if form.action.endswith("/tarkista/"))
    answers = _answers(form)
    saving = Form(form.action.replace("/tarkista/", "/tallenna/"), form.method, form.fields)
    saved = _must_answer(client.submit(page, saving, answers, accept="application/json"))
    version = str(json.loads(saved.text)["version"])
    handed_in = client.submit(page, form, {**answers, "version": version, "anyway": "1"}, follow=False)
    if handed_in.status != 302 or not handed_in.leads_to.endswith("/tulos/"):
        raise RuntimeError(f"{handed_in.url}: the attempt was not finished")
    demo["feedback"] = handed_in.leads_to
    return handed_in


def quiz_feedback(client: Client, demo: dict) -> Answer:
    """Read what was right in the attempt that was handed in last."""
    return _must_answer(client.get(demo["feedback"]))


def _answers(form: Form) -> dict[str, str | list[str]]:
    """Choose the first of every choice and write a number into every empty field."""
    filled: dict[str, str | list[str]] = {name: values[0] for name, values in form.choices.items()}
    return filled | {name: "1" for name, value in form.fields if not value}


def _must_answer(answer: Answer) -> Answer:
    if answer.status != 200:
        raise RuntimeError(f"{answer.url} answered {answer.status}")
    return answer


BARE = Scenario("bare signed-in page", bare)
SCENARIOS = [
    Scenario("home", home),
    Scenario("course", page_at("learn")),
    Scenario("lesson", page_at("lesson")),
    Scenario("quiz page", page_at("quiz")),
    Scenario("quiz cycle", quiz_cycle, weight=4),
    Scenario("quiz feedback", quiz_feedback),
    Scenario("sign-in", sign_in, weight=4),
]
