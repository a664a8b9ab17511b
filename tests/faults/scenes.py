"""What a program does while calls to the system fail, and how it tells what it has promised.

Each scene is played by `starter` in a process of its own, in a folder with `plans` and `state`.
What it tells goes out by `writev`, which no fault is made on: `did N STATE` once an act is done,
`ack N` once it is shown as saved or kept, and how it ended.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

if sys.platform != "win32":
    import resource

from trajectory.cli.program import program
from trajectory.domain import editing
from trajectory.domain.capture import verbatim
from trajectory.domain.kinds import Kind, Section
from trajectory.domain.plan import Plan
from trajectory.errors import TrajectoryError
from trajectory.storage import codec
from trajectory.usecases.building import build_workspace
from trajectory.usecases.context import Context
from trajectory.usecases.saving import AT_ONCE, Saveable, Writer
from trajectory.usecases.session import PlanSession, SaveState
from trajectory.usecases.sitting import Sitting

TEXT = """\
# Kept by hand, and by the app.
[plan]
id = "networks-k7m2x9"
title = "Networks"   # as in the letter

[note.N1-p3xa]
text = "Two teams hold a meeting before conference"
created = 2018-01-16T14:04:04Z

[note.N2-f6rk]
text = "Somebody always turns up"
created = 2018-01-16T14:05:10Z

# Heard twice.
[barrier.B1-h9wc]
text = "Network is not in the workflow"
strength = 5
created = 2018-01-16T14:30:00Z
"""
PLANS, STATE, LOG = "plans", "state", "log"
PLAN = Path(PLANS) / "table-3" / "safety-networks.toml"
INPUT = "input.txt"
LINES = tuple(f"- Barrier {number} that the table named !{number % 5 + 1}" for number in range(20))
PATIENCE = 30.0
"""Seconds that a scene waits at most for what must happen."""
PROMISED = (SaveState.SAVED, SaveState.KEPT)


@dataclass(frozen=True)
class Stage:
    """The folder of one play, what the app needs there, and where the scene's words go."""

    folder: Path
    context: Context
    out: int

    @property
    def plan(self) -> Path:
        """The plan's file."""
        return self.folder / PLAN

    def tell(self, *words: object) -> None:
        """One line into the log, which no limit is for."""
        limit, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        os.writev(self.out, [(" ".join(map(str, words)) + "\n").encode()])
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))


def prepare(folder: Path) -> None:
    """Lay out a folder in which a scene can be played."""
    (folder / STATE).mkdir(parents=True)
    (folder / PLAN).parent.mkdir(parents=True)
    (folder / PLAN).write_text(TEXT, encoding="utf-8")
    (folder / INPUT).write_text("\n".join(LINES) + "\n", encoding="utf-8")


def enter(folder: Path, out: int) -> Stage:
    """Get ready to play: what a program reads of its own at its start is no part of a scene."""
    os.environ["XDG_STATE_HOME"] = str(folder / STATE)
    return Stage(folder, build_workspace(folder / PLANS, {}, folder).context, out)


def set_limits(limits: Mapping[str, int]) -> None:
    """Let this process open so many files only, or write no file larger than that."""
    for name, limit in limits.items():
        number = getattr(resource, name)
        resource.setrlimit(number, (limit, resource.getrlimit(number)[1]))


def first_words() -> str:
    """All that the plan says before anything is done."""
    return words_of(codec.parse(TEXT.encode())[0])


def words_of(plan: Plan) -> str:
    """All that was said, without ids and times, which are others in each play."""
    said = {
        kind.value: [
            {"text": getattr(record, "text", ""), "strength": getattr(record, "strength", None)}
            for record in plan.records(kind).values()
        ]
        for kind in Kind
    }
    return json.dumps(said, sort_keys=True)


# --------------------------------------------------------------------------------------- a sitting


class InTurn(Writer):
    """Does the work of the writer's threads when it is told to: every play makes the same calls."""

    def __init__(self) -> None:
        super().__init__(AT_ONCE)
        self.wanted: list[Saveable] = []

    def request(self, saveable: Saveable) -> None:
        """Remember who has something to write."""
        if saveable not in self.wanted:
            self.wanted.append(saveable)

    request_draft = request_file = request

    def flush(self, timeout: float) -> bool:
        """Do all there is to do, once."""
        wanted, self.wanted = self.wanted, []
        done = [saveable.keep() and saveable.write() for saveable in wanted]
        return all(done)

    def close(self, timeout: float) -> bool:
        """There are no threads to end."""
        return self.flush(timeout)


Act = Callable[[PlanSession, dt.datetime], object]


