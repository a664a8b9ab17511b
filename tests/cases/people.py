"""Sittings over one plan file, without threads: things are kept and written when a test says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from trajectory.domain.capture import verbatim
from trajectory.domain.kinds import Section
from trajectory.storage.journal import Journals
from trajectory.usecases.context import Context
from trajectory.usecases.saving import Saveable, Writer
from trajectory.usecases.session import PlanSession
from trajectory.usecases.sitting import Sitting


class ByHand(Writer):
    """Keeps and writes when the test says so."""

    def request(self, saveable: Saveable) -> None:
        pass

    def request_draft(self, saveable: Saveable) -> None:
        pass

    def request_file(self, saveable: Saveable) -> None:
        pass


class Laptop:
    """One facilitator's computer: its journals, and what is open on it."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.sitting = Sitting(context, ByHand())

    def open(self, path: Path) -> PlanSession:
        """Open a plan, with what this computer has kept for it."""
        return self.sitting.open(path)

    def stop(self) -> None:
        """The program is killed: nothing more is written, and the system lets go of its locks."""
        for session in self.sitting._sessions:
            session.close()
        self.sitting = Sitting(self.context, ByHand())


def another_laptop(context: Context, state: Path) -> Laptop:
    """Somebody else's computer, which shares nothing but the plans."""
    journals = Journals(state / "journals", context.suffix)
    return Laptop(replace(context, journals=journals))


def say(session: PlanSession, text: str, section: Section = Section.BARRIER) -> str:
    """Put one line on record; gives its id."""
    return session.capture([verbatim(text, section)], f"added {text}")[0]


def texts(session: PlanSession) -> list[str]:
    """What the barriers of the plan say."""
    return [barrier.text for barrier in session.plan.barrier.values()]


def on_disk(session: PlanSession) -> list[str]:
    """What the barriers of the plan file say."""
    plan = session._context.store.load(session.path).plan
    return [barrier.text for barrier in plan.barrier.values()]
