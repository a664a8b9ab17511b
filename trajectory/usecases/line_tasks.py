"""What the one line at the foot of the walk is doing now: taking entries, or answering a question.

No question ever takes the line by itself. It takes entries until somebody asks for something else
(Enter on the empty line, an edit, `/zero`), and goes back to entries when that is answered or left.
Each task reads a line before Enter (`preview`) and at Enter (`submit`). None knows the screen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Protocol

from trajectory.domain import editing
from trajectory.domain.amending import amend
from trajectory.domain.capture import Capture, Vocabulary, read_line, routed, vocabulary
from trajectory.domain.followups import FollowUp, answer, follow_ups
from trajectory.domain.ids import labels
from trajectory.domain.kinds import SECTION_OF_KIND, Kind, Section
from trajectory.domain.plan import TEXT_LIMIT, Plan
from trajectory.domain.template import Template
from trajectory.errors import UsageError
from trajectory.usecases.context import Context
from trajectory.usecases.session import PlanSession


@dataclass(frozen=True)
class Preview:
    """What the line will do, shown before Enter."""

    label: str
    """What stands before the line: `Barrier`."""
    section: Section | None
    """The box that it goes to; None where it answers a question."""
    taken: tuple[str, ...] = ()
    """What was read out of the line: "due Fri 27 Nov 2026"."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What Enter did."""

    notice: str = ""
    """One sentence for the row under the list; empty where the list itself shows it."""
    accepted: bool = True
    """False: nothing was done, and the words stay in the line."""
    then: LineTask | None = None
    """What the line does next; None: it takes entries."""
    command: tuple[str, str] | None = None
    """A slash command and its argument, for the screen to run."""
    made: tuple[str, ...] = ()
    """Ids of what was put on record."""


class LineTask(Protocol):
    """One thing that the line can be doing."""

    @property
    def hint(self) -> str:
        """What Enter does, in a few words; empty where the screen's own hints say it."""
        ...

    def preview(self, desk: Desk, line: str) -> Preview:
        """What Enter would do."""
        ...

    def submit(self, desk: Desk, line: str) -> Outcome:
        """Do it."""
        ...


class Desk:
    """What a task works on: the plan's session, the words of its template, today."""

    def __init__(self, context: Context, session: PlanSession) -> None:
        self.context = context
        self.session = session
        self._known: tuple[Plan, Vocabulary] | None = None

    @property
    def plan(self) -> Plan:
        """The plan as it stands."""
        return self.session.plan

    @property
    def template(self) -> Template:
        """The words of the plan's deliverable."""
        return self.context.templates.get(self.plan.plan.deliverable)

    @property
    def vocabulary(self) -> Vocabulary:
        """The roles and labels that the plan knows, read once a plan."""
        if self._known is None or self._known[0] is not self.plan:
            self._known = (self.plan, vocabulary(self.plan))
        return self._known[1]

    def read(self, line: str, section: Section, *, marks: bool = True) -> Capture:
        """Read one line by the capture grammar."""
        return read_line(line, section, self.vocabulary, self.context.today(), marks=marks)

    def label(self, key: str) -> str:
        """What people call the record with this id: B1."""
        found = self.plan.find(key)
        return labels(self.plan, found[0])[key] if found else key


