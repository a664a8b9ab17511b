"""What an export format is, and what may be asked of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from trajectory.domain.changes import Change
from trajectory.domain.owners import OwnerPage
from trajectory.domain.plan import Plan


@dataclass(frozen=True)
class Since:
    """What a document says of an earlier version of the plan."""

    day: dt.date | None = None
    """The day of that version."""
    changes: tuple[Change, ...] | None = None
    """What changed, without what the document leaves out; None where there is no such version."""


@dataclass(frozen=True)
class ExportOptions:
    """What the reader of a document needs; each format takes what it can use."""

    private: bool = False
    """Include the entries marked private."""
    deliverable: str | None = None
    """The deliverable's name, from its template; without it the document gives the key in words."""
    owner: str | None = None
    """Only the steps that this role owns or helps with, in a format that is a list of steps."""
    since: Since | None = None
    """What changed, to stand first in a document; None where nobody asked."""


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
    export_owner: Callable[[OwnerPage], str] | None = None
    """Gives the page of one role; None where that is the plans' own lists of its steps, joined."""
    head: str = ""
    """What each text begins with, and several in one file have once."""
    tail: str = ""
    """What each text ends with, in the same way."""
    between: str = ""
    """What stands between two documents in one file."""
    file_mark: str = ""
    """What a file begins with besides, and standard output does not."""

    def joined(self, texts: Iterable[str]) -> Iterator[str]:
        """Several documents as one text, piece after piece; nothing where there is none."""
        any_yet = False
        for text in texts:
            body = text.removeprefix(self.head).removesuffix(self.tail)
            yield (self.between if any_yet else self.head) + body
            any_yet = True
        if any_yet:
            yield self.tail
