"""Files made to hurt: bombs, scripts, strange bytes. Each ends in words, quickly; none in an error."""

import base64
import gzip
import io
import json
import os
import random
import time
import zipfile
from pathlib import Path

import pytest
from factories.question_bodies import picture, picture_base64
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from assessments.questions.exchange import reading
from assessments.questions.exchange.found import report
from assessments.questions.exchange.markup import clean_html
from assessments.questions.exchange.reading import find_format, read_file

GIFT = """// [id:1] [tag:a]
$CATEGORY: $course$/top/A

::N::[html]<p>Mikä <b>on</b>?</p>{=%100%yksi#hyvä ~%-50%kaksi\\=2 ####yleinen}

Yhdistä {=a -> b =c -> d} nyt.

Luku?{#=3:0.5#ok =%50%1..9 ~#ei}
{>2 ALL VERTICAL ABS SHOW none
x
y
}
"""
XML = f"""<?xml version="1.0" encoding="UTF-8"?><quiz>
<question type="category"><category><text>$course$/A</text></category></question>
<question type="multichoice"><name><text>N</text></name><questiontext format="html"><text><![CDATA[<p>Q
<img src="@@PLUGINFILE@@/a.png"/> &amp; {{1:MC:=a~b#c}} [[1]]</p>]]></text>
<file name="a.png" encoding="base64">{picture_base64()}</file></questiontext><single>false</single>
<answer fraction="33.333" format="html"><text>a</text><feedback><text>f</text></feedback></answer>
<answer fraction="-50"><text>b</text></answer><subquestion><text>x</text><answer><text>1</text></answer></subquestion>
<tags><tag><text>t</text></tag></tags><hint><text>h</text></hint></question></quiz>"""
AIKEN = "Mikä?\nA) yksi\nB) kaksi\nANSWER: A\n\nToinen?\nA. x\nB. y\nANSWER: B\n"
OWN = json.dumps(
    {
        "format": "peili-questions",
        "version": 1,
        "questions": [
            {
                "kind": "single",
                "category": "A",
                "tags": ["x"],
                "body": {"text": "Q", "name": "N", "options": [{"text": "a", "correct": True}, {"text": "b"}]},
            }
        ],
        "files": {},
    }
)
SEEDS = [("x.gift", GIFT), ("x.xml", XML), ("x.txt", AIKEN), ("x.json", OWN)]


def packed(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("q.xml", content)
    return out.getvalue()


BOMBS = {
    "entities": b'<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>',
    "quadratic": b'<!DOCTYPE q [<!ENTITY a "' + b"x" * 50_000 + b'">]><quiz>' + b"&a;" * 20_000 + b"</quiz>",
    "external": b'<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>',
    "external dtd": b'<?xml version="1.0"?><!DOCTYPE q SYSTEM "http://127.0.0.1:9/x.dtd"><quiz></quiz>',
    "parameter": b'<!DOCTYPE q [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]><quiz></quiz>',
    "zip": packed(b"\x00" * 5_000_000),
    "gzip": gzip.compress(b"\x00" * 5_000_000),
    "picture": picture(),
    "pdf": b"%PDF-1.7\n%\xe2\xe3",
    "nothing": b"",
    "blanks": b" \n\t\n",
    "zeros": b"\x00" * 10_000,
    "noise": random.Random(1).randbytes(20_000),
    "web page": b"<!DOCTYPE html><html><body>{=a ~b}</body></html>",
    "drawing": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "other xml": b"<?xml version='1.0'?><assessment><item/></assessment>",
    "prose": "Tämä on vain tekstiä, eikä yhtään kysymystä.".encode(),
    "table": b"=cmd|'/C calc'!A0;1;2\n@SUM(1+1);3;4\n",
    "other json": b'{"a": [1, 2]}',
    "newer": b'{"format": "peili-questions", "version": 99, "questions": []}',
}


@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS)
@pytest.mark.parametrize("name", ["x.xml", "x.txt", "x.json", "x", "../../x.xml"])
def test_a_file_that_is_no_question_file_is_one_skipped_entry(data, name):
    started = time.monotonic()
    file = read_file(name=name, data=data)
    assert not file.questions
    assert file.reason
    assert "root:" not in file.reason
    assert report([file])["skipped"] == [{"file": name, "index": 0, "name": "", "type": "file", "reason": file.reason}]
    assert time.monotonic() - started < 2


def test_too_large_a_file_is_not_read(monkeypatch):
    monkeypatch.setattr("assessments.questions.exchange.decoding.MOST_BYTES", 100)
    assert "liian suuri" in read_file(name="x.gift", data=b"a{T}\n\n" * 30).reason


