"""What is to be removed for good, and what is said of it afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trajectory.domain.forgetting import forget, forget_entry, texts
from trajectory.domain.plan import Plan
from trajectory.domain.words_out import Words, words_of
from trajectory.errors import UsageError
from trajectory.usecases.context import Context

OUT_OF_REACH = (
    "Copies elsewhere cannot be reached from here: earlier versions in git or in a sync service "
    "(OneDrive, SharePoint, Dropbox), backups, mail, memory sticks, and other people's laptops. A "
    "colleague's copy that still has the words brings them back when the two are put together."
)
"""What has to be said at the end, whatever was removed."""

LONG = 12
"""An entry's text of so many characters is looked for in files that are only named; a shorter one
would be found where it has nothing to do with that entry."""


@dataclass(frozen=True)
class Removal:
    """What is to go."""

    words: Words | None
    """Taken out wherever they are."""
    entries: tuple[str, ...] = ()
    """Ids of entries that go whole."""
    telling: Words | None = None
    """What tells that a file which is only looked at holds some of it."""

    def out_of(self, plan: Plan, context: Context) -> Plan:
        """The plan without it."""
        now = context.now()
        for key in self.entries:
            plan = forget_entry(plan, key, now)
        return plan if self.words is None else forget(plan, self.words, now)


@dataclass(frozen=True)
class Removed:
    """How much went from one kind of place."""

    place: str
    """In words: "from the plan"."""
    count: int


@dataclass(frozen=True)
class Left:
    """A file that still holds the words, or may."""

    path: Path
    why: str
    """In words, without a full stop."""
    failed: bool
    """Whether it should have gone and could not; else it was not ours to change."""


@dataclass(frozen=True)
class Forgotten:
    """What was removed where, and what could not be reached."""

    removed: tuple[Removed, ...]
    left: tuple[Left, ...]
    names: tuple[str, ...]
    """Ids and names of keys in the plan that hold the words; they stay as they are."""
    lost_layout: bool = False
    """Whether the plan file's comments went with them, because it could only be written plainly."""

    @property
    def is_complete(self) -> bool:
        """Whether all that could be reached has gone."""
        return not self.names and not any(left.failed for left in self.left)

    def lines(self) -> tuple[str, ...]:
        """All of it in plain words, a sentence a line."""
        done = [f"{removed.place} {removed.count:,}" for removed in self.removed if removed.count]
        said = ["Removed for good: " + "; ".join(done) + "." if done else "Nothing had to go."]
        said += [f"STILL THERE: {left.path}: {left.why}." for left in self.left if left.failed]
        if self.names:
            named = ", ".join(f"“{name}”" for name in self.names)
            said.append(f"STILL THERE: names in the plan are never changed: {named}.")
        if self.lost_layout:
            said.append("The comments of the plan file could not be kept.")
        said += [f"Not changed: {left.path}: {left.why}." for left in self.left if not left.failed]
        return (*said, OUT_OF_REACH)


def removal_of(plan: Plan, phrases: Sequence[str], entries: Sequence[str] = ()) -> Removal:
    """What is to go: words, and entries of this plan by their ids. Raises `UsageError`."""
    words = words_of(phrases)
    if words is None and not entries:
        raise UsageError(
            "There is nothing to remove: type the words, at least two characters. Nothing was "
            "changed."
        )
    unknown = [key for key in entries if plan.find(key) is None]
    if unknown:
        raise UsageError(f"There is no entry {', '.join(unknown)} any more. Nothing was changed.")
    said = [place.text for place in texts(plan) if place.key in entries]
    telling = words_of([*phrases, *(text for text in said if len(text) >= LONG)])
    return Removal(words, tuple(entries), telling)
