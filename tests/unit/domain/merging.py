"""Plans that several people edited at once, for property tests of the merge.

A base is made by a run of real edits; each copy is the base after a run of its own. Stamps rise
within a copy and meet by chance between copies.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from hypothesis import strategies as st

from trajectory.domain import editing
from trajectory.domain.amending import Stamp, amend
from trajectory.domain.capture import read_line, vocabulary
from trajectory.domain.ids import next_id
from trajectory.domain.kinds import SECTION_OF_KIND, Kind, Section
from trajectory.domain.plan import RECORD_TYPES, Conflict, Entry, Header, Plan
from trajectory.domain.recording import record

START = dt.datetime(2018, 1, 16, 14, tzinfo=dt.UTC)
EMPTY = Plan(plan=Header(id="networks-k7m2x9", title="Networks"))
WORDS = ("No room", "The rota", "Forms first", "Nobody asks", "Fathers", "Supervision")
LINES = (
    "- {} !4",
    "+ {} !2",
    "> {} @Team manager by 9 feb cuts B1",
    "* {}",
    "= {}",
    "? {}",
    "=2 3 5",
)


@dataclass(frozen=True)
class Act:
    """One thing that somebody does; the numbers choose what it is done to, and with."""

    what: str
    which: int
    how: int
    minutes: int


@dataclass(frozen=True)
class Scene:
    """A plan at a moment, and whose copy it is."""

    plan: Plan
    now: dt.datetime
    owner: str
    numbers: Iterator[int]

    def stamp(self) -> Stamp:
        return Stamp(self.now, self.now.date(), lambda _: f"{self.owner}{next(self.numbers)}")

    def word(self, act: Act) -> str:
        """What is said: now and then the same in two copies."""
        return f"{WORDS[act.how % len(WORDS)]} {self.owner if act.how % 4 else act.how}"

    def key(self, act: Act) -> str | None:
        """An entry."""
        keys = [key for kind in SECTION_OF_KIND for key in self.plan.records(kind)]
        return keys[act.which % len(keys)] if keys else None


def _line(scene: Scene, act: Act) -> Plan:
    stamp = scene.stamp()
    text = LINES[act.which % len(LINES)].format(scene.word(act))
    capture = read_line(text, Section.POSITION, vocabulary(scene.plan), stamp.today)
    return record(scene.plan, capture, stamp.now, stamp.today, stamp.suffix)[0]


CHANGES: tuple[Callable[[str], Mapping[str, Any]], ...] = (
    lambda word: {"text": word},
    lambda word: {"note": word},
    lambda word: {"note": None},
    lambda word: {"votes": len(word)},
    lambda word: {"starred": True},
    lambda word: {"speaker": word[:4]},
)
OWN_CHANGES: Mapping[Kind, tuple[Mapping[str, Any], ...]] = {
    Kind.STEP: (
        {"owner": "Practice lead"},
        {"owner": None},
        {"status": "done"},
        {"status": "blocked", "blocked_by": "the forms group"},
        {"cuts": ("B1-x", "B2-x")},
        {"cuts": ("B2-x", "B3-x")},
        {"with_": ("Analyst",)},
        {"due": dt.date(2018, 3, 2)},
        {"due": None},
    ),
    Kind.BARRIER: ({"strength": 1}, {"strength": 5}, {"strength": None}, {"status": "gone"}),
    Kind.PARKING: ({"for_": "call"}, {"for_": "workshop"}),
}


def _changes(scene: Scene, act: Act, key: str) -> Mapping[str, Any]:
    found = scene.plan.find(key)
    assert found is not None
    own = OWN_CHANGES.get(found[0], ())
    place = act.how % (len(CHANGES) + len(own))
    return own[place - len(CHANGES)] if place >= len(CHANGES) else CHANGES[place](scene.word(act))


def _edit(scene: Scene, act: Act) -> Plan:
    key = scene.key(act)
    return amend(scene.plan, key, _changes(scene, act, key), scene.stamp()) if key else scene.plan


def _reword(scene: Scene, act: Act) -> Plan:
    """An edit of what others edit as well."""
    key = scene.key(replace(act, which=act.which % 2))
    field = ("text", "note", "speaker")[act.which % 3]
    return (
        editing.edit(scene.plan, key, scene.now, **{field: scene.word(act)}) if key else scene.plan
    )


def _remove(scene: Scene, act: Act) -> Plan:
    key = scene.key(act)
    return editing.remove(scene.plan, key, scene.now) if key else scene.plan


def _move(scene: Scene, act: Act) -> Plan:
    key = scene.key(act)
    return editing.move_within(scene.plan, key, act.how - 4) if key else scene.plan


def _move_to(scene: Scene, act: Act) -> Plan:
    key = scene.key(act)
    section = list(Section)[act.how % len(Section)]
    found = scene.plan.find(key) if key else None
    if key is None or found is None or found[0] is section.kind:
        return scene.plan
    new_key = next_id(scene.plan, section.kind, scene.stamp().suffix)
    return editing.move_to(scene.plan, key, section, new_key, scene.now)


HEADERS: tuple[Mapping[str, Any], ...] = (
    {"title": "Networks first"},
    {"title": "Families first"},
    {"title": None},
    {"participants": ("Team manager", "Analyst")},
    {"participants": ("Reviewing officer", "Team manager")},
    {"participants": ("Team manager",)},
    {"next_call": dt.date(2018, 3, 5)},
    {"status": "agreed"},
)


def _header(scene: Scene, act: Act) -> Plan:
    if act.which % 3 == 0:
        return editing.edit_position(scene.plan, plus_one=scene.word(act), target=act.how / 2)
    return editing.edit_header(scene.plan, **HEADERS[act.how % len(HEADERS)])


def _by_hand(scene: Scene, act: Act) -> Plan:
    """A field changed in an editor: nothing says when."""
    key = scene.key(act)
    found = scene.plan.find(key) if key else None
    if key is None or found is None:
        return scene.plan
    kind, item = found
    edited = item.replace(**_changes(scene, act, key))
    return editing.with_records(scene.plan, kind, {**scene.plan.records(kind), key: edited})


def _unknown(scene: Scene, act: Act) -> Plan:
    """A key of somebody else's program."""
    values = {"budget": {"year": act.how, scene.word(act): True}, "colour": act.how % 3}
    if act.which % 2:
        return scene.plan.replace(**values)
    key = scene.key(act)
    return editing.edit(scene.plan, key, scene.now) if key else scene.plan


