"""All commands together, for what has to know every one: the help, the docs, the settings."""

from __future__ import annotations

from collections.abc import Mapping

from trajectory.tui.commands.agenda import AGENDA, AGENDA_ITEMS, DECISIONS, PARKED
from trajectory.tui.commands.command import EVERYWHERE, Command
from trajectory.tui.commands.forgetting import FORGET
from trajectory.tui.commands.history import HISTORY
from trajectory.tui.commands.home import (
    ASK,
    DETAILS,
    HOME,
    NEW_PLAN,
    PLANS,
    PROBLEMS,
    SEARCH,
)
from trajectory.tui.commands.owners import OWNER_STEPS, OWNERS
from trajectory.tui.commands.questions import QUESTIONS
from trajectory.tui.commands.review import (
    REVIEW,
    REVIEW_BARRIERS,
    REVIEW_DONE,
    REVIEW_STEPS,
)
from trajectory.tui.commands.screens import BOARD, CHANGES, ENTRY, HELP, LEAVE, STEPS
from trajectory.tui.commands.settling import SETTLE
from trajectory.tui.commands.walk import LIST, WALK

GROUPS: Mapping[str, str] = {
    "app": "Everywhere",
    "home": "The first screen",
    "plans": "In the list of plans",
    "new": "A new plan",
    "details": "About a plan",
    "search": "Finding words",
    "owners": "Who carries how much",
    "promised": "The steps of one role",
    "ask": "A question",
    "problems": "A file that cannot be read",
    "walk": "The walk",
    "list": "In a list of entries",
    "entry": "One entry",
    "steps": "Next steps",
    "board": "The board",
    "agenda": "The agenda of a call",
    "items": "In the items of an agenda",
    "decisions": "Decisions",
    "parked": "The parking lot",
    "review": "A review",
    "questions": "Questions about a plan",
    "settle": "Differences to settle",
    "forget": "Removing for good",
    "history": "The history of a plan",
    "changes": "What changed in a plan",
    "help": "The help",
    "leave": "Leaving while something is not saved",
}
"""Where the commands of a group are: by the first part of their ids, in the order of the docs."""

EVERY_LIST: tuple[tuple[Command, ...], ...] = (
    *(EVERYWHERE, HOME, PLANS, NEW_PLAN, DETAILS, SEARCH, OWNERS, OWNER_STEPS),
    *(ASK, PROBLEMS),
    *(REVIEW, REVIEW_STEPS, REVIEW_BARRIERS, REVIEW_DONE),
    *(WALK, LIST, ENTRY, STEPS, BOARD, SETTLE, FORGET, HISTORY, CHANGES, HELP, LEAVE),
    *(AGENDA, AGENDA_ITEMS, DECISIONS, PARKED),
    QUESTIONS,
)


def known_commands() -> Mapping[str, Command]:
    """Every command by its id."""
    return {command.id: command for commands in EVERY_LIST for command in commands}
