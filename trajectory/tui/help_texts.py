"""What the help says: how to do things in people's own words, what can be typed, the method.

Keys and slash commands are never written here: they come from the commands' declarations, so that
the help cannot go stale.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from trajectory.domain.kinds import Section
from trajectory.tui.commands.command import Command


@dataclass(frozen=True)
class Task:
    """One thing that somebody wants to do."""

    words: str
    """What they would call it."""
    how: str
    """What to press or type. `{key[walk.undo]}` and `{slash[walk.zero]}` stand for a command's."""
    commands: tuple[str, ...] = ()
    """Ids of the commands that do it; the first one that the screen below has is run by Enter."""
    also: str = ""
    """Other words that people look for."""

    def told(self, known: Mapping[str, Command]) -> str:
        """How it is done, with keys and slash commands by the commands' ids."""
        return self.how.format(
            key={name: command.key_words for name, command in known.items()},
            slash={name: f"/{command.slash}" for name, command in known.items()},
        )

    def fits(self, query: str, told: str) -> bool:
        """Whether all words of a query are in it."""
        text = f"{self.words} {told} {self.also}".casefold()
        return all(word in text for word in query.casefold().split())


TASKS = (
    Task(
        "Put down what somebody says",
        "Type the sentence in the line at the foot and press {key[walk.save]}.",
        also="add entry note write record",
    ),
    Task(
        "Say who said it",
        "End the line with @ and the role: … @Team manager. The right arrow completes known ones.",
        also="speaker owner name",
    ),
    Task(
        "Put a remark in another box",
        "Begin the line with the box's mark and a space: = position, * goal, + enabler, - barrier, "
        "> next step, ? parking lot.",
        also="section route",
    ),
    Task(
        "Go to the next box",
        "{key[walk.next]} goes on and {key[walk.back]} back. Half a line comes along.",
        ("walk.next",),
        also="section forward",
    ),
    Task(
        "Give a score",
        "Type =4 for where we are, =4>7 to aim at 7 as well, =2 3 4 5 for each person's score.",
        ("walk.score",),
        also="scale number reading position target",
    ),
    Task(
        "Say what 0 and 10 mean",
        "{slash[walk.zero]} and {slash[walk.ten]}, each followed by your words.",
        ("walk.zero",),
        also="anchor scale ends",
    ),
    Task(
        "Say what one point higher looks like",
        "{slash[walk.plus]} followed by your words.",
        ("walk.plus",),
        also="scale plus one",
    ),
    Task(
        "Say who does a step, and by when",
        "> Map the forms @Practice lead by 9 feb. Or press Enter on the empty line: it asks.",
        also="owner due date deadline",
    ),
    Task(
        "Say how strong a barrier or an enabler is",
        "End the line with !1 to !5. Later: into the list, and press 1 to 5.",
        ("list.strength",),
        also="strength weight force",
    ),
    Task(
        "Link a step to the barrier that it cuts",
        "End the step's line with cuts B1, uses E1 or for G1. Later: into the list, and "
        "{key[list.link]}.",
        ("list.link",),
        also="connect goal enabler",
    ),
    Task(
        "Correct or reword an entry",
        "{key[walk.list]} on the empty line goes into the list; {key[list.edit]} on the entry "
        "brings its words back. The first wording is kept as a quote.",
        ("walk.list",),
        also="edit change spelling typo mistake",
    ),
    Task(
        "See and change everything about an entry",
        "Into the list, then {key[list.fields]}: owner, dates, links, votes, remarks and more.",
        ("list.fields", "board.open", "steps.open"),
        also="fields details form private projector votes",
    ),
    Task(
        "Move an entry to another box",
        "Into the list, {key[list.move]}, then the box's mark. {slash[walk.move]} moves the last "
        "one.",
        ("list.move", "walk.move"),
        also="section wrong",
    ),
    Task(
        "Change the order of entries",
        "Into the list, then {key[list.up]} and {key[list.down]}.",
        also="sort move up down rank",
    ),
    Task(
        "Mark what matters most",
        "Into the list, then {key[list.star]} for a star.",
        ("list.star",),
        also="star priority vote important",
    ),
    Task(
        "Delete an entry",
        "Into the list, then {key[list.delete]}. {key[walk.undo]} brings it back.",
        ("list.delete",),
        also="remove",
    ),
    Task(
        "Remove a name or a date of birth for good",
        "{slash[walk.forget]} shows what looks like case data, and takes out other words as well; "
        "{key[list.forget]} on an entry does it there. It cannot be undone, so it asks first.",
        ("walk.forget", "list.forget"),
        also="forget erase privacy confidential case data nhs number postcode gdpr",
    ),
    Task(
        "Take back a mistake",
        "{key[walk.undo]} takes back the last thing, then the one before. {key[walk.redo]} does it "
        "again.",
        ("walk.undo", "steps.undo", "board.undo"),
        also="undo redo wrong key",
    ),
    Task(
        "Paste a list from somewhere else",
        "Copy the lines and paste them into the line at the foot: each becomes an entry here.",
        also="import copy word many",
    ),
    Task(
        "See all boxes at once",
        "{key[walk.board]} or {slash[walk.board]}.",
        ("walk.board",),
        also="board overview wall columns",
    ),
    Task(
        "See who does what, by when",
        "{key[walk.steps]} or {slash[walk.steps]}: the next steps as a table.",
        ("walk.steps",),
        also="steps table actions late overdue",
    ),
    Task(
        "Mark a step as done, or say that it is stuck",
        "In Next steps, on its row: {key[steps.done]} done, {key[steps.blocked]} blocked, "
        "{key[steps.progress]} in progress.",
        ("steps.done", "walk.steps"),
        also="finish complete status progress blocked tick",
    ),
    Task(
        "Move a step's date, or give it another owner",
        "In Next steps, on its row: {key[steps.due]} by when, {key[steps.owner]} who.",
        ("steps.due", "walk.steps"),
        also="due slip deadline delay",
    ),
    Task(
        "See only my steps, or only the late ones",
        "In Next steps: {key[steps.mine]} and a role, or {key[steps.late]}.",
        ("steps.mine", "walk.steps"),
        also="filter owner",
    ),
    Task(
        "Finish a workshop",
        "{slash[walk.finish]}: the plan is kept as it stands, so that next month you can see "
        "what moved. A few words may follow; they say what came out of it.",
        ("walk.finish",),
        also="checkpoint version save end close done keep",
    ),
    Task(
        "See what changed since the last review",
        "{slash[walk.history]}, or {key[plans.history]} in the list of plans: mark a version, and "
        "{key[history.open]} says in words what is different now. {key[history.compare]} compares "
        "any two.",
        ("walk.history", "plans.history"),
        also="history compare difference moved slipped checkpoint version earlier",
    ),
    Task(
        "Go back to an earlier version of the plan",
        "{slash[walk.history]}, mark the version, and {key[history.restore]} puts the plan back as "
        "it stood. Readings, decisions, reviews and the log stay, and {key[history.undo]} takes it "
        "back.",
        ("walk.history", "plans.history"),
        also="restore revert undo backup recover",
    ),
    Task(
        "Prepare the next call",
        "{key[walk.agenda]} or {slash[walk.agenda]}, or {key[plans.agenda]} in the list of plans: "
        "what moved, what is late, what is to be decided, with minutes. {key[agenda.export]} there "
        "writes it out.",
        ("walk.agenda", "plans.agenda"),
        also="agenda meeting monthly manager consultation minutes",
    ),
    Task(
        "Put down what comes of a call",
        "On the agenda: type what was said; > makes a step, ? parks, {slash[agenda.decide]} and "
        "{slash[agenda.ask]} do what they say. {slash[agenda.finish]} ends the call.",
        ("agenda.finish", "walk.agenda"),
        also="outcome result review protocol notes",
    ),
    Task(
        "Put a decision on record, and see all of them",
        "{slash[walk.decide]} and the words, @role at the end for who decided. "
        "{slash[walk.decisions]} lists them.",
        ("walk.decisions",),
        also="decide decided agreed",
    ),
    Task(
        "See what is parked, and say where it will be raised",
        "{slash[walk.parking]}: {key[parked.where]} says for which meeting, {key[parked.raised]} "
        "that it was raised, {key[parked.resolved]} that it is resolved.",
        ("walk.parking",),
        also="parking lot parked question later",
    ),
    Task(
        "Review a plan before the call",
        "{key[home.review]} on the first screen or here, or {slash[walk.review]}: what changed, "
        "what is late, where you are now, the barriers, what next. Leave it at any moment; it goes "
        "on there. {key[review.finish]} finishes it.",
        ("walk.review", "home.review", "plans.review"),
        also="how do I review monthly call manager ten minutes agenda between meetings prepare",
    ),
    Task(
        "What does the coach ask?",
        "The number at the top is how many questions a good facilitator would ask now. "
        "{slash[walk.questions]}, or {key[plans.questions]} in the list of plans, shows them: "
        "{key[questions.go]} goes to the answer, {key[questions.fine]} says why it is fine as it "
        "is. It is never asked while you type.",
        ("walk.questions", "plans.questions"),
        also="coach questions check advice dismiss fine better facilitator review",
    ),
    Task(
        "Settle what two people wrote in the same place",
        "{slash[walk.differences]} shows both versions side by side: {key[settle.keep]} keeps what "
        "is there, {key[settle.take]} takes the other one, {key[settle.both]} keeps both wordings.",
        ("walk.differences", "plans.differences"),
        also="conflict difference merge colleague version copy same time",
    ),
    Task(
        "Write the plan out, for Word or an e-mail",
        "{key[walk.export]} writes a Markdown document beside the plan file, and says where.",
        ("walk.export",),
        also="export print markdown save as share document",
    ),
    Task(
        "See who carries how much, over all plans",
        "On the first screen, Down and then {key[plans.owners]}. Enter on a role shows its steps.",
        ("plans.owners",),
        also="owners load work roles people promised who workload",
    ),
    Task(
        "Show a clock to the table",
        "{slash[walk.timer]} 30 counts 30 minutes down.",
        ("walk.timer",),
        also="timer time left countdown",
    ),
    Task(
        "Go on to the table's next deliverable",
        "{key[walk.deliverable]}. What is half typed waits until you come back.",
        ("walk.deliverable",),
        also="next plan switch",
    ),
    Task(
        "Begin with the goal and walk back",
        "{slash[walk.order]} changes the order of the boxes, and changes it back.",
        ("walk.order",),
        also="backcasting order now first",
    ),
    Task(
        "Change the title, dates or participants",
        "{key[walk.details]} or {slash[walk.details]}.",
        ("walk.details",),
        also="rename about horizon leadership table",
    ),
    Task(
        "Find words in the plans",
        "{key[walk.search]} or {slash[walk.search]} and the words.",
        ("walk.search",),
        also="search look for",
    ),
    Task(
        "Begin a line with a mark that is meant as text",
        "Begin it with a space. A mark counts only with a space behind it: -10% and +1 are text.",
        also="literal minus plus",
    ),
    Task(
        "Know whether all is saved",
        "The word at the top right says so: Saved 14:02 is in the plan file. There is no save key "
        "to remember.",
        also="disk file lost",
    ),
    Task(
        "Change the colours",
        "{key[plans.theme]} in the list of plans, or a click on the theme above it: dark, light, "
        "high contrast, the terminal's own.",
        ("plans.theme",),
        also="theme light dark contrast projector",
    ),
    Task(
        "Start another plan",
        "On the first screen: type its name and press {key[home.start]}, or {key[home.new]}.",
        ("home.new",),
        also="new table group create",
    ),
    Task(
        "Make the letters larger",
        "ctrl and + in most terminal windows; ctrl and - makes them smaller.",
        also="zoom font projector size",
    ),
    Task(
        "Go back, or leave",
        "Esc goes back one level. {key[app.leave]} leaves; all is saved first.",
        ("app.leave",),
        also="quit exit close",
    ),
)