def _new_by_hand(scene: Scene, act: Act) -> Plan:
    key = f"{scene.owner}-rota-{next(scene.numbers)}"
    return editing.add(
        scene.plan, key, RECORD_TYPES[Kind.BARRIER].model_validate({"text": scene.word(act)})
    )


def _settle(scene: Scene, act: Act) -> Plan:
    keys = list(scene.plan.conflict)
    return (
        editing.remove(scene.plan, keys[act.which % len(keys)], scene.now) if keys else scene.plan
    )


ACTS: Mapping[str, Callable[[Scene, Act], Plan]] = {
    "line": _line,
    "edit": _edit,
    "reword": _reword,
    "reword again": _reword,
    "remove": _remove,
    "move to": _move_to,
    "header": _header,
    "unknown": _unknown,
    "settle": _settle,
    "move": _move,
    "by hand": _by_hand,
    "new by hand": _new_by_hand,
}
STAMPED = ("line", "edit", "reword", "reword again", "remove", "header", "settle")
"""What the app does, apart from a change of order."""
BY_HAND = ("by hand", "new by hand", "unknown")
MOVES = ("move", "move to")


def acts(names: Sequence[str], least: int = 0, most: int = 6) -> st.SearchStrategy[list[Act]]:
    """Some things that somebody does, one after another."""
    some = st.builds(
        Act, st.sampled_from(names), st.integers(0, 6), st.integers(0, 15), st.integers(0, 2)
    )
    return st.lists(some, min_size=least, max_size=most)


def after(plan: Plan, done: Sequence[Act], owner: str, start: dt.datetime) -> Plan:
    """The plan after somebody did all that."""
    scene = Scene(plan, start, owner, count(1))
    for act in done:
        scene = replace(scene, now=scene.now + dt.timedelta(minutes=act.minutes))
        scene = replace(scene, plan=ACTS[act.what](scene, act))
    return scene.plan


@dataclass(frozen=True)
class Case:
    """Copies of one plan, and what they started from."""

    base: Plan
    copies: tuple[Plan, ...]


@st.composite
def cases(
    draw: st.DrawFn, names: Sequence[str], copies: int = 2, starts: Sequence[str] = tuple(ACTS)
) -> Case:
    """A base and copies of it, edited by the acts of these names."""
    begun = after(EMPTY, [Act("line", which, 0, 1) for which in (0, 2, 2, 5)], "w", START)
    base = after(begun, draw(acts(starts)), "x", START + dt.timedelta(minutes=9))
    later = START + dt.timedelta(hours=1)
    made = tuple(after(base, draw(acts(names, 2)), "abc"[place], later) for place in range(copies))
    return Case(base, made)


def texts(plan: Plan) -> set[str]:
    """All that people wrote, wherever it stands."""
    found: set[str] = set()
    for kind in Kind:
        for item in plan.records(kind).values():
            if isinstance(item, Entry):
                found |= {text for text in (item.text, item.said, item.note, item.speaker) if text}
            elif isinstance(item, Conflict) and isinstance(item.value, str):
                found.add(item.value)
    return found | {text for text in (plan.plan.title, plan.position.plus_one) if text}