def test_deep_and_wide_xml():
    start, end = '<quiz><question type="multichoice"><questiontext><text>', "</text></questiontext>"
    deep = f"{start}{'<b>' * 5000}x{'</b>' * 5000}{end}</question></quiz>"
    [found] = read_file(name="x.xml", data=deep.encode()).questions
    assert "syvällä" in found.reason
    answers = '<answer fraction="1"><text>a</text></answer>' * 500
    wide = f"{start}x{end}{answers}</question></quiz>"
    [found] = read_file(name="x.xml", data=wide.encode()).questions
    assert found.verdict == "skipped"
    very_deep = "<quiz>" + "<a>" * 200_000
    assert read_file(name="x.xml", data=very_deep.encode()).reason
    nested = "[" * 100_000
    assert read_file(name="x.json", data=nested.encode()).reason


SCRIPTS = [
    "<p>hei</p><script>alert(1)</script>",
    "<p onclick=alert(1)>hei</p>",
    "<img src=x onerror=alert(1)>hei",
    '<a href="javascript:alert(1)">hei</a>',
    '<a href="JaVaScRiPt&colon;alert(1)">hei</a><script src=//x></script>',
    "<svg onload=alert(1)><p>hei</p></svg>",
    '<iframe src="https://x.fi"></iframe>hei',
    '<object data="x"></object>hei',
    '<form action="https://x.fi"><input name=a>hei</form>',
    "<math><mi>x</mi></math>hei",
]


def essay(html: str) -> bytes:
    text = f'<questiontext format="html"><text><![CDATA[{html}]]></text></questiontext>'
    return f'<quiz><question type="essay">{text}</question></quiz>'.encode()


@pytest.mark.parametrize("html", SCRIPTS)
def test_what_runs_is_taken_out_with_a_message(html):
    [found] = read_file(name="x.xml", data=essay(html)).questions
    assert found.losses
    assert found.verdict == "degraded"
    shown = json.dumps(found.body).lower()
    assert "hei" in shown
    assert not any(
        word in shown for word in ("script", "onclick", "onerror", "onload", "iframe", "object", "<form", "alert")
    )


def test_what_a_file_cannot_say_about_the_media_library():
    """A file names pictures by its own files only, never one of ours by number."""
    html = '<p>x</p><embed embedtype="image" id="1"><a linktype="document" id="1">y</a>'
    [found] = read_file(name="x.xml", data=essay(html)).questions
    assert 'id="1"' not in json.dumps(found.body).replace("\\", "")
    own = {
        "format": "peili-questions",
        "version": 1,
        "files": {},
        "questions": [
            {
                "kind": "description",
                "body": {"name": "N", "format": "html", "text": html + "<script>x</script><b>z</b>"},
            }
        ],
    }
    [found] = read_file(name="x.json", data=json.dumps(own).encode()).questions
    assert 'id="1"' not in json.dumps(found.body).replace("\\", "")


def bomb() -> bytes:
    """Return a picture of 144 million points in a few bytes."""
    out = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")
    return out.getvalue()


PICTURES = {
    "bomb": bomb,  # dear to make: not while the tests are collected
    "drawing": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "page": b"<html><script>alert(1)</script></html>",
    "program": b"MZ\x90\x00" + b"\x00" * 100,
    "broken": picture()[:40],
    "empty": b"",
    "zip": packed(b"x"),
}


@pytest.mark.parametrize("data", PICTURES.values(), ids=PICTURES)
def test_a_picture_that_is_none_or_too_large_is_left_out_with_a_message(data):
    inner = base64.b64encode(data() if callable(data) else data).decode()
    xml = f"""<quiz><question type="essay"><questiontext format="html">
    <text><![CDATA[Katso <img src="@@PLUGINFILE@@/kuva.png" alt="kartta">]]></text>
    <file name="kuva.png" encoding="base64">{inner}</file></questiontext></question></quiz>"""
    [found] = read_file(name="x.xml", data=xml.encode()).questions
    assert found.verdict == "degraded"
    assert "kuva.png" in found.losses[0]
    assert found.body["text"] == "Katso [kartta]"
    assert not found.carried


def test_strange_values_in_our_own_format():
    rows = [
        1,
        None,
        [],
        {},
        {"kind": 5, "body": {}},
        {"kind": "single", "body": []},
        {"kind": "single", "body": {"text": 5}},
        {"kind": "nope", "body": {"text": "x"}},
        {"kind": "short", "body": {"text": "x", "accepted": "y"}, "tags": 5},
        {"kind": "description", "body": {"text": "x\u0000"}, "category": 7, "code": [], "archived": "yes"},
        {"kind": "numeric", "body": {"text": "x", "answers": [{"value": "1e999999"}]}},
    ]
    data = json.dumps({"format": "peili-questions", "version": 1, "questions": rows, "files": []})
    file = read_file(name="x.json", data=data.encode())
    assert len(file.questions) == len(rows)
    assert [found.verdict for found in file.questions].count("skipped") == len(rows) - 1


