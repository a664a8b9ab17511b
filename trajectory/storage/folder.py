"""Which files of a plans folder are plans, how they are called, and which are copies of others."""

from __future__ import annotations

import difflib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from trajectory.domain.showing import show
from trajectory.domain.slugs import is_slug
from trajectory.errors import PlanNotFoundError, Problem, UsageError
from trajectory.storage.atomic import reason
from trajectory.storage.loading import BrokenPlan

SUFFIX = ".toml"
NOT_GROUPS = frozenset({"templates", "history"})
"""Folders beside the groups' folders that hold no plans."""

_COPY_NAME = re.compile(
    r"(?P<name>.+?)"
    r"(?:\.ours-\d{8}-\d{6}(?:-\d+)?"  # our own, when two people changed one plan
    r"|\.sync-conflict-.+"  # Syncthing
    r"|[ _]\([^()]*conflict[^()]*\).*"  # Dropbox, Nextcloud: "(conflicted copy 2026-11-22)"
    r"|_conflict-\d.*"  # ownCloud
    r"|[ _]\(\d+\)"  # a browser's or a desktop's second download
    r"| - Copy.*"  # Windows Explorer
    r"|~\d+)",
    re.IGNORECASE,
)

_PLAIN_NAME = re.compile(r"[a-z0-9-]+")
"""The names that nearly all plans have, and no copy; told ten times sooner than `_COPY_NAME`."""


def entries(root: Path) -> Iterator[Path | BrokenPlan]:
    """All plan files in order of group and name, and every folder that cannot be looked into."""
    for group in _listing(root):
        if isinstance(group, BrokenPlan):
            yield group
            continue
        if group.name.lower() in NOT_GROUPS or not _may_be_folder(group):
            continue
        for entry in _listing(group):
            if isinstance(entry, BrokenPlan) or entry.suffix.lower() == SUFFIX:
                yield entry


def _may_be_folder(path: Path) -> bool:
    """A folder that we may not look at is one as well, so that it is listed as such."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except PermissionError:
        return True
    except OSError:
        return False


def _listing(folder: Path) -> Sequence[Path | BrokenPlan]:
    """What is in a folder, without hidden files; `qa` comes before its copy `qa-LAPTOP7`."""
    try:
        found = [entry for entry in folder.iterdir() if not entry.name.startswith(".")]
    except FileNotFoundError:
        return []
    except OSError as error:
        problem = Problem(None, "", f"the folder cannot be opened: {reason(error)} and try again")
        return [BrokenPlan(folder, (problem,))]
    return sorted(found, key=lambda entry: (entry.stem, entry.suffix))


def name_of(root: Path, path: Path) -> str:
    """`group/deliverable` for a plan of this folder, else the path; see `Names`."""
    return Names(root).of(path)


class Names:
    """What the plans of a folder are called, for one walk: each group is looked at once.

    Following the links of every path takes 0.15 ms, a fifth of reading a plan.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._groups: dict[Path, str | None] = {}
        """The names of groups that a listing gives, with no links on the way; None for others."""

    def of(self, path: Path) -> str:
        """`group/deliverable` for a plan of this folder, else the path.

        One line that can be printed: a file's name can hold line breaks and worse
        (`domain.showing`).
        """
        folder = path.parent
        if folder not in self._groups:
            self._groups[folder] = self._group(folder)
        group = self._groups[folder]
        if group is not None and path.name != "..":
            inside: str | None = f"{group}/{path.name}"
        else:
            inside = _found_in(self._root, path)
        if inside is None:
            return show(str(path), lines=False)
        is_plan = path.suffix.lower() == SUFFIX
        return show(inside[: -len(SUFFIX)] if is_plan else inside, lines=False)

    def _group(self, folder: Path) -> str | None:
        is_listed = folder.parent == self._root and folder.name != ".."
        return folder.name if is_listed and not _is_link(self._root, folder) else None


