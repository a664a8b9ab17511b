"""`trajectory check`: plan files are read with care, and the coach asks its questions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from trajectory.cli import faults
from trajectory.cli.days import as_of_option, day_said
from trajectory.cli.options import json_option, plan_argument, plans_option
from trajectory.cli.printing import data, json_data, listed, name, narrate
from trajectory.cli.progress import progress
from trajectory.cli.setup import place, workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from trajectory.domain.coach import Finding as Question
    from trajectory.usecases.checking import Checked, Finding
    from trajectory.usecases.coaching import Coached

_HEADINGS = {"fix": "To fix:", "ask": "To ask:", "notice": "To notice:"}


@click.command(
    "check",
    epilog="""\b
Examples:
  trajectory check && echo All is well
  trajectory check harrowmere-table-3/safety-networks --as-of "end of march"

Exit code 1: a file has something wrong, or a plan has something to fix; what is only asked or
noticed leaves it at 0. 3: a plan cannot be read.
""",
)
@plan_argument(required=False, many=True)
@as_of_option("Ask")
@json_option("what was found")
@plans_option
@click.pass_context
def command(
    ctx: click.Context, plans: tuple[str, ...], *, as_of: str | None, as_json: bool
) -> None:
    """Read plan files with care, and ask what a good facilitator would ask of each plan.

    First comes what is wrong with files, as `file:line: key: message`: what cannot be read, links
    to items that never existed, steps that wait for each other, copies of one plan, and templates
    of yours that cannot be used. Then the coach's questions to each plan: to fix, to ask, to
    notice. A question that somebody dismissed is only counted.

    A PLAN is the path of a plan file, or GROUP/DELIVERABLE in the plans folder.
    """
    from trajectory.usecases import coaching
    from trajectory.usecases.checking import check
    from trajectory.usecases.settings import open_settings

    opened = workspace(ctx, tells=False)  # what is wrong with templates is data here
    context = opened.context
    today = context.today()
    day = day_said(as_of, "--as-of", today, "Nothing was checked.") or today
    settings = open_settings()
    if settings.problem:
        narrate(settings.problem)
    paths = [context.store.find(plan) for plan in plans] or None
    look = partial(coaching.look, settings.coach, day)
    templates = () if paths else opened.broken_templates
    with progress("Checking plans") as told:
        checked = check(context, paths, templates, look, told)
        known = coaching.loads(context, day, told) if paths else coaching.loads_of(checked.seen)
    coached = coaching.ask_each(context, checked.seen, known, settings.coach)
    asked = list(coaching.not_told_yet(coached, checked.findings))
    if as_json:
        questions = [_question_json(plan.path, each) for plan, open_ in asked for each in open_]
        json_data([*map(_as_json, checked.findings), *questions])
    else:
        lines = [_line(finding, place(ctx, finding.path)) for finding in checked.findings]
        lines += [line for plan, open_ in asked for line in _question_lines(plan, open_)]
        if lines:
            data("\n".join(lines))
    if not opened.folder.exists and not plans:
        narrate(f"The plans folder {opened.folder.path} is not there yet.")
    else:
        narrate(_summary(checked, asked))
    if checked.unreadable:
        ctx.exit(faults.UNREADABLE)
    if checked.findings or any(each.severity == "fix" for _, open_ in asked for each in open_):
        ctx.exit(faults.FOUND_SOMETHING)


def _line(finding: Finding, file: str) -> str:
    where = file if finding.line is None else f"{file}:{finding.line}"
    return name(": ".join(part for part in (where, finding.key, finding.message) if part))


def _question_lines(plan: Coached, asked: Sequence[Question]) -> Iterator[str]:
    """The questions to one plan under its name; nothing where there are none."""
    if not asked:
        return
    yield name(plan.name)
    for severity, heading in _HEADINGS.items():
        mine = [each for each in asked if each.severity == severity]
        if mine:
            yield f"  {heading}"
        for each in mine:
            about = " ".join(part for part in (each.label, each.words) if part)
            lead = f"{about}: " if about else ""
            yield name(f"    {lead}{each.question} {each.detail} ({each.code})")


def _summary(checked: Checked, asked: Sequence[tuple[Coached, Sequence[Question]]]) -> str:
    """What was looked at, what is wrong with files, and how much the coach asks."""
    files = f"{checked.files:,} file{'' if checked.files == 1 else 's'} checked"
    parts = []
    if checked.findings:
        count = len(checked.findings)
        parts.append("1 thing to look at" if count == 1 else f"{count:,} things to look at")
    questions = [each for _, open_ in asked for each in open_]
    for severity, heading in _HEADINGS.items():
        count = sum(each.severity == severity for each in questions)
        if count:
            parts.append(f"{count:,} {heading[0].lower()}{heading[1:-1]}")
    dismissed = sum(len(plan.questions.dismissed) for plan, _ in asked)
    set_aside = f" {_dismissed_words(dismissed)}" if dismissed else ""
    if not parts:
        return f"{files}: all is well.{set_aside}"
    return f"{files}: {listed(parts)}. Nothing was changed.{set_aside}"


def _dismissed_words(count: int) -> str:
    return "1 question was dismissed." if count == 1 else f"{count:,} questions were dismissed."


def _as_json(finding: Finding) -> dict[str, Any]:
    return {
        "file": str(finding.path),
        "line": finding.line,
        "key": finding.key,
        "message": finding.message,
        "unreadable": finding.unreadable,
        "code": None,
        "severity": None,
        "item": None,
        "label": None,
    }


def _question_json(path: Path, asked: Question) -> dict[str, Any]:
    return {
        "file": str(path),
        "line": None,
        "key": "",
        "message": f"{asked.question} {asked.detail}",
        "unreadable": False,
        "code": asked.code,
        "severity": asked.severity.value,
        "item": asked.item,
        "label": asked.label or None,
    }
