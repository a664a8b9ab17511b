"""Which files of a plans folder are copies of another plan, and of which one.

A synchroniser, a file manager or a save beside a plan leaves copies, and a copy must never be taken
for the plan itself, wherever it sorts. Among the files that have one id the plan is the first one
of this order: its name is no copy's name; it is called as its deliverable; its folder is called as
its table; it comes first in the folder's order.

The folder is walked file by file, so that a screen can show the first rows while the rest is being
read. Other files are only looked into where a name says that they may be the plan.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from trajectory.domain.plan import Header
from trajectory.domain.slugs import slug
from trajectory.storage.folder import SUFFIX, base_name

HeaderOf = Callable[[Path], Header | None]
"""Looks into one file; None when it cannot be read as a plan."""


class Originals:
    """The memory of one walk through the folder: which file each id belongs to."""

    def __init__(self, paths: Iterable[Path], header_of: HeaderOf) -> None:
        """`paths` are all files of the walk, in its order."""
        self._header_of = header_of
        self._places = {path: place for place, path in enumerate(paths)}
        self._by_stem: dict[str, list[Path]] = {}
        self._folders: dict[str, list[Path]] = {}
        for path in self._places:
            self._by_stem.setdefault(path.stem, []).append(path)
        for folder in dict.fromkeys(path.parent for path in self._places):
            self._folders.setdefault(_first_word(folder.name), []).append(folder)
        self._with_id: dict[str, Path] = {}
        self._ids: dict[Path, str | None] = {}
        self._ids_by_stem: dict[str, dict[str | None, list[Path]]] = {}
        self._words: dict[tuple[str | None, str | None], frozenset[str]] = {}

    def copy_of(self, path: Path, header: Header) -> Path | None:
        """The file that this one is a copy of, by its name or by its id; None for a plan."""
        by_name = _named_after(path)
        if header.id is None:
            return by_name
        if header.id not in self._with_id and by_name is None:
            self._with_id[header.id] = self._original(path, header)
        original = self._with_id.get(header.id)
        return by_name if original in {None, path} else original

    def _original(self, path: Path, header: Header) -> Path:
        """The plan itself, where a file with this id is met for the first time."""
        words = self._words_of(header)
        own = self._rank(path, header, words)
        if own == _BEST:
            return path
        ranked = sorted(
            (self._rank(other, header, words), self._places[other], other)
            for other in self._perhaps(path, header, words)
        )
        for rank, _, other in ranked:
            if rank >= own:
                break
            if self._id_of(other) == header.id:
                return other
        return path

    def _words_of(self, header: Header) -> frozenset[str]:
        """See `_group_words`; a table's plans name the same, one after the other."""
        key = header.authority, header.table
        if key not in self._words:
            self._words[key] = _group_words(header)
        return self._words[key]

    def _perhaps(self, path: Path, header: Header, words: frozenset[str]) -> Iterator[Path]:
        """Files whose names say that they may be the plan of which this is a copy."""
        stems = {stem for stem in (header.deliverable, base_name(path)) if stem}
        found: set[Path] = set()
        if path.stem != header.deliverable:
            for stem in stems:
                found.update(self._called(stem).get(header.id, ()))
        for word in words:
            for folder in self._folders.get(word, ()):
                found.update(folder / f"{stem}{SUFFIX}" for stem in stems)
        return (other for other in found if other != path and other in self._places)

    def _called(self, stem: str) -> dict[str | None, list[Path]]:
        """The files of this name by their id. Each is looked into once, however many ask."""
        if stem not in self._ids_by_stem:
            by_id = self._ids_by_stem[stem] = {}
            for path in self._by_stem.get(stem, ()):
                by_id.setdefault(self._id_of(path), []).append(path)
        return self._ids_by_stem[stem]

    def _id_of(self, path: Path) -> str | None:
        if path not in self._ids:
            header = self._header_of(path)
            self._ids[path] = None if header is None else header.id
        return self._ids[path]

    def _rank(self, path: Path, header: Header, words: frozenset[str]) -> tuple[bool, bool, bool]:
        return (
            base_name(path) != path.stem,
            path.stem != header.deliverable,
            not set(path.parent.name.split("-")) <= words,
        )


_BEST = (False, False, False)


def _named_after(path: Path) -> Path | None:
    """The plan that a copy's name says it is a copy of; alone, the copy is the plan."""
    base = base_name(path)
    if base == path.stem and path.suffix == SUFFIX:
        return None
    named_after = path.with_name(base + SUFFIX)
    return named_after if named_after != path and os.path.lexists(named_after) else None


def _group_words(header: Header) -> frozenset[str]:
    """The words that a table's folder may be called by: `harrowmere`, `table`, `3`."""
    named = [name for name in (header.authority, header.table) if name and name.strip()]
    return frozenset(word for name in named for word in slug(name).split("-"))


def _first_word(name: str) -> str:
    return name.split("-", 1)[0]
