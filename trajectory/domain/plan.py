"""The plan: one group's trajectory for one deliverable, as a frozen value.

The models mirror the plan file table by table (docs/file-format.md). They are strict: `true` is no
score and a number is no date. A missing field means "not said yet". Keys and tables that we do not
know are kept and written back. Nothing here is changed in place: see `domain.editing`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    Strict,
    StringConstraints,
)

from trajectory.domain.kinds import GOAL_FIRST, NOW_FIRST, Kind, Section

FORMAT = 1
"""The version of the file format that this code reads and writes."""

TEXT_LIMIT = 5_000
"""The longest text of one entry, in characters."""

MAX_INT = 2**53
"""Integers beyond this do not survive other tools that read the file as floating point."""


def _whole_as_int(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value


def _utc_seconds(value: dt.datetime) -> dt.datetime:
    # TOML cannot read back an offset with seconds, so a file holds UTC to the second and no other.
    if value.tzinfo is None:
        msg = "needs a time zone: write it in UTC, such as 2026-11-22T14:02:00Z"
        raise ValueError(msg)
    try:
        return value.astimezone(dt.UTC).replace(microsecond=0)
    except OverflowError:
        msg = "is outside the years 1 to 9999 in UTC"
        raise ValueError(msg) from None


Text = Annotated[str, StringConstraints(min_length=1, max_length=TEXT_LIMIT, pattern=r"\S")]
Line = Annotated[str, StringConstraints(max_length=TEXT_LIMIT)]
Score = Annotated[
    float,
    Field(ge=0, le=10, multiple_of=0.5, allow_inf_nan=False),
    PlainSerializer(_whole_as_int, return_type=float),
]
Strength = Annotated[int, Field(ge=1, le=5)]
Influence = Annotated[int, Field(ge=1, le=3)]
Confidence = Annotated[int, Field(ge=0, le=10)]
Count = Annotated[int, Field(ge=0, le=MAX_INT)]
Moment = Annotated[dt.datetime, AfterValidator(_utc_seconds)]
Strings = Annotated[tuple[Line, ...], Strict(strict=False)]
Scores = Annotated[tuple[Score, ...], Strict(strict=False)]

Source = Literal["table", "staff-survey", "dashboard", "family-feedback", "audit", "call", "other"]
View = Literal["working_well", "worried", "needs_to_happen"]
Driver = Literal["leadership", "competency", "organisation", "partner", "external"]
PlanStatus = Literal["draft", "agreed", "active", "closed"]
GoalStatus = Literal["open", "met", "revised", "dropped"]
ForceStatus = Literal["open", "reduced", "gone", "converted", "accepted"]
StepStatus = Literal["not_started", "in_progress", "blocked", "done", "dropped"]
ParkingStatus = Literal["parked", "raised", "resolved", "dropped"]
Forum = Literal["call", "consultation", "workshop", "other"]
ReviewForum = Literal["table", "monthly-call", "consultation", "leaders-workshop"]
ReviewPart = Literal["changes", "steps", "position", "barriers", "next"]


class Model(BaseModel):
    """What all parts of a plan share: frozen, strict, unknown keys kept."""

    model_config = ConfigDict(
        # Each is built when it is first used. A plan that is read needs one of all these, `Plan`,
        # and to import this takes a fifth less time. From pydantic 2.14 on threads may share that.
        defer_build=True,
        frozen=True,
        strict=True,
        extra="allow",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        validate_default=False,
    )

    def replace(self, **changes: object) -> Self:
        """Return this with some fields changed, validated; `None` takes a field out.

        The one way to change a model: `model_copy(update=...)` would skip validation. What was said
        in the file and what was not stays told apart (`model_fields_set`).
        """
        said = {name: value for name, value in self if name in self.model_fields_set}
        kept = {k: v for k, v in (said | changes).items() if v is not None}
        return type(self).model_validate(kept)


class Record(Model):
    """A keyed record of the file. Its key is its identity for life; see `domain.ids`."""

    created: Moment | None = None
    """When it was first put on record (UTC)."""
    changed: Moment | None = None
    """When it was last edited (UTC); absent when it never was."""
    edited: Mapping[str, Moment] | None = None
    """Fields that are older than `changed`, as a merge leaves them, and when each was written."""


class Entry(Record):
    """A record that people read as a line: what every item of the five sections shares."""

    text: Text
    """What was said, in the speaker's words."""
    said: Line | None = None
    """The first wording, once somebody has reworded the text."""
    speaker: Line | None = None
    """The role of the person who said it."""
    votes: Count | None = None
    """Dot votes given by the table."""
    starred: bool | None = None
    """Marked as one that matters most."""
    private: bool | None = None
    """Never on the projector, and left out of exports unless asked for."""
    source: Source | None = None
    """Where it came from."""
    note: Line | None = None
    """A remark beside the text."""
    agreed: dt.date | None = None
    """The day on which it was read back and agreed."""
    merged: Strings | None = None
    """Ids of the items that were merged into this one."""
    into: Line | None = None
    """Id of the item that this one was merged into."""


