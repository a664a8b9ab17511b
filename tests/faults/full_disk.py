"""A session on a disk of 64 KB that is full: `unshare -rm python -m tests.faults.full_disk FOLDER`.

The disk is mounted over FOLDER/plans, where nobody but this process sees it; so what happened is
printed as JSON, for the test to judge.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.faults import scenes
from tests.faults.judging import temporary
from trajectory.domain.kinds import Section
from trajectory.usecases.session import PlanSession
from trajectory.usecases.sitting import Sitting

SIZE = 64 * 1024


def main(folder: Path) -> None:
    """Fill the disk, say a line, make room again."""
    plans = folder / scenes.PLANS
    plans.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", plans], check=True)
    (folder / scenes.PLAN).parent.mkdir()
    (folder / scenes.PLAN).write_text(scenes.TEXT, encoding="utf-8")
    stage = scenes.enter(folder, sys.stdout.fileno())
    # More words than the last page of the disk has room for.
    long = scenes.say("A sentence that the table said. " * 150, Section.BARRIER)
    ballast = plans / "ballast"
    fill(ballast)
    sitting = Sitting(stage.context, scenes.InTurn())
    session = sitting.open(stage.plan)
    long(session, stage.context.now())
    session.keep()
    session.write()
    full = found(stage, session)
    ballast.unlink()
    session.write()
    roomy = found(stage, session)
    session.close()
    sys.stdout.write(json.dumps({"full": full, "roomy": roomy}))


def fill(ballast: Path) -> None:
    """Take all the room there is, but for a page: the new file is there, and then cut short."""
    page = 4096
    try:
        with ballast.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(page))
    except OSError:
        with ballast.open("rb+") as file:
            file.truncate(ballast.stat().st_size - page)


def found(stage: scenes.Stage, session: PlanSession) -> dict[str, object]:
    """What is there, and what is shown."""
    text = stage.plan.read_text(encoding="utf-8")
    return {
        "is_old": text == scenes.TEXT,
        "has_words": "that the table said" in text,
        "temporary": len(temporary(stage.folder / scenes.PLANS)),
        "state": session.status.state.value,
        "problem": session.status.problem,
        "kept": session.status.kept_in is not None,
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