def say(text: str, section: Section) -> Act:
    """The act of putting a line on record."""
    return lambda session, _: session.capture([verbatim(text, section)], "added it")


def reword(session: PlanSession, now: dt.datetime) -> None:
    """Another wording for the last barrier."""
    key = list(session.plan.barrier)[-1]
    session.do(editing.edit(session.plan, key, now, text="No room in diaries", strength=5), "edit")


def delete(session: PlanSession, now: dt.datetime) -> None:
    """The first note goes."""
    session.do(editing.remove(session.plan, next(iter(session.plan.note)), now), "deleted it")


def take_back(session: PlanSession, _: dt.datetime) -> None:
    """The last act that was not taken back yet."""
    session.undo()


KEEP, WRITE = "keep", "write"
SITTING: tuple[tuple[Act, tuple[str, ...]], ...] = (
    (say("No room in anybody's diary", Section.BARRIER), (KEEP, WRITE)),
    (say("Ring the school – ask for “twenty minutes”", Section.STEP), (KEEP,)),
    (reword, (KEEP, WRITE)),
    (delete, (WRITE, KEEP)),
    (take_back, (KEEP, WRITE)),
    (say("The last thing that was said", Section.POSITION), (KEEP,)),
)
"""What is done in a sitting, and which of its threads gets its turn after each act."""


def work(stage: Stage) -> None:
    """A sitting with one plan, as told by `SITTING`; at its end only the journal has the rest."""
    sitting = Sitting(stage.context, InTurn())
    session = opened(stage, sitting)
    if session is None:
        return
    stage.tell("did", 0, words_of(session.plan))
    for number, (act, turns) in enumerate(SITTING, start=1):
        act(session, stage.context.now())
        stage.tell("did", number, words_of(session.plan))
        for turn in turns:
            getattr(session, turn)()
            if session.status.state in PROMISED:
                stage.tell("ack", number)
    session.close()
    tell_end(stage, session)


def recover(stage: Stage) -> None:
    """Open the plan after whatever happened, and say one more line, which must be saved."""
    sitting = Sitting(stage.context, InTurn())
    session = opened(stage, sitting)
    if session is None:
        return
    stage.tell("did", 0, words_of(session.plan))
    sitting.flush(0)
    if session.status.state in PROMISED:
        stage.tell("ack", 0)
    say("Said after it", Section.PARKING)(session, stage.context.now())
    stage.tell("did", 1, words_of(session.plan))
    sitting.flush(0)
    if session.status.state in PROMISED:
        stage.tell("ack", 1)
    session.close()
    tell_end(stage, session)


def opened(stage: Stage, sitting: Sitting) -> PlanSession | None:
    """The plan, open; None when that was refused, which is told."""
    try:
        return sitting.open(stage.plan)
    except TrajectoryError as error:
        stage.tell("refused", error)
        return None


def tell_end(stage: Stage, session: PlanSession) -> None:
    """How the words are shown at the end."""
    status = session.status
    told = {"problem": status.problem, "journal": status.journal_problem}
    stage.tell("end", json.dumps({"state": status.state.value, **told}))


# ------------------------------------------------------------------------------------- other scenes


def threads(stage: Stage) -> None:
    """A sitting as it is in the app, with the threads of the writer."""
    sitting = Sitting(stage.context, Writer(AT_ONCE))
    session = opened(stage, sitting)
    if session is None:
        return
    done = 0
    stage.tell("did", 0, words_of(session.plan))

    def heard() -> None:
        if session.status.state in PROMISED:
            stage.tell("ack", done)

    session.listen(heard)
    for number, (act, _) in enumerate(SITTING, start=1):
        act(session, stage.context.now())
        stage.tell("did", number, words_of(session.plan))
        done = number
        sitting.flush(PATIENCE)
    sitting.close(PATIENCE)
    tell_end(stage, session)


def add(stage: Stage) -> None:
    """`trajectory add PLAN < input.txt`: all lines are there when it succeeds, and none else."""
    source = os.open(stage.folder / INPUT, os.O_RDONLY)
    os.dup2(source, 0)
    os.close(source)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    arguments = ["--plans", str(stage.folder / PLANS), "add", str(stage.plan)]
    try:
        program(arguments)
    except SystemExit as ended:
        stage.tell("ended", ended.code)


def pieces(stage: Stage) -> None:
    """The same sitting on a disk that takes seven bytes at a time."""
    write = os.write
    os.write = lambda handle, data: write(handle, bytes(data)[:7])
    work(stage)


SCENES: dict[str, Callable[[Stage], None]] = {
    scene.__name__: scene for scene in (work, recover, threads, add, pieces)
}