@dataclass(frozen=True)
class Entries:
    """The usual task: a line is an entry of the current box, unless its mark sends it elsewhere."""

    section: Section
    last: str | None = None
    """Id of what was put on record last, which the empty line asks about."""
    hint: ClassVar[str] = ""

    def preview(self, desk: Desk, line: str) -> Preview:
        """The box that the line goes to, and what was read out of it."""
        section, _ = routed(line, self.section)
        label = desk.template.prompts(section).entry
        if not line.strip():
            return Preview(label, section)
        read = desk.read(line, self.section)
        if read.kind == "command":
            return Preview("Command", None)
        if read.kind == "score":
            label = "Score"
        return Preview(label, section, _taken(read), read.warnings)

    def submit(self, desk: Desk, line: str) -> Outcome:
        """Put the line on record; an empty one opens the follow-ups of the last entry."""
        if not line.strip():
            return self._ask(desk)
        read = desk.read(line, self.section)
        if read.kind == "command":
            return Outcome(command=(read.command, read.argument))
        name = desk.template.prompts(read.section).name
        what = "added a score" if read.kind == "score" else f"added to {name}"
        try:
            made = desk.session.capture([read], what)
        except UsageError as error:
            return Outcome(str(error), accepted=False)
        return Outcome(_said(desk, read, made), made=made)

    def _ask(self, desk: Desk) -> Outcome:
        key = self.last if self.last and desk.plan.find(self.last) else None
        if key is None:
            key = next(reversed(desk.plan.entries(self.section)), None)
        if key is None:
            return Outcome("Type what is said, and press Enter.")
        asked = Answers.about(desk, key)
        if asked is None:
            return Outcome(f"All is said about {desk.label(key)}.")
        return Outcome(then=asked)


def _said(desk: Desk, read: Capture, made: tuple[str, ...]) -> str:
    """A sentence for what the list of the current box does not show by itself."""
    notes = [*read.warnings]
    if read.marked and made:
        name = desk.template.prompts(read.section).name
        notes.insert(0, f"{desk.label(made[-1])} is in {name}.")
    return "  ".join(notes)


def _taken(read: Capture) -> tuple[str, ...]:
    return tuple(taken.words for taken in read.taken)


@dataclass(frozen=True)
class Answers:
    """Follow-up questions about one entry, one at a time. Enter skips, Esc leaves."""

    asked: FollowUp
    rest: tuple[FollowUp, ...]
    hint: ClassVar[str] = "Enter answers; an empty line skips."

    @classmethod
    def about(cls, desk: Desk, key: str) -> Answers | None:
        """The questions that are still open about an entry; None when all is said."""
        asked = follow_ups(desk.plan, key)
        return cls(asked[0], asked[1:]) if asked else None

    def preview(self, desk: Desk, line: str) -> Preview:
        """The question."""
        return Preview(self.asked.label, None)

    def submit(self, desk: Desk, line: str) -> Outcome:
        """Take the answer, or skip on the empty line, and ask the next."""
        if desk.plan.find(self.asked.key) is None:
            return Outcome("That entry is no longer here.")
        problem = None
        if line.strip():
            now, today = desk.context.now(), desk.context.today()
            plan, problem = answer(desk.plan, self.asked, line, now, today)
            if problem is not None and plan is desk.plan:
                return Outcome(problem, accepted=False, then=self)
            desk.session.do(plan, f"answered “{self.asked.question}”")
        then = Answers(self.rest[0], self.rest[1:]) if self.rest else None
        return Outcome(problem or "", then=then)


@dataclass(frozen=True)
class Rewording:
    """New words for an entry. Trailing tokens set its fields as they do for a new one."""

    key: str
    hint: ClassVar[str] = "Enter saves the new words."

    def preview(self, desk: Desk, line: str) -> Preview:
        """The entry, and what will be set beside its words."""
        read = desk.read(line, _section_of(desk.plan, self.key), marks=False)
        taken = _taken(read)
        return Preview(f"Edit {desk.label(self.key)}", None, taken, read.warnings)

    def submit(self, desk: Desk, line: str) -> Outcome:
        """Keep the new words; the first wording stays with the entry."""
        found = desk.plan.find(self.key)
        if found is None:
            return Outcome(
                "That entry is no longer here. Your words are still in the line.", accepted=False
            )
        read = desk.read(" " + line, _section_of(desk.plan, self.key), marks=False)
        if not read.text.strip():
            return Outcome(
                "An entry needs a few words. To delete it: Esc, Up, then d.",
                accepted=False,
                then=self,
            )
        if len(read.text) > TEXT_LIMIT:
            return Outcome(
                f"That is over {TEXT_LIMIT:,} characters. Please say it in two entries.",
                accepted=False,
                then=self,
            )
        plan = amend(desk.plan, self.key, _fields(read, found[0]), desk.context.stamp())
        desk.session.do(plan, f"edited {desk.label(self.key)}")
        return Outcome(f"{desk.label(self.key)} has its new words.")


