"""What can be said about a plan as a whole, as a form: its table, days, people and scale."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from trajectory.domain.capture import vocabulary
from trajectory.domain.cleaning import clean, lines_of_paste
from trajectory.domain.dates import echo
from trajectory.domain.form import Ask, Choice, Field
from trajectory.domain.form_reading import FieldRead, complete_role, read_day, read_number
from trajectory.domain.plan import TEXT_LIMIT, Plan
from trajectory.domain.scale import TOP, in_words

AUTHORITY = Field("authority", "Authority")
TABLE = Field("table", "Table")
DATE = Field("date", "Day of the workshop", Ask.DATE)
HORIZON = Field("horizon", "The plan reaches to", Ask.DATE)
PARTICIPANTS = Field("participants", "Who is at the table? (roles)", Ask.ROLES)
LEADERSHIP = Field("leadership_group", "Leadership group (roles)", Ask.ROLES)

NEW_PLAN = (AUTHORITY, TABLE, DATE, HORIZON, PARTICIPANTS, LEADERSHIP)
"""What a table is asked before it begins."""

HEADER = (
    Field("title", "Title"),
    AUTHORITY,
    TABLE,
    DATE,
    HORIZON,
    PARTICIPANTS,
    LEADERSHIP,
    Field("parent_plan", "Part of which plan?"),
    Field("owner", "Who keeps this plan? (a role)", Ask.ROLE),
    Field(
        "status",
        "How does it stand?",
        Ask.CHOICE,
        tuple(Choice(word, word) for word in ("draft", "agreed", "active", "closed")),
    ),
    Field("read_back", "Read back to the group on", Ask.DATE),
    Field("next_call", "Next call", Ask.DATE),
)
"""Fields of `[plan]`, in the order in which they are asked."""

POSITION = (
    Field("question", "The scale asks"),
    Field("anchor_0", "0 means"),
    Field("anchor_10", "10 means"),
    Field("plus_one", "One point higher would be"),
    Field("target", "We aim at, 0 to 10", Ask.NUMBER, most=TOP, step=0.5),
    Field("target_by", "By when?", Ask.DATE),
)
"""Fields of `[position]`."""


@dataclass(frozen=True)
class HeaderReader:
    """Reads the answers of such a form, and knows what is on record."""

    values: Mapping[str, object]
    """What is on record, by the names of the fields."""
    today: dt.date
    roles: tuple[str, ...] = ()
    """Roles that are known; they complete, and may have commas of their own."""
    needed: Mapping[str, str] = field(default_factory=dict)
    """Why a field cannot be empty, for those that cannot."""

    @classmethod
    def of(cls, plan: Plan, today: dt.date) -> HeaderReader:
        """The reader for a plan that is there."""
        values = {**dict(plan.plan), **dict(plan.position)}
        needed = {"title": "A plan needs a title."}
        return cls(values, today, tuple(vocabulary(plan).roles), needed)

    def value(self, asked: Field) -> Any:  # noqa: ANN401 - as many types as there are fields
        """What is on record."""
        return self.values.get(asked.name)

    def shown(self, asked: Field) -> str:
        """The same, as somebody would type it."""
        match self.value(asked):
            case None:
                return ""
            case dt.date() as day:
                return echo(day)
            case float() | int() as number:
                return in_words(number)
            case list() | tuple() as roles:
                return _joined(roles)
            case text:
                return str(text)

    def read(self, asked: Field, typed: str) -> FieldRead:
        """What a typed answer means; empty is "not said"."""
        typed = clean(typed).strip()
        if len(typed) > TEXT_LIMIT:
            return FieldRead(
                problem=f"This has {len(typed):,} characters, and {TEXT_LIMIT:,} fit: shorten it."
            )
        if not typed:
            return FieldRead(problem=self.needed.get(asked.name, ""))
        match asked.ask:
            case Ask.DATE:
                return read_day(typed, self.today)
            case Ask.NUMBER:
                return read_number(asked, typed)
            case Ask.ROLES:
                return self._read_roles(typed)
            case _:
                return FieldRead(" ".join(typed.split()))

    def completion(self, asked: Field, typed: str) -> str:
        """The rest of the known role that is being typed."""
        if asked.ask is Ask.ROLES:
            last = typed.rpartition(";")[2] if ";" in typed else typed.rpartition(",")[2]
            return complete_role(last.lstrip(), self.roles)
        return complete_role(typed, self.roles) if asked.ask is Ask.ROLE else ""

    def _read_roles(self, typed: str) -> FieldRead:
        roles = read_roles(typed, self.roles)
        count = "1 role" if len(roles) == 1 else f"{len(roles)} roles"
        return FieldRead(roles or None, f"{count}: {' · '.join(roles)}" if roles else "")


def read_roles(typed: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """The roles in a list, each once: one a line, or with semicolons or commas between them.

    Where there is a semicolon or a line break, commas are part of the titles; else a title of those
    that are known keeps its comma, such as "Service Manager, Assessment".
    """
    lines = lines_of_paste(typed)
    if len(lines) > 1 or ";" in typed:
        parts = [part for line in lines for part in line.split(";")]
    else:
        parts = _joined_where_known(typed.split(","), {role.casefold() for role in known})
    roles: dict[str, str] = {}
    for part in parts:
        role = " ".join(part.split())
        roles.setdefault(role.casefold(), role)
    return tuple(role for role in roles.values() if role)


def _joined_where_known(parts: Sequence[str], known: set[str]) -> list[str]:
    """Parts between commas, the longest known titles put together again."""
    found: list[str] = []
    place = 0
    while place < len(parts):
        for end in range(len(parts), place, -1):
            title = ", ".join(part.strip() for part in parts[place:end])
            if end == place + 1 or title.casefold() in known:
                found.append(title)
                place = end
                break
    return found


def _joined(roles: Sequence[str]) -> str:
    """As it would be typed: a semicolon behind a single title that has a comma, too."""
    if any("," in role for role in roles):
        return "; ".join(roles) + (";" if len(roles) == 1 else "")
    return ", ".join(roles)
