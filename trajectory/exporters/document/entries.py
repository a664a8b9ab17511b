"""What all entries share in a document: what stands in brackets behind their text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from trajectory.domain.plan import Entry
from trajectory.exporters.document.words import SOURCES, count, said

AnyEntry = TypeVar("AnyEntry", bound=Entry)


def live(table: Mapping[str, AnyEntry]) -> dict[str, AnyEntry]:
    """The entries of a table that were not merged into another."""
    return {key: entry for key, entry in table.items() if entry.into is None}


def with_facts(entry: Entry, *first: str | None) -> str:
    """The text of an entry, and in brackets what else is known of it: "... (dropped; 3 votes)".

    The speaker of an entry that was reworded stands with the first wording instead.
    """
    facts = said(
        *first,
        None if entry.said else entry.speaker,
        SOURCES[entry.source] if entry.source else None,
        count(entry.votes, "vote", "votes") if entry.votes else None,
        "starred" if entry.starred else None,
        "private" if entry.private else None,
        entry.note,
    )
    return f"{entry.text} ({'; '.join(facts)})" if facts else entry.text