@dataclass(frozen=True)
class Linking:
    """The links of one entry: `cuts B1 B2`, `uses E1`, `for G1`. They replace what is there."""

    key: str
    hint: ClassVar[str] = "Enter sets the links; an empty line takes them off."

    def preview(self, desk: Desk, line: str) -> Preview:
        """The entry, and the links that were understood."""
        read = self._read(desk, line)
        return Preview(f"{desk.label(self.key)} links", None, _taken(read), read.warnings)

    def submit(self, desk: Desk, line: str) -> Outcome:
        """Set the links; words that are none stay in the line."""
        if desk.plan.find(self.key) is None:
            return Outcome("That entry is no longer here.")
        read = self._read(desk, line)
        if line.strip() and (read.warnings or read.text.strip() != _STEP_WORD):
            problem = "  ".join(read.warnings)
            return Outcome(
                problem or "Links look like this: cuts B1 B2 uses E1 for G1",
                accepted=False,
                then=self,
            )
        changes: dict[str, object] = {
            "cuts": read.cuts or None,
            "uses": read.uses or None,
            "goal": read.goal,
        }
        plan = editing.edit(desk.plan, self.key, desk.context.now(), **changes)
        desk.session.do(plan, f"linked {desk.label(self.key)}")
        return Outcome(f"{desk.label(self.key)} is linked.")

    @staticmethod
    def _read(desk: Desk, line: str) -> Capture:
        # The grammar reads links behind a text; this word stands in for the step's own.
        return desk.read(f"{_STEP_WORD} {line}", Section.STEP, marks=False)


_STEP_WORD = "step"


@dataclass(frozen=True)
class Wording:
    """Words of the scale: its question, what 0 and 10 mean, what one point higher looks like."""

    field: str
    label: str
    hint: ClassVar[str] = "Enter sets the words; an empty line leaves them."

    def preview(self, desk: Desk, line: str) -> Preview:
        """The question."""
        return Preview(self.label, None)

    def submit(self, desk: Desk, line: str) -> Outcome:
        """Keep the words; an empty line leaves what is there."""
        words = line.strip()
        if words:
            plan = editing.edit_position(desk.plan, **{self.field: words})
            desk.session.do(plan, f"worded “{self.label}”")
        return Outcome(f"{self.label}: {words}" if words else "")


def links_of(plan: Plan, key: str) -> str:
    """The links of a step as they would be typed."""
    step = plan.step.get(key)
    if step is None:
        return ""
    names = {
        k: name
        for kind in (Kind.BARRIER, Kind.ENABLER, Kind.GOAL)
        for k, name in labels(plan, kind).items()
    }
    words = (("cuts", step.cuts), ("uses", step.uses), ("for", (step.goal or "",)))
    typed = [
        f"{word} {' '.join(names[k] for k in keys or () if k in names)}"
        for word, keys in words
        if any(k in names for k in keys or ())
    ]
    return " ".join(typed)


def _section_of(plan: Plan, key: str) -> Section:
    found = plan.find(key)
    return SECTION_OF_KIND.get(found[0], Section.POSITION) if found else Section.POSITION


def _fields(read: Capture, kind: Kind) -> dict[str, object]:
    """The fields that a line sets, without those that it says nothing about."""
    fields: dict[str, object] = {
        "text": read.text,
        "speaker": read.speaker,
        "owner": read.owner,
        "strength": read.strength,
        "cuts": read.cuts or None,
        "uses": read.uses or None,
        "due" if kind is Kind.STEP else "by": read.date,
    }
    if kind is Kind.STEP:
        fields["goal"] = read.goal
    return {name: value for name, value in fields.items() if value is not None}


def after_recording(task: LineTask, made: tuple[str, ...]) -> LineTask:
    """Entries remembers what was put on record last, for the empty line to ask about."""
    return replace(task, last=made[-1]) if isinstance(task, Entries) and made else task