class Note(Entry):
    """One remark about the current position."""

    view: View | None = None
    """Working well, worried about, or needs to happen."""


class Reading(Record):
    """Where the group put itself on the scale on one day. Readings are only ever added."""

    date: dt.date
    """The day on which it was taken."""
    score: Score
    """0-10 in half points; the median, to the nearest half, where there are several scores."""
    scores: Scores | None = None
    """Each person's own score, kept beside the median because the spread is what to talk about."""
    reason: Line | None = None
    """What got us to this number, not lower."""
    forum: ReviewForum | None = None
    """Where the reading was taken."""
    corrects: Line | None = None
    """Id of an earlier reading that this one puts right."""


class Goal(Entry):
    """What will be different, for families first of all."""

    see: Line | None = None
    """What a family, child or worker would see."""
    measure: Line | None = None
    """How we would know."""
    baseline: Line | None = None
    """What the measure says today."""
    target: Line | None = None
    """What the measure says when the goal is met."""
    by: dt.date | None = None
    """By when."""
    status: GoalStatus | None = None
    """Open while it is absent."""


class Force(Entry):
    """One arrow of the force field (Lewin): an enabler drives, a barrier restrains."""

    strength: Strength | None = None
    """1 (slight) to 5 (decides it)."""
    influence: Influence | None = None
    """1 outside us, 2 we can influence it, 3 ours."""
    driver: Driver | None = None
    """Which implementation driver it belongs to."""
    status: ForceStatus | None = None
    """Open while it is absent; gone, converted and accepted ones no longer count in the totals."""


class Enabler(Force):
    """What helps: something to build on."""


class Barrier(Force):
    """What is in the way."""

    cut_through: Line | None = None
    """What it would take to cut through."""


class Step(Entry):
    """Who does what by when."""

    owner: Line | None = None
    """One role: whose name we ask for."""
    with_: Annotated[Strings | None, Field(alias="with")] = None
    """Roles that help."""
    due: dt.date | None = None
    """By when."""
    cue: Line | None = None
    """When and where exactly it will be done (an if-then plan)."""
    done_when: Line | None = None
    """What exists when it is done."""
    goal: Line | None = None
    """Id of the goal that it serves."""
    cuts: Strings | None = None
    """Ids of the barriers that it cuts through."""
    uses: Strings | None = None
    """Ids of the enablers that it uses."""
    after: Strings | None = None
    """Ids of the steps that come first."""
    status: StepStatus | None = None
    """Not started while it is absent."""
    blocked_by: Line | None = None
    """What it is waiting for."""
    blocked_since: dt.date | None = None
    """Since when it has been blocked."""
    done_on: dt.date | None = None
    """The day on which it was done."""
    confidence: Confidence | None = None
    """0-10: how sure the owner is that it will happen."""


class Milestone(Entry):
    """A point on the way, with the score that we expect by then."""

    date: dt.date | None = None
    """When we expect to be there."""
    score: Score | None = None
    """Where on the scale we expect to be by then."""


class Parking(Entry):
    """A remark that belongs elsewhere, kept for the place where it does."""

    for_: Annotated[Forum | None, Field(alias="for")] = None
    """Where it will be raised."""
    status: ParkingStatus | None = None
    """Parked while it is absent."""


class Decision(Entry):
    """What was decided, where and by whom."""

    date: dt.date | None = None
    """The day on which it was decided."""
    forum: Line | None = None
    """Where it was decided."""
    decided_by: Line | None = None
    """The role or group that decided."""


class Review(Record):
    """One review of the plan. It is under way while `finished` is absent."""

    date: dt.date
    """The day of the review."""
    forum: ReviewForum | None = None
    """Where it took place."""
    attended: Strings | None = None
    """Roles that were there."""
    summary: Line | None = None
    """What was said, in short."""
    asks: Strings | None = None
    """What others were asked for."""
    part: ReviewPart | None = None
    """Where a review under way was left; absent once it is finished."""
    finished: Moment | None = None
    """When it ended; absent while it is under way."""


class LogEntry(Record):
    """One line of the append-only log: which field of which item moved, and why."""

    item: Line
    """Id of the item that it is about."""
    date: dt.date
    """The day of the change."""
    field: Line
    """Which field moved: `due`, `status`, `strength`; `note` for a progress note."""
    was: Line | None = None
    """The value before, as text."""
    now: Line | None = None
    """The value after, as text."""
    why: Line | None = None
    """The reason that was given."""


class Dismissed(Record):
    """A coach question that somebody answered with "fine as it is"."""

    code: Line
    """Code of the question."""
    item: Line | None = None
    """Id of the item that it was asked about; absent for the plan as a whole."""
    about: Line | None = None
    """For the plan as a whole: what it was about, as it stood. It comes back when that changes."""
    reason: Line | None = None
    """Why it is fine as it is."""
    date: dt.date | None = None
    """The day on which somebody said so."""


