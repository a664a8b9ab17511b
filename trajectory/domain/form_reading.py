"""What people type into a form, and what they find there: text to value, and value to text.

Nothing is guessed. What cannot be read gets one plain sentence, and stays as it was typed.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from trajectory.domain.capture import vocabulary
from trajectory.domain.cleaning import clean
from trajectory.domain.dates import echo, read_date
from trajectory.domain.form import FORMS, KIND_WORDS, Ask, Field
from trajectory.domain.ids import all_labels
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import MAX_INT, TEXT_LIMIT, Entry, Plan
from trajectory.domain.scale import TOP, in_words

_ECHO_LIMIT = 36


@dataclass(frozen=True)
class FieldRead:
    """What a typed answer means, or why it means nothing."""

    value: Any = None
    """As the model takes it; None where nothing is said."""
    echo: str = ""
    """What was understood, where that is not plain to see."""
    problem: str = ""
    """One sentence; the value counts for nothing then."""


@dataclass(frozen=True)
class FormReader:
    """Reads the answers about one record of a plan, on one day."""

    plan: Plan
    key: str
    today: dt.date
    _labels: Mapping[str, str] = field(init=False, repr=False)
    _roles: tuple[str, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_labels", all_labels(self.plan))
        object.__setattr__(self, "_roles", vocabulary(self.plan).roles)

    @property
    def kind(self) -> Kind:
        """The kind of the record. Raises `KeyError` when it is not in the plan."""
        found = self.plan.find(self.key)
        if found is None:
            raise KeyError(self.key)
        return found[0]

    @property
    def fields(self) -> tuple[Field, ...]:
        """The questions of its form."""
        return FORMS[self.kind]

    @property
    def label(self) -> str:
        """What people see for it: `S1`."""
        return self._labels[self.key]

    def value(self, asked: Field) -> Any:  # noqa: ANN401 - as many types as there are fields
        """What the record holds now."""
        found = self.plan.find(self.key)
        return None if found is None else getattr(found[1], asked.name)

    def shown(self, asked: Field) -> str:
        """What the record holds, as somebody would type it."""
        value = self.value(asked)
        if value is None:
            return ""
        match asked.ask:
            case Ask.DATE:
                return echo(value)
            case Ask.NUMBER:
                return str(value) if asked.step == 1 else in_words(value)
            case Ask.SCORES:
                return " ".join(in_words(score) for score in value)
            case Ask.ROLES:
                return "; ".join(value)
            case Ask.LINK:
                return self._known([value], asked)
            case Ask.LINKS:
                return self._known(value, asked)
            case _:
                return str(value)

    def read(self, asked: Field, typed: str) -> FieldRead:
        """Read one answer."""
        typed = clean(typed).strip()
        if len(typed) > TEXT_LIMIT:
            return FieldRead(
                problem=f"This has {len(typed):,} characters, and {TEXT_LIMIT:,} fit: shorten it, "
                "or make it two entries."
            )
        if not typed:
            return self._empty(asked)
        return self._answer(asked, typed)

    def _answer(self, asked: Field, typed: str) -> FieldRead:
        match asked.ask:
            case Ask.DATE:
                return read_day(typed, self.today)
            case Ask.NUMBER:
                return read_number(asked, typed)
            case Ask.SCORES:
                return _scores(asked, typed)
            case Ask.ROLE:
                return FieldRead(self._role(typed))
            case Ask.ROLES:
                return self._role_list(typed)
            case Ask.LINK | Ask.LINKS:
                return self._links(asked, typed)
            case _:
                return FieldRead(typed)

    def labels_for(self, asked: Field) -> tuple[str, ...]:
        """The labels that a link may name."""
        return tuple(self._targets(asked).values())

    def completion(self, asked: Field, typed: str) -> str:
        """The rest of the known role that is being typed; empty where there is none."""
        if asked.ask is Ask.ROLES:
            return complete_role(typed.rpartition(";")[2].lstrip(), self._roles)
        return complete_role(typed, self._roles) if asked.ask is Ask.ROLE else ""

    def _empty(self, asked: Field) -> FieldRead:
        if asked.name == "text":
            return FieldRead(
                problem="An entry needs words. To take it out, go back to the list and press d."
            )
        if self.kind is Kind.READING and asked.name in {"date", "score"}:
            return FieldRead(problem="A reading needs a day and a score.")
        # Links to what is gone come back to life with it, so emptying the field leaves them.
        return FieldRead(self._lost_links(asked) or None)

    def _role(self, typed: str) -> str:
        wanted = typed.casefold()
        return next((role for role in self._roles if role.casefold() == wanted), typed)

    def _role_list(self, typed: str) -> FieldRead:
        roles = dict.fromkeys(self._role(part.strip()) for part in typed.split(";") if part.strip())
        said = " + ".join(roles) if len(roles) > 1 else ""
        return FieldRead(tuple(roles) or None, said)

    def _links(self, asked: Field, typed: str) -> FieldRead:
        here = self._targets(asked)
        by_label = {label.casefold(): key for key, label in here.items()}
        known, unknown = split_labels(typed, by_label)
        word = KIND_WORDS[asked.kind].lower() if asked.kind else "entry"
        if unknown:
            names = " ".join(here.values()) or "none yet"
            return FieldRead(problem=f"There is no {word} {unknown[0]}. Here: {names}.")
        keys = tuple(dict.fromkeys(by_label[label] for label in known))
        if asked.ask is Ask.LINK and len(keys) > 1:
            return FieldRead(problem=f"One {word} only: {here[keys[0]]} or {here[keys[1]]}?")
        if asked.name == "after" and (circle := self._circle(keys)):
            return FieldRead(problem=f"{circle} itself waits for {self.label}: which comes first?")
        said = " · ".join(f"{here[key]} {self._begins(key)}" for key in keys)
        if asked.ask is Ask.LINK:
            return FieldRead(keys[0] if keys else None, said)
        return FieldRead((*keys, *self._lost_links(asked)) or None, said)

    def _targets(self, asked: Field) -> dict[str, str]:
        """Label by id of what this field may link to: live entries of its kind, never itself."""
        if asked.kind is None:
            return {}
        return {
            key: self._labels[key]
            for key, record in self.plan.records(asked.kind).items()
            if key != self.key and isinstance(record, Entry) and record.into is None
        }

    def _known(self, keys: Iterable[str], asked: Field) -> str:
        here = self._targets(asked)
        return " ".join(here[key] for key in keys if key in here)

    def _lost_links(self, asked: Field) -> tuple[str, ...]:
        if asked.ask is not Ask.LINKS:
            return ()
        here = self._targets(asked)
        return tuple(key for key in self.value(asked) or () if key not in here)

    def _begins(self, key: str) -> str:
        found = self.plan.find(key)
        return begins(found[1].text) if found and isinstance(found[1], Entry) else ""

    def _circle(self, first: Iterable[str]) -> str:
        """The label of one of these steps that waits, directly or not, for this one."""
        for key in first:
            seen, waiting = set[str](), [key]
            while waiting:
                here = waiting.pop()
                if here == self.key:
                    return self._labels[key]
                if here not in seen and here in self.plan.step:
                    seen.add(here)
                    waiting += self.plan.step[here].after or ()
        return ""


def begins(text: str) -> str:
    """The first words of a text, on one line: whole words, unless the first is very long."""
    line = " ".join(text.split())
    if len(line) <= _ECHO_LIMIT:
        return line
    words = line[:_ECHO_LIMIT].rpartition(" ")[0]
    if len(words) < _ECHO_LIMIT // 2:
        words = line[: _ECHO_LIMIT - 1]
    return f"{words}…"


def complete_role(typed: str, roles: Iterable[str]) -> str:
    """The rest of the first role that begins as typed; empty where there is none."""
    if not typed:
        return ""
    begun = typed.casefold()
    fit = (role for role in roles if len(role) > len(typed))
    return next((r[len(typed) :] for r in fit if r[: len(typed)].casefold() == begun), "")


def split_labels(typed: str, known: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The labels in a typed list: those that are known, casefolded, and words that are none.

    Spaces, commas and "and" may stand between them. A hand-written label may hold spaces itself, so
    the longest one that fits is taken.
    """
    words = typed.replace(",", " ").replace(";", " ").split()
    longest = max((len(label.split()) for label in known), default=1)
    found: list[str] = []
    unknown: list[str] = []
    place = 0
    while place < len(words):
        for length in range(min(longest, len(words) - place), 0, -1):
            label = " ".join(words[place : place + length]).casefold()
            if label in known:
                found.append(label)
                place += length
                break
        else:
            if words[place].casefold() not in {"and", "&"}:
                unknown.append(words[place])
            place += 1
    return found, unknown


