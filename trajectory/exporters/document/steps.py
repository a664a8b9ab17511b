"""The next steps as a table: what, who, by when, and how it stands."""

from __future__ import annotations

from trajectory.domain.dates import echo
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Step
from trajectory.domain.progress import StepState
from trajectory.exporters.document.entries import live, with_facts
from trajectory.exporters.document.view import PlanView
from trajectory.exporters.document.words import roles, said
from trajectory.exporters.document.writer import Column, Writer

_STEPS = (
    Column("Ref", 5),
    Column("What", 25),
    Column("Who", 14),
    Column("By when", 10),
    Column("State", 10),
    Column("Links", 10),
    Column("Done when", 14),
    Column("Cue: when and where", 12),
)


def write_steps(writer: Writer, view: PlanView) -> None:
    """Write the section on the next steps."""
    writer.heading("Next steps", 2)
    steps = live(view.plan.step)
    if not steps:
        writer.paragraph("No next steps yet.")
        return
    writer.table(
        _STEPS,
        [
            (
                view.label(Kind.STEP, key),
                with_facts(step),
                who_of(step),
                echo(step.due) if step.due else "",
                state_of(step, view.states[key]),
                links_of(view, step),
                step.done_when or "",
                step.cue or "",
            )
            for key, step in steps.items()
        ],
    )


def who_of(step: Step) -> str:
    """The owner, and who helps: "Head of QA; with Practice lead"."""
    helpers = roles(step.with_)
    return "; ".join(said(step.owner, helpers and f"with {helpers}"))


def state_of(step: Step, state: StepState) -> str:
    """The state's word, and what explains it."""
    parts = [state.word]
    if step.status == "in_progress":
        parts.append("in progress")
    if step.status == "blocked":
        parts += _blocked(step, state)
    if step.status == "done" and step.done_on:
        parts.append(echo(step.done_on))
    if step.confidence is not None:
        parts.append(f"confidence {step.confidence} of 10")
    return "; ".join(parts)


def _blocked(step: Step, state: StepState) -> list[str]:
    word = None if state is StepState.BLOCKED else "blocked"
    since = f"since {echo(step.blocked_since)}" if step.blocked_since else None
    return said(word, step.blocked_by and f"waits for {step.blocked_by}", since)


def links_of(view: PlanView, step: Step) -> str:
    """What a step is for, cuts, uses and comes after, as labels: "for G1; cuts B1, B2"."""
    linked = {
        "for": view.names(Kind.GOAL, (step.goal,) if step.goal else ()),
        "cuts": view.names(Kind.BARRIER, step.cuts),
        "uses": view.names(Kind.ENABLER, step.uses),
        "after": view.names(Kind.STEP, step.after),
    }
    return "; ".join(f"{word} {names}" for word, names in linked.items() if names)
