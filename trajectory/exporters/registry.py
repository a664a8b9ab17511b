"""All export formats by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from trajectory.domain.plan import Plan
from trajectory.exporters import csv_steps, markdown
from trajectory.exporters.exporter import Exporter, ExportOptions
from trajectory.exporters.ics_frame import HEAD, TAIL


def _calendar(plan: Plan, as_of: dt.date, options: ExportOptions) -> str:
    from trajectory.exporters import ics  # the calendar library takes a tenth of a second

    return ics.export(plan, as_of, options)


EXPORTERS: Mapping[str, Exporter] = {
    exporter.name: exporter
    for exporter in (
        Exporter(
            name="markdown",
            ending=".md",
            about="a document to read, share, and turn into Word with pandoc",
            export=markdown.export,
            export_owner=markdown.export_owner,
            between="\n---\n\n",  # a ruled line
        ),
        Exporter(
            name="csv",
            ending=".csv",
            about="the steps as a table for a spreadsheet, one a row",
            export=csv_steps.export,
            head=csv_steps.HEAD,
            file_mark="\ufeff",  # without it Excel reads a file in the computer's old code page
        ),
        Exporter(
            name="ics",
            ending=".ics",
            about="the dates of the steps and the next call, for a calendar",
            export=_calendar,
            head=HEAD,
            tail=TAIL,
        ),
    )
}
