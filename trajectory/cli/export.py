"""`trajectory export`: plans as documents, on standard output, in a file or in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trajectory.cli import faults
from trajectory.cli.list import unreadable
from trajectory.cli.options import plan_argument, plans_option
from trajectory.cli.printing import data, document, name, narrate
from trajectory.cli.setup import workspace

if TYPE_CHECKING:
    from trajectory.storage.plan_store import BrokenPlan, LoadedPlan
    from trajectory.usecases.context import Context
    from trajectory.usecases.exporting import FileNames

FORMATS = ("markdown",)
"""Spelled out, because reading them from the exporters would load pydantic for a `--help`."""

STDOUT = "-"
BETWEEN = "\n---\n\n"
"""Stands between two documents in one text: a ruled line in Markdown."""


@click.command(
    "export",
    epilog="""\b
Examples:
  trajectory export harrowmere-table-3/safety-networks --output networks.md
  trajectory export --all --output for-the-call/
  trajectory export --all | pandoc -f gfm -o all.docx
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
    help="The kind of document.",
)
@click.option(
    "--output",
    default=STDOUT,
    metavar="FILE|DIR|-",
    type=click.Path(),
    help="Where to: a file, a folder, or - for standard output, as without it.",
)
@click.option("--include-private", is_flag=True, help="Leave entries marked private in.")
@plans_option
@click.pass_context
def command(
    ctx: click.Context,
    plans: tuple[str, ...],
    *,
    export_all: bool,
    format_name: str,
    output: str,
    include_private: bool,
) -> None:
    """Export plans as documents: those named, or all.

    Without --output they go to standard output, one after the other. Into a folder each goes into
    a file of its own, GROUP--DELIVERABLE.md, and the path of each file is printed; an older export
    of that name gives way, a plan never does. Private entries are left out unless asked for.

    A PLAN is the path of a plan file, or GROUP/DELIVERABLE in the plans folder.
    """
    from trajectory.usecases import exporting

    if bool(plans) is export_all:
        words = "Name plans or say --all, one of the two."
        raise click.UsageError(words, ctx)
    context = workspace(ctx).context
    paths = None if export_all else [context.store.find(plan) for plan in plans]
    exporter = exporting.EXPORTERS[format_name]
    broken: list[BrokenPlan] = []
    texts = (
        (loaded, exporting.document(context, loaded.plan, exporter, private=include_private))
        for loaded in _readable(context, exporting.plans(context, paths), broken)
    )
    if output == STDOUT:
        count = _print(texts)
    elif _is_folder(output, several=export_all or len(plans) > 1):
        count = _write_each(Path(output), texts, exporting.FileNames(exporter))
    else:
        count = _write_one(Path(output), texts)
    if not count and not broken:
        narrate(f"No plans yet in {context.store.root}: nothing was exported.")
    if broken:
        narrate("\n".join(unreadable(context.store.name_of(b.path), b.problems) for b in broken))
        ctx.exit(faults.UNREADABLE)


_Texts = Iterator[tuple["LoadedPlan", str]]


def _readable(
    context: Context, items: Iterator[LoadedPlan | BrokenPlan], broken: list[BrokenPlan]
) -> Iterator[LoadedPlan]:
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


def _print(texts: _Texts) -> int:
    count = 0
    for _, text in texts:
        document(BETWEEN + text if count else text)
        count += 1
    return count


def _write_one(target: Path, texts: _Texts) -> int:
    from trajectory.usecases.exporting import write

    found = [text for _, text in texts]
    if found:
        replaced = write(target, BETWEEN.join(found))
        data(name(target))
        _tell(int(replaced))
    return len(found)


def _write_each(folder: Path, texts: _Texts, names: FileNames) -> int:
    from trajectory.usecases.exporting import write

    count = replaced = 0
    for loaded, text in texts:
        target = folder / names.name(loaded.path)
        replaced += write(target, text, within=folder)
        count += 1
        data(name(target))
    _tell(replaced)
    return count


def _tell(replaced: int) -> None:
    if replaced:
        files = "1 older export" if replaced == 1 else f"{replaced:,} older exports"
        narrate(f"{files} gave way.")
