"""How the steps are getting on, on a given day: states, what is late, who carries how much.

Nothing here is stored, and "today" is always passed in (`as_of`). Counting things done is never a
judgement of progress: that is what the scale is for.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum

from trajectory.domain.plan import Plan, Step

SOON_DAYS = 14
"""A step is due soon when its date is at most so many days away."""

UNSURE = 3
"""A confidence of at most this much, of 10, is trouble."""

HALF_SURE = 6
"""A confidence of at most this much, of 10, wants watching."""

MOVED_TIMES = 2
"""A due date that moved so many times wants watching."""

CLOSED_STEPS = frozenset({"done", "dropped"})


class Tone(StrEnum):
    """How a state is to be read; a front end picks one colour for each."""

    DROPPED = "dropped"
    DONE = "done"
    TROUBLE = "trouble"
    UNDATED = "undated"
    WATCH = "watch"
    GOOD = "good"


class StepState(Enum):
    """What people see of a step, in the order in which the first that fits is taken.

    Each has a word of its own, and a shape one cell wide, so that it reads without colour.
    """

    DROPPED = ("dropped", "×", "x", Tone.DROPPED)
    DONE = ("done", "✓", "v", Tone.DONE)
    LATE = ("late", "!", "!", Tone.TROUBLE)
    BLOCKED = ("blocked", "■", "#", Tone.TROUBLE)
    UNSURE = ("unsure", "▼", "?", Tone.TROUBLE)
    NO_DATE = ("no date", "○", "o", Tone.UNDATED)
    DUE_SOON = ("due soon", "►", ">", Tone.WATCH)
    HALF_SURE = ("half sure", "◊", "~", Tone.WATCH)
    MOVED_TWICE = ("moved twice", "»", "&", Tone.WATCH)
    ON_TRACK = ("on track", "●", "*", Tone.GOOD)

    def __init__(self, word: str, shape: str, ascii_shape: str, tone: Tone) -> None:
        self.word = word
        self.shape = shape
        self.ascii_shape = ascii_shape
        self.tone = tone


@dataclass(frozen=True)
class OwnerLoad:
    """What one owner carries, over all the plans that were counted."""

    owner: str
    """The role as it was first written."""
    open_steps: int = 0
    late: int = 0
    due_soon: int = 0
    plans: tuple[str, ...] = ()
    """Names of the plans in which it has open steps, where they were named."""


class LoadCount:
    """Counts what each owner carries, plan after plan: no plan is kept."""

    def __init__(self, as_of: dt.date) -> None:
        self._as_of = as_of
        self._counts: dict[str, _Count] = {}
        self.without_owner = 0
        """How many open steps nobody owns."""

    def add(self, plan: Plan, name: str = "") -> None:
        """Count the open steps of one more plan, which has this name."""
        for step in _live_steps(plan).values():
            self.add_step(step, name)

    def add_step(self, step: Step, name: str = "") -> None:
        """Count one more step, if it is open; it is in the plan of this name."""
        if not is_open(step):
            return
        owner = owner_of(step)
        if not owner:
            self.without_owner += 1
            return
        count = self._counts.setdefault(role_key(owner), _Count(owner))
        count.open_steps += 1
        count.late += is_late(step, self._as_of)
        count.due_soon += is_due_soon(step, self._as_of)
        if name:
            count.plans[name] = None

    def join(self, other: LoadCount) -> None:
        """Add what was counted of more plans on the same day, elsewhere."""
        self.without_owner += other.without_owner
        for role, more in other._counts.items():
            count = self._counts.setdefault(role, _Count(more.owner))
            count.open_steps += more.open_steps
            count.late += more.late
            count.due_soon += more.due_soon
            count.plans |= more.plans

    def loads(self) -> tuple[OwnerLoad, ...]:
        """What each owner of an open step carries, the most loaded first, then the latest."""
        in_order = sorted(self._counts.values(), key=lambda count: (-count.open_steps, -count.late))
        return tuple(
            OwnerLoad(count.owner, count.open_steps, count.late, count.due_soon, tuple(count.plans))
            for count in in_order
        )


@dataclass
class _Count:
    owner: str
    open_steps: int = 0
    late: int = 0
    due_soon: int = 0
    plans: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True)
class PlanSummary:
    """One plan as a line of a list: small enough to keep ten thousand of them."""

    title: str
    """The group's title, else the deliverable's key, else a word for neither."""
    deliverable: str | None
    authority: str | None
    table: str | None
    date: dt.date | None
    archived: dt.date | None
    score: float | None
    target: float | None
    open_steps: int
    late: int
    to_check: int
    """Open steps without an owner or without a date."""
    next_due: dt.date | None
    """The first date, from `as_of` on, on which an open step is due."""

    @property
    def outlook(self) -> str:
        """The plan in one or two words: what is late, else what is to check."""
        if self.late:
            return f"{self.late} late"
        if self.to_check:
            return f"{self.to_check} to check"
        return "on track" if self.open_steps else "no open steps"


def step_states(plan: Plan, as_of: dt.date) -> dict[str, StepState]:
    """The state of every live step by id, in the order of the file."""
    moves = due_moves(plan)
    return {
        key: step_state(step, as_of, moves.get(key, 0)) for key, step in _live_steps(plan).items()
    }


def step_state(step: Step, as_of: dt.date, moves: int = 0) -> StepState:
    """The state of one step whose due date has moved `moves` times: the first that fits."""
    if step.status == "dropped":
        return StepState.DROPPED
    if step.status == "done":
        return StepState.DONE
    trouble = _trouble(step, as_of)
    if trouble is not None:
        return trouble
    if step.due is None:
        return StepState.NO_DATE
    return _watch(step, as_of, moves) or StepState.ON_TRACK


def due_moves(plan: Plan) -> Mapping[str, int]:
    """How many times each item's due date moved, by id; those that never moved are left out.

    Giving a date for the first time is no move.
    """
    return Counter(
        line.item
        for line in plan.log.values()
        if line.field == "due" and line.was and line.was != line.now
    )


def is_open(step: Step) -> bool:
    """Whether a step is still to be done: neither done nor dropped."""
    return step.status not in CLOSED_STEPS


def is_late(step: Step, as_of: dt.date) -> bool:
    """Whether an open step's date has passed."""
    return is_open(step) and step.due is not None and step.due < as_of


