"""What an export format is, and what may be asked of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from trajectory.domain.plan import Plan


@dataclass(frozen=True)
class ExportOptions:
    """What the reader of a document needs; each format takes what it can use."""

    private: bool = False
    """Include the entries marked private."""
    deliverable: str | None = None
    """The deliverable's name, from its template; without it the document gives the key in words."""


DEFAULT = ExportOptions()


@dataclass(frozen=True)
class Exporter:
    """One format that a plan can be exported to."""

    name: str
    """What people type: `markdown`."""
    ending: str
    """What its files end with: `.md`."""
    about: str
    """What it is good for, in a few words."""
    export: Callable[[Plan, dt.date, ExportOptions], str]
    """Gives the document's text. The day is the one on which the steps' states are read."""