def _is_link(*paths: Path) -> bool:
    """Whether one of them is a link, for all that we can tell where a folder is closed to us."""
    try:
        return any(path.is_symlink() for path in paths)
    except OSError:
        return True


def _found_in(root: Path, path: Path) -> str | None:
    """Where in the folder a path leads; None when it leads out of it, or is the folder."""
    real, home = _absolute(path), _absolute(root)
    inside = real != home and real.is_relative_to(home)
    return real.relative_to(home).as_posix() if inside else None


def path_for(root: Path, group: str, deliverable: str) -> Path:
    """The place of a plan; `UsageError` for what can be no name on every system."""
    for name in (group, deliverable):
        if not is_slug(name):
            raise UsageError(
                f'"{name}" cannot be the name of a plan or group: use 1 to 60 small letters, digits'
                " and dashes, and none of the names that Windows keeps for itself, such as con."
            )
    return root / group / (deliverable + SUFFIX)


def find(root: Path, reference: str) -> Path:
    """The plan that somebody means: an existing path, else GROUP/DELIVERABLE of this folder."""
    is_there, is_folder = _what_is_at(reference)
    if is_there and not is_folder:
        return _as_listed(root, Path(reference).expanduser())
    wanted = reference.replace("\\", "/").removesuffix(SUFFIX).strip("/")
    hidden = root / (wanted + SUFFIX)
    wanted = show(wanted, lines=False)  # as names are
    paths = [entry for entry in entries(root) if isinstance(entry, Path)]
    names = {name_of(root, path): path for path in paths}
    folded = {name.casefold(): path for name, path in names.items()}
    found = names.get(wanted) or folded.get(wanted.casefold())
    if found is not None:
        return found
    if wanted.count("/") == 1 and ".." not in wanted and _what_is_at(str(hidden)) == (True, False):
        return hidden  # in a folder that we may not list: reading the plan will say so
    if is_folder:
        examples = " or ".join(list(names)[:2]) or "GROUP/DELIVERABLE"
        raise PlanNotFoundError(f"{reference} is a folder. Name one plan, such as {examples}.")
    raise PlanNotFoundError(f"There is no plan {reference}.{_near(wanted, list(names))}")


def _what_is_at(reference: str) -> tuple[bool, bool]:
    """Whether something is at this path, and whether that is a folder."""
    try:
        found = Path(reference).expanduser().stat() if reference else None
    except PermissionError:
        return True, False  # reading it will say why it cannot be read
    except (OSError, ValueError, RuntimeError):  # no path at all: too long, a zero byte, ~nobody
        return False, False
    return found is not None, found is not None and stat.S_ISDIR(found.st_mode)


def base_name(path: Path) -> str:
    """The name of the plan itself, for a copy as well: `qa` for `qa.ours-20261122-140200.toml`."""
    stem = path.stem
    if _PLAIN_NAME.fullmatch(stem):
        return stem
    match = _COPY_NAME.fullmatch(stem)
    return match["name"] if match else stem


def _as_listed(root: Path, path: Path) -> Path:
    """One path for one plan: a plan of this folder has the path that a listing gives it."""
    absolute, home = _absolute(path), _absolute(root)
    return root / absolute.relative_to(home) if absolute.is_relative_to(home) else absolute


def _absolute(path: Path) -> Path:
    """Without `..`; the folder's own links followed, a plan that is a link kept as one."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100  (Path.absolute keeps "..")
    return Path(os.path.realpath(whole.parent)) / whole.name


def _near(wanted: str, names: list[str]) -> str:
    by_last = {name.rpartition("/")[2]: name for name in names}
    close = difflib.get_close_matches(wanted, names, n=3, cutoff=0.5)
    close += [by_last[n] for n in difflib.get_close_matches(wanted, by_last, n=2, cutoff=0.6)]
    near = list(dict.fromkeys(close))[:3]
    if near:
        return f" Did you mean {' or '.join(near)}?"
    return (
        " The list of plans is shown by: trajectory list"
        if names
        else " The folder has no plans yet."
    )
