"""Earlier versions of plans, kept in a folder `history` beside them, which no listing looks into.

Two kinds of file are there, both whole plans, under one kind of name (`NAME-DATE-TIME.toml`, UTC):
the plan as it stood when a review was finished, and a text whose layout a save could not keep.
Which plan a file belongs to is said by the plan's id in it, so a plan that gets another name keeps
its history. Nothing here is ever written over.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trajectory.domain.dates import FIRST_YEAR, LAST_YEAR
from trajectory.domain.plan import Plan
from trajectory.domain.slugs import is_slug
from trajectory.errors import NotSavedError, PlanExistsError, PlanUnreadableError, Problem
from trajectory.storage import atomic, codec, links
from trajectory.storage.disk import Disk
from trajectory.storage.loading import (
    BrokenPlan,
    LoadedPlan,
    digest_of,
    read_bytes,
)
from trajectory.storage.schema import FILE_NAME

FOLDER = "history"
_SUFFIX = ".toml"
_STAMP = "%Y%m%d-%H%M%S"
_NAME = re.compile(r"(?P<stem>.+)-(?P<stamp>\d{8}-\d{6})(?:-\d{1,3})?")
_HEAD = codec.Wrapping(head=f"#:schema ../../{FILE_NAME}\n")
"""A checkpoint is a folder deeper than its plan."""
_LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MOST = 1000
"""So many texts of one second can be told apart."""


@dataclass(frozen=True)
class Version:
    """One file of a plan's history."""

    item: LoadedPlan | BrokenPlan
    at: dt.datetime
    """The moment in its name, else when the file was written (UTC)."""
    is_stamped: bool
    """Whether its name says the moment."""

    @property
    def path(self) -> Path:
        """The file."""
        return self.item.path


class History:
    """The earlier versions of all plans of a folder."""

    def __init__(self, root: Path, disk: Disk = atomic.DISK) -> None:
        """`root` is the plans folder; `disk` makes the calls of each save: a seam for tests."""
        self._root = root
        self._disk = disk

    # ------------------------------------------------------------------------------ writing

    def keep(self, path: Path, data: bytes, at: dt.datetime) -> Path:
        """Keep the bytes of a plan's file as they stood at that time; gives their place.

        What is kept already is not kept twice. `NotSavedError` when it cannot be kept, and where
        the folder `history` is a link that leads out of the plans.
        """
        folder = path.parent / FOLDER
        links.refuse_way_out(folder, self._home_of(path))
        _make(folder)
        for target in _numbered(folder, f"{path.stem}-{at.astimezone(dt.UTC):{_STAMP}}"):
            with atomic.in_plain_words(target):
                if _holds(target, data):
                    return target
            with contextlib.suppress(PlanExistsError):
                atomic.create_new(target, data, disk=self._disk)
                with contextlib.suppress(OSError):  # tidying up is in the way of nothing
                    atomic.remove_old_temps(folder, target.stat().st_mtime)
                return target
        raise NotSavedError(f"{path} has a thousand texts of this second in its history already.")

    def keep_plan(self, path: Path, plan: Plan, at: dt.datetime) -> Path:
        """Keep a plan as it stands, as plain TOML; else as `keep`."""
        return self.keep(path, codec.encode(plan, _HEAD), at)

    def take_along(self, path: Path, new_path: Path, plan_id: str | None) -> None:
        """Bring a plan's history into the folder that the plan goes to; all of it, or none.

        `NotSavedError` when a file cannot be moved: then those that were moved are back.
        """
        folder = new_path.parent / FOLDER
        if folder == path.parent / FOLDER:
            return
        files = [version.path for version in self.versions(path, plan_id)]
        if not files:
            return
        links.refuse_way_out(folder, self._home_of(new_path))
        _make(folder)
        moved: list[tuple[Path, Path]] = []
        try:
            # One at a time: those before a failure have to go back.
            for file in files:
                target = self._move(file, folder)
                moved.append((file, target))
        except NotSavedError:
            for old, new in reversed(moved):
                atomic.rename_new(new, old, disk=self._disk)
            raise
        with contextlib.suppress(OSError):  # other plans of the table have theirs in it
            (path.parent / FOLDER).rmdir()

    def _move(self, file: Path, folder: Path) -> Path:
        for target in _numbered(folder, file.stem):
            with contextlib.suppress(PlanExistsError):
                atomic.rename_new(file, target, disk=self._disk)
                return target
        raise NotSavedError(f"{folder} has a thousand files called {file.name} already.")

    # ------------------------------------------------------------------------------ reading

    def versions(self, path: Path, plan_id: str | None) -> Iterator[Version]:
        """The earlier versions of one plan, the latest first; one file is read at a time.

        A file that cannot be read is an item with its reasons. A link that leads out of the plans
        is one as well: anybody who shares the folder can make such a link.
        """
        folder = path.parent / FOLDER
        try:
            links.refuse_way_out(folder, self._home_of(path))
            files = [file for file in folder.iterdir() if _may_be_version(file)]
        except FileNotFoundError:
            return
        except (OSError, NotSavedError) as error:
            why = atomic.reason(error) if isinstance(error, OSError) else "it leads out of here"
            yield _broken(folder, f"the folder of earlier versions cannot be opened: {why}")
            return
        for file in sorted(files, key=_latest_first, reverse=True):
            version = self._read(file, path, plan_id)
            if version is not None:
                yield version

    def read(self, file: Path) -> LoadedPlan:
        """One file of a history; `PlanUnreadableError`, or `OSError`, when it cannot be read."""
        problem = self._link_problem(file)
        if problem is not None:
            raise PlanUnreadableError(str(problem), path=file, problems=(problem,))
        return _parsed(file, *read_bytes(file))

    def _read(self, file: Path, path: Path, plan_id: str | None) -> Version | None:
        """A file as a version of this plan; None when it is another's, or is gone."""
        is_named = _is_named_after(file, path)
        problem = self._link_problem(file)
        if problem is not None:
            return _broken(file, problem.message) if is_named else None
        try:
            data, written = read_bytes(file)
        except FileNotFoundError:
            return _broken(file, "the link leads nowhere") if _is_link(file, is_named) else None
        except PlanUnreadableError as error:
            return _version(BrokenPlan(file, error.problems)) if is_named else None
        except OSError as error:
            return _broken(file, atomic.reason(error)) if is_named else None
        names_it = plan_id is None or not is_slug(plan_id) or plan_id.encode() in data
        if not (names_it or is_named):
            return None
        try:
            loaded = _parsed(file, data, written)
        except PlanUnreadableError as error:
            ours = is_named or (plan_id is not None and names_it)
            return _version(BrokenPlan(file, error.problems)) if ours else None
        found = loaded.plan.plan.id
        is_ours = is_named if found is None else found == plan_id
        return _version(loaded) if is_ours else None

    def _link_problem(self, file: Path) -> Problem | None:
        try:
            links.refuse_way_out(file, self._home_of(file.parent))
        except NotSavedError:
            return Problem(None, "", "this is a link that leads out of the folder: not followed")
        return None

    def _home_of(self, path: Path) -> Path:
        """What links may not lead out of: the plans folder, else the folder of the plan."""
        home = Path(os.path.abspath(self._root))  # noqa: PTH100  (links are not to be followed)
        inside = Path(os.path.abspath(path)).is_relative_to(home)  # noqa: PTH100
        return self._root if inside else path.parent


