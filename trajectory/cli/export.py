"""`trajectory export`: plans as documents, on standard output, in a file or in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from trajectory.cli import faults
from trajectory.cli.days import since_option, since_said
from trajectory.cli.list import unreadable
from trajectory.cli.options import plan_argument, plans_option
from trajectory.cli.printing import data, document, name, narrate
from trajectory.cli.progress import progress
from trajectory.cli.setup import workspace

if TYPE_CHECKING:
    from trajectory.storage.plan_store import BrokenPlan, LoadedPlan
    from trajectory.usecases.context import Context
    from trajectory.usecases.exporting import DocumentFolder, Exporter
    from trajectory.usecases.reading import Made

FORMATS = ("markdown", "csv", "ics")
"""Spelled out, because reading them from the exporters would load pydantic for a `--help`."""

STDOUT = "-"


@click.command(
    "export",
    epilog="""\b
Examples:
  trajectory export harrowmere-table-3/safety-networks --output networks.md
  trajectory export --all --output for-the-call/
  trajectory export harrowmere-table-3/safety-networks --since last
  trajectory export --all | pandoc -f gfm -o all.docx
  trajectory export --owner "Team manager" --format ics --output my-dates.ics
""",
)
@plan_argument(required=False, many=True)
@click.option("--all", "export_all", is_flag=True, help="Export every plan of the folder.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    default=FORMATS[0],
    show_default=True,
    help="A document, the steps as a table, or their dates for a calendar.",
)
@click.option(
    "--owner",
    metavar="ROLE",
    help="Only what this role owns or helps with, over all plans or those named.",
)
@click.option(
    "--output",
    default=STDOUT,
    metavar="FILE|DIR|-",
    type=click.Path(),
    help="Where to: a file, a folder, or - for standard output, as without it.",
)
@since_option("Say first what changed since")
@click.option("--include-private", is_flag=True, help="Leave entries marked private in.")
@plans_option
@click.pass_context
def command(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    plans: tuple[str, ...],
    *,
    export_all: bool,
    format_name: str,
    owner: str | None,
    output: str,
    since: str | None,
    include_private: bool,
) -> None:
    """Export plans as documents: those named, or all; or the page of one role.

    Without --output they go to standard output, one after the other. Into a folder each goes into
    a file of its own, GROUP--DELIVERABLE.md, and the path of each file is printed; an older export
    of that name gives way, a plan never does. Private entries are left out unless asked for.

    A PLAN is the path of a plan file, or GROUP/DELIVERABLE in the plans folder.
    """
    from trajectory.usecases import exporting

    if bool(plans) is export_all and (plans or owner is None):
        words = "Name plans or say --all, one of the two."
        raise click.UsageError(words, ctx)
    if since is not None and (owner is not None or format_name != FORMATS[0]):
        words = (
            "--since goes with whole plans as Markdown: what changed is a part of that document."
        )
        raise click.UsageError(words, ctx)
    context = workspace(ctx).context
    paths = [context.store.find(plan) for plan in plans] if plans else None
    exporter = exporting.EXPORTERS[format_name]
    broken: list[BrokenPlan] = []
    with progress("Exporting plans") as told:
        found = _whole(context, exporting.plans(context, paths, told), broken)
        if owner is not None:
            wanted = found if plans else _in_use(found)
            _export_owner(context, wanted, owner, exporter, output, private=include_private)
        else:
            if plans or since is not None:
                texts = _documents(context, found, exporter, since, private=include_private)
            else:
                all_of_them = exporting.all_documents(
                    context, exporter, told, private=include_private
                )
                texts = ((made.path, made.value) for made in _whole(context, all_of_them, broken))
            several = export_all or len(plans) > 1
            count = _export_plans(texts, exporter, output, several=several)
            if not count and not broken:
                narrate(f"No plans yet in {context.store.root}: nothing was exported.")
    if broken:
        narrate("\n".join(unreadable(context.store.name_of(b.path), b.problems) for b in broken))
        ctx.exit(faults.UNREADABLE)


_Texts = Iterator[tuple[Path, str]]
_Read = TypeVar("_Read", "LoadedPlan", "Made[str]")


def _whole(
    context: Context, items: Iterator[_Read | BrokenPlan], broken: list[BrokenPlan]
) -> Iterator[_Read]:
    """The plans among the items; what cannot be read is kept for later, copies are said."""
    from trajectory.storage.plan_store import BrokenPlan

    for item in items:
        if isinstance(item, BrokenPlan):
            broken.append(item)
        elif item.copy_of is not None:
            original = context.store.name_of(item.copy_of)
            narrate(f"{context.store.name_of(item.path)} is a copy of {original}: left out.")
        else:
            yield item


def _documents(
    context: Context,
    plans: Iterator[LoadedPlan],
    exporter: Exporter,
    since: str | None,
    *,
    private: bool,
) -> _Texts:
    """Each plan with its document; where it cannot say what changed, that is said here as well."""
    from trajectory.usecases import exporting

    day = since_said(since, context.today())
    for loaded in plans:
        changed = None
        if since is not None:
            changed, problem = exporting.changed_since(
                context, loaded.path, loaded.plan, day, private=private
            )
            if problem:
                narrate(problem)
        yield (
            loaded.path,
            exporting.document(context, loaded.plan, exporter, private=private, since=changed),
        )


def _in_use(plans: Iterator[LoadedPlan]) -> Iterator[LoadedPlan]:
    """The plans whose steps are somebody's work now."""
    from trajectory.usecases.owners import counts

    return (loaded for loaded in plans if counts(loaded))