@dataclass(frozen=True)
class Rule:
    """One row of the card of what can be typed."""

    typed: str
    does: str


_MARK_WORDS: Mapping[Section, str] = {
    Section.POSITION: "a note on the current position",
    Section.GOAL: "a goal",
    Section.ENABLER: "an enabler: what helps",
    Section.BARRIER: "a barrier: what is in the way",
    Section.STEP: "a next step",
    Section.PARKING: "a question for the parking lot",
}

MARKS = tuple(Rule(f"{section.mark} words", _MARK_WORDS[section]) for section in Section)
"""What the first character of a line, with a space behind it, makes of it."""

TOKENS = (
    Rule("words", "an entry of the box that you are in"),
    Rule("=4", "where we are on the scale; halves too: =3.5"),
    Rule("=4>7", "where we are, and what we aim at"),
    Rule("=2 3 4 5", "each person's score; the middle one stands on the plan"),
    Rule("words @Team manager", "who said it; in a next step, who does it"),
    Rule('words @"new role"', "the same for a role that has odd characters in it"),
    Rule("words by fri", "by when: a day of the week, 9 feb, in 2 weeks, eom (end of the month)"),
    Rule("words !4", "strength 1 to 5 of an enabler or a barrier"),
    Rule("words cuts B1 B2", "a next step cuts these barriers"),
    Rule("words uses E1", "a next step uses this enabler"),
    Rule("words for G1", "a next step is for this goal"),
    Rule("(space) words", "all of it is text, whatever it begins with"),
    Rule("/", "a command; the right arrow completes it"),
)
"""What can be typed besides. The tokens at the end may stand in any order."""


def method() -> str:
    """The method on one page, as Markdown."""
    return (resources.files("trajectory") / "help" / "method.md").read_text(encoding="utf-8")
