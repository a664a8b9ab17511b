"""What must hold after any fault or kill: P1 and P2, for the files that are left behind."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults import scenes
from tests.faults.tracing import Played, Stagehand
from trajectory.cli.faults import OUR_FAULT
from trajectory.errors import PlanUnreadableError
from trajectory.storage import codec
from trajectory.storage.atomic import TEMP_SUFFIX


@dataclass
class Verdict:
    """What was found after one play, or after many."""

    lost: int = 0
    """Plays after which words were gone that had been shown as saved or kept."""
    unreadable: int = 0
    """Plan files that could not be read."""
    left_behind: int = 0
    """Temporary files that nobody takes away."""
    wrong: list[str] = field(default_factory=list)
    """What was not as it should be, in words."""


@dataclass(frozen=True)
class Expected:
    """What may be found after a play: the words after any act from the last promised one on."""

    states: tuple[str, ...]
    """The plan's words before the first act, and after each."""
    promised: int
    """The last act that was shown as saved or kept."""
    earlier: str = ""
    """What an earlier play has kept. Where its journal could not be read it comes back later."""

    def allows(self, found: str) -> bool:
        """Whether these words may be what is found."""
        states = self.states[self.promised :]
        return found in states or any(_both(state, self.earlier, found) for state in states)


def expected(played: Played, before: str) -> Expected:
    """What a play has promised, when the plan said `before` at its beginning."""
    return Expected(tuple(played.states) or (before,), played.promised)


def check(
    hands: Stagehand, played: Played, expects: Expected, *, killed: bool, may_leave: int
) -> Verdict:
    """Look at what a play left behind, then open the plan again in a new process.

    Args:
        hands: plays the scene of opening it.
        played: what is looked at.
        expects: what may be found.
        killed: whether it was.
        may_leave: how many temporary files a kill, or a refusal to take files away, excuses.
    """
    verdict = Verdict()
    folder = played.folder
    if played.status != (9 if killed else 0):
        verdict.wrong.append(f"it ended with {played.status}: {played.log[-12:]}")
    if not killed:
        _check_end(played, verdict)
    verdict.unreadable = len(unreadable(folder / scenes.PLANS))
    verdict.left_behind = max(0, len(temporary(folder)) - may_leave)
    if verdict.unreadable or verdict.left_behind:
        found = [*unreadable(folder / scenes.PLANS), *temporary(folder)]
        verdict.wrong.append(f"left behind: {sorted(map(str, found))}")
    after = hands.play("recover", folder)
    if after.status or not after.states:
        verdict.lost += 1
        verdict.wrong.append(f"the plan did not open: {after.log[-12:]}")
    else:
        _compare(expects, after, verdict)
    return verdict


def _check_end(played: Played, verdict: Verdict) -> None:
    """What is in the way is shown, in words; and nothing broke inside the app."""
    ended = played.told("ended")
    if "state" not in played.end and not ended and not played.told("refused"):
        verdict.wrong.append(f"it came to no end: {played.log[-12:]}")
    if played.end.get("state") == "failed" and not played.end["problem"]:
        verdict.wrong.append("it was not saved, and nothing said why")
    said = " ".join((*played.end.values(), *played.told("refused")))
    if "inside Trajectory" in said or ended == [str(OUR_FAULT)]:
        verdict.wrong.append(f"it was called our own fault: {said} {played.log[-12:]}")


def _compare(expects: Expected, after: Played, verdict: Verdict) -> None:
    found = after.states[0]
    if not expects.allows(found):
        verdict.lost += 1
        verdict.wrong.append(
            f"act {expects.promised} of {len(expects.states) - 1} was promised; found was "
            f"{_place(found, expects.states)}"
        )
    if after.promised != 1 or after.end.get("state") != "saved":
        verdict.wrong.append(f"after it, nothing can be saved: {after.end}")
    if after.file_words != after.states[-1]:
        verdict.lost += 1
        verdict.wrong.append("what was saved after it is not in the file")


def _both(state: str, earlier: str, found: str) -> bool:
    """Whether words are those of two plans together, of each all and nothing else."""
    if not earlier:
        return False
    one, other, both = json.loads(state), json.loads(earlier), json.loads(found)
    return all(
        [entry for entry in both[kind] if entry not in other[kind]]
        == [entry for entry in one[kind] if entry not in other[kind]]
        and all(entry in both[kind] for entry in (*one[kind], *other[kind]))
        for kind in both
    )


def _place(state: str, states: tuple[str, ...]) -> str:
    if state in states:
        return f"the plan after act {states.index(state)}"
    new, last = json.loads(state), json.loads(states[-1])
    return "another plan: " + ", ".join(
        f"{kind}: {new[kind]} and not {last[kind]}" for kind in new if new[kind] != last[kind]
    )


def unreadable(plans: Path) -> list[Path]:
    """The plan files that are there and cannot be read."""
    found = []
    for path in plans.rglob("*.toml"):
        try:
            codec.parse(path.read_bytes())
        except PlanUnreadableError:
            found.append(path)
    return found


def temporary(folder: Path) -> list[Path]:
    """The temporary files in a folder."""
    return list(folder.rglob(f"*{TEMP_SUFFIX}"))
