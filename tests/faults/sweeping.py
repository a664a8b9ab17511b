"""The sweep: every call of a scene fails, or is the last one, each in a play of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from itertools import count

from tests.faults import scenes
from tests.faults.judging import Expected, check, expected
from tests.faults.tracing import INJECTED, KILLED, LOOKED_AT, Call, Played, Stagehand, calls_of

ERRORS = {
    "write": ("ENOSPC", "EDQUOT", "EIO", "EFBIG", "EINTR"),
    "fsync": ("EIO", "ENOSPC", "EDQUOT"),
    "rename": ("EACCES", "EXDEV", "EROFS", "EIO"),
    "openat": ("EACCES", "EROFS", "EMFILE", "ENOSPC"),
    "mkdir": ("EROFS", "ENOSPC", "EACCES"),
    "link": ("EPERM", "EACCES", "EIO"),
    "unlink": ("EACCES", "EIO"),
    "fchmod": ("EPERM",),
    "fchown": ("EPERM",),
    "chmod": ("EPERM",),
    "flock": ("ENOLCK", "EINTR"),
    "close": ("EIO",),
}
"""What the system may answer to a call, the likeliest first."""
OTHERWISE = ("EIO", "EACCES")
PASSES_BY_ITSELF = "EINTR"
"""Is tried again for ever, so it is made once only."""
UNREMOVABLE = 1_000
"""Temporary files that are excused where the system refuses to take any away."""


@dataclass
class Figures:
    """What a sweep has tried and found."""

    calls: int = 0
    """Different calls to the system that failed, or were the last."""
    faults: int = 0
    """Plays in which one call failed, or all of a kind from there on."""
    kills: int = 0
    """Plays that were ended by a kill."""
    lost: int = 0
    unreadable: int = 0
    left_behind: int = 0
    """Temporary files beyond one for a kill."""
    wrong: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, int]:
        """The figures alone."""
        return {name: value for name, value in asdict(self).items() if name != "wrong"}


class Sweep:
    """Plays one scene over and over, with another fault each time."""

    def __init__(self, hands: Stagehand, scene: str, earlier: tuple[str, ...] = ()) -> None:
        """`earlier` are scenes that are played before it, without faults."""
        self._hands = hands
        self._scene = scene
        self._earlier = earlier
        self.figures = Figures()
        clean = self._play("-y", "-e", f"trace={LOOKED_AT}")
        self.calls = calls_of(clean)
        self._after_add = clean.file_words
        self._states = tuple(clean.states)
        self._judge("without a fault", clean, killed=False, may_leave=0)
        hands.strike(clean.folder)

    def kill(self, calls: Iterable[Call], *, surely: bool = True) -> None:
        """End the scene at each of these calls; not `surely` where threads take turns by luck."""
        for call in calls:
            played = self._inject(call, f"signal=KILL:when={call.number}")
            killed = KILLED in played.trace
            assert killed or not surely, f"not killed at {call}"
            self.figures.kills += killed
            self._judge(f"killed at {call}", played, killed=killed, may_leave=int(killed))
            self._hands.strike(played.folder)

    def fail(self, call: Call, how: str, *, for_good: bool = False) -> None:
        """Let a call fail, and `for_good` all of its name after it."""
        when = f"{call.number}{'+' if for_good else ''}"
        played = self._inject(call, f"{how}:when={when}")
        assert INJECTED in played.trace, f"no fault was made at {call}"
        self.figures.faults += 1
        may_leave = UNREMOVABLE if call.name == "unlink" else 0
        self._judge(f"{how}, {when}, {call}", played, killed=False, may_leave=may_leave)
        self._hands.strike(played.folder)

    def _inject(self, call: Call, what: str) -> Played:
        return self._play("-e", f"trace={call.name}", "-e", f"inject={call.name}:{what}")

    def _play(self, *options: str) -> Played:
        folder = self._hands.new_folder()
        self._before = scenes.first_words()
        for scene in self._earlier:
            self._before = self._hands.play(scene, folder).states[-1]
        return self._hands.play(self._scene, folder, *options)

    def _judge(self, what: str, played: Played, *, killed: bool, may_leave: int) -> None:
        expects = expected(played, self._before)
        if self._scene == "threads":
            # A thread may have kept an act before the scene could tell that it was done.
            told = len(expects.states)
            expects = replace(expects, states=expects.states + self._states[told : told + 1])
        if self._earlier:
            expects = replace(expects, earlier=self._before)
        if self._scene == "add":
            done = int(played.told("ended") == ["0"])
            expects = Expected((self._before, self._after_add), done)
        verdict = check(self._hands, played, expects, killed=killed, may_leave=may_leave)
        self.figures.lost += verdict.lost
        self.figures.unreadable += verdict.unreadable
        self.figures.left_behind += verdict.left_behind
        self.figures.wrong += [f"{what}: {wrong}" for wrong in verdict.wrong]


def errors_of(call: Call) -> tuple[str, ...]:
    """What may be the answer to this call: all that fits where it changes something, else one."""
    known = ERRORS.get(call.name, OTHERWISE)
    return known if call.changes else known[:1]


def errors_for_good(calls: Iterable[Call]) -> Iterable[tuple[Call, str]]:
    """Each call with one error, another one each time."""
    for call, turn in zip(calls, count(), strict=False):
        known = [e for e in ERRORS.get(call.name, OTHERWISE) if e != PASSES_BY_ITSELF]
        yield call, known[turn % len(known)]


def changing(calls: Iterable[Call]) -> list[Call]:
    """Those after which something on the disk may be another thing."""
    return [call for call in calls if call.changes]
