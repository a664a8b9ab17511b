"""All export formats by name."""

from __future__ import annotations

from collections.abc import Mapping

from trajectory.exporters import markdown
from trajectory.exporters.exporter import Exporter

EXPORTERS: Mapping[str, Exporter] = {
    exporter.name: exporter
    for exporter in (
        Exporter(
            name="markdown",
            ending=".md",
            about="a document to read, share, and turn into Word with pandoc",
            export=markdown.export,
        ),
    )
}