def _is_folder(output: str, *, several: bool) -> bool:
    """Whether an output names a folder: one that is there, or that can be nothing else."""
    from trajectory.storage.presence import is_folder, is_there

    target = Path(output)
    ends_as_folder = output.endswith(("/", os.sep))
    return (
        is_folder(target)
        or ends_as_folder
        or (several and not target.suffix and not is_there(target))
    )


def _export_plans(texts: _Texts, exporter: Exporter, output: str, *, several: bool) -> int:
    """Write or print these texts; gives how many there were."""
    from trajectory.usecases.exporting import DocumentFolder

    if output == STDOUT:
        return _print(texts, exporter)
    if _is_folder(output, several=several):
        return _write_each(DocumentFolder(Path(output), exporter), texts)
    return _write_one(Path(output), texts, exporter)


def _export_owner(
    context: Context,
    plans: Iterator[LoadedPlan],
    owner: str,
    exporter: Exporter,
    output: str,
    *,
    private: bool,
) -> None:
    from trajectory.usecases import owners
    from trajectory.usecases.exporting import write

    text = owners.owner_document(context, plans, owner, exporter, private=private)
    if output == STDOUT:
        document(text)
        return
    target, within = Path(output), None
    if _is_folder(output, several=False):
        target, within = target / owners.file_name(owner, exporter), target
    replaced = write(target, text, within=within, mark=exporter.file_mark)
    data(name(target))
    _tell(int(replaced))


def _print(texts: _Texts, exporter: Exporter) -> int:
    count = 0

    def counted() -> Iterator[str]:
        nonlocal count
        for _, text in texts:
            count += 1
            yield text

    for piece in exporter.joined(counted()):
        document(piece)
    return count


def _write_one(target: Path, texts: _Texts, exporter: Exporter) -> int:
    from trajectory.usecases.exporting import write

    found = [text for _, text in texts]
    if found:
        replaced = write(target, "".join(exporter.joined(found)), mark=exporter.file_mark)
        data(name(target))
        _tell(int(replaced))
    return len(found)


def _write_each(folder: DocumentFolder, texts: _Texts) -> int:
    count = replaced = 0
    for path, text in texts:
        target, one_was_there = folder.write(path, text)
        replaced += one_was_there
        count += 1
        data(name(target))
    _tell(replaced)
    return count


def _tell(replaced: int) -> None:
    if replaced:
        files = "1 older export" if replaced == 1 else f"{replaced:,} older exports"
        narrate(f"{files} gave way.")