def read_day(typed: str, today: dt.date) -> FieldRead:
    """A day as people say it; what has two readings is refused, never guessed."""
    read = read_date(typed, today)
    if read is None:
        return FieldRead(problem=f"“{typed[:40]}” is not a date: type one such as 27 nov.")
    if read.date is None:
        return FieldRead(problem=read.problem or "This is not one day.")
    return FieldRead(read.date, echo(read.date))


def read_number(asked: Field, typed: str) -> FieldRead:
    """A number from 0 to the field's highest, in its steps."""
    number = _as_number(typed)
    most = min(asked.most or MAX_INT, MAX_INT)
    if number is None or not 0 <= number <= most or number % asked.step:
        kind = "in half points" if asked.step != 1 else "a whole number"
        return FieldRead(problem=f"Type a number from 0 to {in_words(most)}, {kind}.")
    return FieldRead(number if asked.step != 1 else int(number))


def _scores(asked: Field, typed: str) -> FieldRead:
    read = [_as_number(word) for word in typed.replace(",", " ").split()]
    points = tuple(p for p in read if p is not None and 0 <= p <= TOP and not p % asked.step)
    if len(points) != len(read):
        return FieldRead(problem="Type each person's score, 0 to 10 in half points: 2 3 4.5")
    said = f"{len(points)} people, from {in_words(min(points))} to {in_words(max(points))}"
    return FieldRead(points, said)


def _as_number(typed: str) -> float | None:
    try:
        number = float(typed.replace("½", ".5"))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