class Conflict(Record):
    """The value that a merge could not keep, shown until somebody settles it."""

    item: Line
    """Id of the item."""
    field: Line
    """Which field two people changed."""
    value: Any = None
    """The value that was not kept."""


class Header(Model):
    """The `[plan]` table: whose plan this is."""

    id: Line | None = None
    """The plan's identity for life; a renamed file keeps it, a duplicate gets a new one."""
    title: Line | None = None
    """What the group calls its plan."""
    deliverable: Line | None = None
    """Key of the deliverable, such as `safety-networks`, or a slug of the group's own."""
    authority: Line | None = None
    """The organisation."""
    table: Line | None = None
    """The group in the workshop."""
    date: dt.date | None = None
    """The day of the workshop."""
    horizon: dt.date | None = None
    """The day up to which the plan reaches."""
    parent_plan: Line | None = None
    """The implementation plan that this is a part of."""
    leadership_group: Strings | None = None
    """Roles that lead the change."""
    participants: Strings | None = None
    """Roles at the table."""
    owner: Line | None = None
    """The role that looks after the plan."""
    order: Literal["now-first", "goal-first"] | None = None
    """The order of the boxes; now first while it is absent."""
    status: PlanStatus | None = None
    """Draft while it is absent."""
    next_call: dt.date | None = None
    """The day of the next call about it."""
    read_back: dt.date | None = None
    """The day on which the plan was read back to the group."""
    archived: dt.date | None = None
    """The day on which it was put away; absent while it is in use."""


class Position(Model):
    """The scale: a question with words at both ends, and where we want to be on it."""

    question: Line | None = None
    """What the scale asks."""
    anchor_0: Line | None = None
    """What 0 means, in words."""
    anchor_10: Line | None = None
    """What 10 means, in words."""
    plus_one: Line | None = None
    """What one point higher would look like."""
    target: Score | None = None
    """Where we want to be."""
    target_by: dt.date | None = None
    """By when we want to be there."""


class Plan(Model):
    """A whole plan file. Item tables map an id to its record, in the order of the file."""

    format: Annotated[int, Field(ge=1, le=FORMAT)] = FORMAT
    plan: Header
    position: Position = Position()
    note: Mapping[str, Note] = {}
    reading: Mapping[str, Reading] = {}
    goal: Mapping[str, Goal] = {}
    enabler: Mapping[str, Enabler] = {}
    barrier: Mapping[str, Barrier] = {}
    step: Mapping[str, Step] = {}
    milestone: Mapping[str, Milestone] = {}
    parking: Mapping[str, Parking] = {}
    decision: Mapping[str, Decision] = {}
    review: Mapping[str, Review] = {}
    log: Mapping[str, LogEntry] = {}
    dismissed: Mapping[str, Dismissed] = {}
    conflict: Mapping[str, Conflict] = {}
    removed: Mapping[str, Moment] = {}
    """Ids of deleted items and when they were deleted, never their text."""

    def records(self, kind: Kind) -> Mapping[str, Record]:
        """All records of one kind by id, in order."""
        table: Mapping[str, Record] = getattr(self, kind.value)
        return table

    def entries(self, section: Section) -> dict[str, Entry]:
        """The live entries of one box by id, in order: without those merged into another."""
        table: Mapping[str, Entry] = getattr(self, section.kind.value)
        return {key: entry for key, entry in table.items() if entry.into is None}

    def find(self, key: str) -> tuple[Kind, Record] | None:
        """The record with this id and its kind, wherever it is."""
        for kind in Kind:
            record = self.records(kind).get(key)
            if record is not None:
                return kind, record
        return None

    @property
    def current_reading(self) -> Reading | None:
        """The latest reading by date, then by when it was put on record, then in the file.

        One that another reading puts right no longer counts.
        """
        corrected = {reading.corrects for reading in self.reading.values()}
        valid = (reading for key, reading in self.reading.items() if key not in corrected)
        oldest = dt.datetime.min.replace(tzinfo=dt.UTC)
        in_order = sorted(valid, key=lambda r: (r.date, r.created or oldest))
        return in_order[-1] if in_order else None

    @property
    def walk_order(self) -> tuple[Section, ...]:
        """The order in which the boxes are walked through."""
        return GOAL_FIRST if self.plan.order == "goal-first" else NOW_FIRST


RECORD_TYPES: Mapping[Kind, type[Record]] = {
    Kind.NOTE: Note,
    Kind.READING: Reading,
    Kind.GOAL: Goal,
    Kind.ENABLER: Enabler,
    Kind.BARRIER: Barrier,
    Kind.STEP: Step,
    Kind.MILESTONE: Milestone,
    Kind.PARKING: Parking,
    Kind.DECISION: Decision,
    Kind.REVIEW: Review,
    Kind.LOG: LogEntry,
    Kind.DISMISSED: Dismissed,
    Kind.CONFLICT: Conflict,
}