def is_due_soon(step: Step, as_of: dt.date, days: int = SOON_DAYS) -> bool:
    """Whether an open step is due on that day or within `days` days after it."""
    return is_open(step) and step.due is not None and 0 <= (step.due - as_of).days <= days


def late_steps(plan: Plan, as_of: dt.date) -> dict[str, Step]:
    """The open steps whose date has passed, the longest overdue first."""
    return _by_due({key: s for key, s in _live_steps(plan).items() if is_late(s, as_of)})


def steps_due_soon(plan: Plan, as_of: dt.date, days: int = SOON_DAYS) -> dict[str, Step]:
    """The open steps due within so many days, the nearest first."""
    steps = _live_steps(plan).items()
    return _by_due({key: step for key, step in steps if is_due_soon(step, as_of, days)})


def steps_without_owner(plan: Plan) -> dict[str, Step]:
    """The open steps that nobody owns, in the order of the file."""
    return {key: s for key, s in _live_steps(plan).items() if is_open(s) and not owner_of(s)}


def owner_of(step: Step) -> str:
    """The role that owns a step, without stray spaces; empty where nobody does."""
    return " ".join((step.owner or "").split())


def same_role(one: str, other: str) -> bool:
    """Whether two roles are one, whatever the capitals and spaces."""
    return role_key(one) == role_key(other)


def role_key(role: str) -> str:
    """What is the same for two spellings of one role."""
    return " ".join(role.split()).casefold()


def owner_loads(plans: Iterable[Plan], as_of: dt.date) -> tuple[OwnerLoad, ...]:
    """What each owner of an open step carries over all these plans, the most loaded first."""
    count = LoadCount(as_of)
    for plan in plans:
        count.add(plan)
    return count.loads()


def summarise(plan: Plan, as_of: dt.date) -> PlanSummary:
    """A plan as one line of a list, in one pass over its steps."""
    header, reading = plan.plan, plan.current_reading
    open_steps = [step for step in _live_steps(plan).values() if is_open(step)]
    coming = (step.due for step in open_steps if step.due is not None and step.due >= as_of)
    return PlanSummary(
        title=title_of(plan),
        deliverable=header.deliverable,
        authority=header.authority,
        table=header.table,
        date=header.date,
        archived=header.archived,
        score=None if reading is None else reading.score,
        target=plan.position.target,
        open_steps=len(open_steps),
        late=sum(is_late(step, as_of) for step in open_steps),
        to_check=sum(step.due is None or not owner_of(step) for step in open_steps),
        next_due=min(coming, default=None),
    )


def title_of(plan: Plan) -> str:
    """What to call a plan: its title, else its deliverable's key, else a plan without a title."""
    for name in (plan.plan.title, plan.plan.deliverable):
        if name and name.strip():
            return name.strip()
    return "Plan without a title"


def _trouble(step: Step, as_of: dt.date) -> StepState | None:
    if is_late(step, as_of):
        return StepState.LATE
    if step.status == "blocked":
        return StepState.BLOCKED
    if step.confidence is not None and step.confidence <= UNSURE:
        return StepState.UNSURE
    return None


def _watch(step: Step, as_of: dt.date, moves: int) -> StepState | None:
    if step.status in {None, "not_started"} and is_due_soon(step, as_of):
        return StepState.DUE_SOON
    if step.confidence is not None and step.confidence <= HALF_SURE:
        return StepState.HALF_SURE
    return StepState.MOVED_TWICE if moves >= MOVED_TIMES else None


def _live_steps(plan: Plan) -> dict[str, Step]:
    return {key: step for key, step in plan.step.items() if step.into is None}


def _by_due(steps: Mapping[str, Step]) -> dict[str, Step]:
    return dict(sorted(steps.items(), key=lambda item: item[1].due or dt.date.max))