@settings(max_examples=70, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_bytes_changed_anywhere_do_no_harm(data):
    name, text = data.draw(st.sampled_from(SEEDS))
    raw = bytearray(text.encode())
    for _ in range(data.draw(st.integers(1, 12))):
        place = data.draw(st.integers(0, max(0, len(raw) - 1)))
        way = data.draw(st.sampled_from(["flip", "cut", "copy", "put"]))
        if way == "flip" and raw:
            raw[place] ^= data.draw(st.integers(1, 255))
        elif way == "cut":
            del raw[place : place + data.draw(st.integers(1, 40))]
        elif way == "copy":
            raw[place:place] = raw[place : place + data.draw(st.integers(1, 60))]
        else:
            raw[place:place] = data.draw(
                st.sampled_from(
                    [
                        b"{",
                        b"}",
                        b"=",
                        b"~",
                        b"#",
                        b"->",
                        b"\n\n",
                        b"<",
                        b"]]>",
                        b"&",
                        b"::",
                        b"%",
                        b"\\",
                        b"\x00",
                        "€".encode(),
                        b"<question>",
                    ]
                )
            )
    looked_through(name, bytes(raw))


@settings(max_examples=70, deadline=None)
@given(
    st.binary(max_size=400) | st.text(max_size=400).map(str.encode),
    st.sampled_from(["x.gift", "x.xml", "x.txt", "x.json"]),
)
def test_any_bytes_at_all_do_no_harm(data, name):
    looked_through(name, data)


@settings(max_examples=100, deadline=None)
@given(st.text("<>/=\"' abpscriptimgsrconed&;#-!\n", max_size=120))
def test_cleaning_twice_changes_nothing_and_leaves_nothing_that_runs(text):
    once = clean_html(text)
    assert clean_html(once) == once
    assert "<script" not in once.lower()


def looked_through(name: str, data: bytes) -> None:
    """Read without the last line of defense, so that a fault of ours is seen; the report must be sound."""
    try:
        text = reading.decode(data).replace("\r\n", "\n").replace("\r", "\n")
        questions = list(reading.READERS[find_format(name, text)](text, reading.shaping.Shelf("", "x")))
    except reading.UnableToReadFile:
        return
    for found in questions:
        assert found.verdict in ("imported", "degraded", "skipped")
        assert found.reason or (found.kind and found.body["text"] and found.fingerprint)
    assert json.dumps(report([reading.FileRead(name, questions)]))


def sample_files() -> list[Path]:
    """Real files, when PEILI_SAMPLES names a folder of them; otherwise none, and our own seeds alone are read."""
    root = os.environ.get("PEILI_SAMPLES")
    folders = [Path(root) / part for part in ("moodlexml", "gift", "aiken", "hostile")] if root else []
    return sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())


# What these types are, we have no kind for; and what stands in these files is broken on purpose.
FOREIGN = {"coderunner", "calculated", "randomsamatch", "ddmarker", "ddimageortext"}
BROKEN = {"broken_cloze_questions.xml", "aiken_errors.txt"}


def test_real_files_are_read_almost_without_loss_and_never_end_in_an_error(monkeypatch):
    def fail(*args, **kwargs):
        raise AssertionError(args)

    monkeypatch.setattr(reading.logger, "exception", fail)
    files = [read_file(name=path.name, data=path.read_bytes()) for path in sample_files()]
    files += [read_file(name=name, data=text.encode()) for name, text in SEEDS]
    ours = [found for file in files if file.name not in BROKEN for found in file.questions if found.type not in FOREIGN]
    whole = [found for found in ours if found.verdict == "imported"]
    unsound = [(found.name, found.type, found.reason, found.losses) for found in ours if found.verdict != "imported"]
    assert len(whole) >= (0.99 if sample_files() else 0.8) * len(ours), unsound


def test_real_files_changed_at_random_do_no_harm():
    chance = random.Random(20)
    seeds = [(path.name, path.read_bytes()[:30_000]) for path in sample_files()] or [(n, t.encode()) for n, t in SEEDS]
    marks = [
        b"{",
        b"}",
        b"=",
        b"~",
        b"#",
        b"->",
        b"\n\n",
        b"<",
        b">",
        b"]]>",
        b"&",
        b"::",
        b"%",
        b"\\",
        b"\x00",
        b"\xff",
    ]
    for name, data in seeds * (1 if len(seeds) > 10 else 20):
        raw = bytearray(data)
        for _ in range(chance.randint(1, 20)):
            place = chance.randrange(len(raw) + 1)
            end = place + chance.choice([0, 0, 1, 5, 200])
            raw[place:end] = chance.choice([*marks, bytes([chance.randrange(256)]), raw[:50]])
        looked_through(name, bytes(raw))
