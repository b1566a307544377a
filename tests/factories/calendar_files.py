"""A strict reader of iCalendar files (RFC 5545), written from the standard and sharing no code with the writer."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone

ESCAPES = {"n": "\n", "N": "\n", ";": ";", ",": ",", "\\": "\\"}
ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "STATUS", "LOCATION", "DESCRIPTION", "URL"}
NEEDED = {"UID", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY", "STATUS"}


@dataclass
class Part:
    """A component: its name, its lines as (name, parameters, value), and the components in it."""

    name: str
    lines: list = field(default_factory=list)
    parts: list = field(default_factory=list)

    def all(self, name):
        return [(parameters, value) for other, parameters, value in self.lines if other == name]

    def value(self, name):
        (one,) = self.all(name)
        return one[1]

    def text(self, name):
        return unescaped(self.value(name))


def read(content: bytes) -> Part:
    """Return the calendar, or fail with what breaks the standard."""
    assert content.endswith(b"\r\n"), "each line ends with CRLF"
    physical = content[:-2].split(b"\r\n")
    for line in physical:
        assert len(line) <= 75, f"longer than 75 octets: {line!r}"
        assert not set(b"\r\n") & set(line), f"a bare line break in {line!r}"
        line.decode()  # folded between characters, as RFC 5545 3.1 advises: each line is valid UTF-8
    stack = [Part("")]
    for line in unfolded(physical):
        assert not any(ord(sign) < 32 and sign != "\t" for sign in line), f"a control character in {line!r}"
        name, parameters, value = parsed(line)
        if name == "BEGIN":
            stack.append(Part(value))
        elif name == "END":
            done = stack.pop()
            assert done.name == value, f"{value} ends {done.name}"
            stack[-1].parts.append(done)
        else:
            stack[-1].lines.append((name, parameters, value))
    assert len(stack) == 1
    (calendar,) = stack[0].parts
    check(calendar)
    return calendar


def unfolded(physical):
    lines = []
    for raw in physical:
        if raw[:1] in (b" ", b"\t"):
            lines[-1] += raw[1:]
        else:
            lines.append(raw)
    return [line.decode() for line in lines]


def parsed(line):
    """Split a content line outside of quotes."""
    quoted, cuts = False, []
    for place, sign in enumerate(line):
        if sign == '"':
            quoted = not quoted
        elif sign in ";:" and not quoted:
            cuts.append(place)
            if sign == ":":
                break
    assert line[cuts[-1] :][:1] == ":" if cuts else False, f"no value in {line!r}"
    pieces = [line[a + 1 : b] for a, b in zip([-1, *cuts], cuts, strict=False)]
    parameters = {}
    for piece in pieces[1:]:
        key, equals, value = piece.partition("=")
        assert equals, f"a parameter without value in {line!r}"
        parameters[key.upper()] = value.strip('"')
    return pieces[0].upper(), parameters, line[cuts[-1] + 1 :]


def unescaped(value):
    out, signs = [], iter(value)
    for sign in signs:
        assert sign not in ";,", f"{sign} is not escaped in {value!r}"
        out.append(ESCAPES[next(signs)] if sign == "\\" else sign)
    return "".join(out)


def check(calendar):
    assert calendar.name == "VCALENDAR"
    assert calendar.value("VERSION") == "2.0"
    assert calendar.value("PRODID")
    zones = {part.value("TZID") for part in calendar.parts if part.name == "VTIMEZONE"}
    uids = []
    for event in events(calendar):
        for name in ONCE:
            assert len(event.all(name)) <= 1, f"{name} twice"
        for name in NEEDED:
            assert event.all(name), f"{name} is missing"
        for name in ("DTSTART", "DTEND"):
            parameters, value = event.all(name)[0]
            assert parameters.get("TZID") in zones if "TZID" in parameters else value.endswith("Z"), "a floating time"
        uids.append(event.value("UID"))
        if calendar.value("METHOD") in ("REQUEST", "CANCEL"):
            assert event.all("ORGANIZER")
            assert len(event.all("ATTENDEE")) == 1
    assert len(uids) == len(set(uids))
    if calendar.value("METHOD") in ("REQUEST", "CANCEL"):
        assert len(set(uids)) == 1, "RFC 5546: one appointment in a request"


def events(calendar):
    return [part for part in calendar.parts if part.name == "VEVENT"]


def moment(calendar, event, name):
    """Return when it is, reckoned from the rules of the file's own time zone."""
    parameters, value = event.all(name)[0]
    if value.endswith("Z"):
        return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    local = datetime.strptime(value, "%Y%m%dT%H%M%S")
    (zone,) = [part for part in calendar.parts if part.name == "VTIMEZONE" and part.value("TZID") == parameters["TZID"]]
    onsets = [(onset(rule, local.year - back), rule) for rule in zone.parts for back in (0, 1)]
    _when, rule = max((pair for pair in onsets if pair[0] <= local), key=lambda pair: pair[0])
    sign, digits = rule.value("TZOFFSETTO")[0], rule.value("TZOFFSETTO")[1:]
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4])) * (1 if sign == "+" else -1)
    return local.replace(tzinfo=timezone(offset)).astimezone(UTC)


def onset(rule, year):
    """Return the last Sunday of the rule's month at its hour, on the clock as it stood before."""
    parts = dict(part.split("=") for part in rule.value("RRULE").split(";"))
    assert parts.keys() == {"FREQ", "BYMONTH", "BYDAY"}
    assert (parts["FREQ"], parts["BYDAY"]) == ("YEARLY", "-1SU")
    clock = datetime.strptime(rule.value("DTSTART"), "%Y%m%dT%H%M%S")
    month = int(parts["BYMONTH"])
    last = (datetime(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).replace(hour=clock.hour)
    return last - timedelta(days=(last.weekday() + 1) % 7)