def _make(folder: Path) -> None:
    with atomic.in_plain_words(folder):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except FileExistsError as error:
            raise NotADirectoryError(errno.ENOTDIR, "a file, and no folder") from error


def _numbered(folder: Path, name: str) -> Iterator[Path]:
    for number in range(1, _MOST):
        yield folder / f"{name}{'' if number == 1 else f'-{number}'}{_SUFFIX}"


def _may_be_version(file: Path) -> bool:
    return file.suffix.lower() == _SUFFIX and not file.name.startswith(".")


def _is_named_after(file: Path, path: Path) -> bool:
    match = _NAME.fullmatch(file.stem)
    return match is not None and match["stem"] == path.stem


def _is_link(file: Path, is_named: bool) -> bool:  # noqa: FBT001
    return is_named and file.is_symlink()


def _latest_first(file: Path) -> tuple[str, str]:
    match = _NAME.fullmatch(file.stem)
    return match["stamp"] if match else "", file.name


def _parsed(file: Path, data: bytes, written: dt.datetime) -> LoadedPlan:
    plan, wrapping = codec.parse(data)
    return LoadedPlan(file, plan, digest_of(data), wrapping, written)


def _version(item: LoadedPlan | BrokenPlan) -> Version:
    at = _moment_in(item.path)
    if at is not None:
        return Version(item, at, is_stamped=True)
    at = item.edited if isinstance(item, LoadedPlan) else _LONG_AGO
    return Version(item, at, is_stamped=False)


def _moment_in(file: Path) -> dt.datetime | None:
    """The moment that a name says; None for digits that are no time people could have meant."""
    match = _NAME.fullmatch(file.stem)
    with contextlib.suppress(ValueError):
        at = dt.datetime.strptime(match["stamp"] if match else "", _STAMP).replace(tzinfo=dt.UTC)
        return at if FIRST_YEAR <= at.year <= LAST_YEAR else None
    return None


def _broken(file: Path, why: str) -> Version:
    return _version(BrokenPlan(file, (Problem(None, "", why),)))


def _holds(path: Path, data: bytes) -> bool:
    try:
        return read_bytes(path)[0] == data
    except (FileNotFoundError, PlanUnreadableError):  # nothing, or a pipe, which is never opened
        return False
