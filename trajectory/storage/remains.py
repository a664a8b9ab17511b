"""Where a plan leaves traces beside its own file: on this computer, and around the file.

Only looked for here. What is done with them, and with those that nobody could read, is decided by
`usecases.forgetting`.
"""

from __future__ import annotations

import contextlib
import json
import stat
from pathlib import Path

from trajectory.storage import atomic, guards, history, trash
from trajectory.storage.journal import BAD, LAST_COPY, MAX_BYTES, SUFFIX, Journals
from trajectory.storage.presence import files_in, is_folder

REPORTS = "reports"
"""The folder beside the journals where faults of ours are written down; they may quote a plan."""


def journals_of(journals: Journals, path: Path, plan_id: str | None) -> list[Path]:
    """All journals of a plan, those included that another program is writing.

    Those in the folder of its file count as its own unless they name another plan; elsewhere those
    that name it, from when its file had another name.
    """
    here = journals.folder_of(path)
    found: list[Path] = []
    for file in files_in(journals.root, "*/*" + SUFFIX):
        named = _plan_named_in(file)
        if named == plan_id if named is not None else file.parent == here:
            found.append(file)
    return found


def damaged_journals(journals: Journals) -> list[Path]:
    """What did not add up in the journals of all plans."""
    return files_in(journals.root, "*/*" + BAD)


def last_copies(journals: Journals) -> list[Path]:
    """The last copies of all plan files: which plan they are of, they say themselves."""
    return files_in(journals.root, f"*/{LAST_COPY}")


def half_written(journals: Journals, path: Path) -> list[Path]:
    """What saves that were killed left beside the plan and beside last copies."""
    name = f".*{atomic.TEMP_SUFFIX}"
    return [*files_in(path.parent, name), *files_in(journals.root, f"*/{name}")]


def reports(journals: Journals) -> list[Path]:
    """What faults of ours have left."""
    return files_in(journals.root.parent / REPORTS, "*")


def earlier_texts(root: Path, path: Path) -> list[Path]:
    """The texts in the history of this plan's folder, and of the other folders of plans."""
    folders = [path.parent, *(each for each in files_in(root, "*") if is_folder(each))]
    return [
        file
        for folder in dict.fromkeys(folders)
        for file in files_in(folder / history.FOLDER, "*")
        if is_file(file)
    ]


def deleted(root: Path) -> list[Path]:
    """All that is in the trash."""
    return [file for file in files_in(root / trash.FOLDER, "*/*/*") if is_file(file)]


def around(path: Path) -> list[Path]:
    """Every other file in the plan's folder: documents, what editors leave, half-written files.

    Half-written files of its history as well: those that are whole are earlier texts.
    """
    half_written = files_in(path.parent / history.FOLDER, f".*{atomic.TEMP_SUFFIX}")
    beside = (*files_in(path.parent, "*"), *half_written)
    return [each for each in beside if each != path and is_file(each)]


def is_file(path: Path) -> bool:
    """Whether this is an ordinary file for certain; a device or a pipe is never looked into."""
    with contextlib.suppress(OSError, ValueError):
        return stat.S_ISREG(path.stat().st_mode)
    return False


def bytes_of(path: Path, most: int = MAX_BYTES) -> bytes:
    """What an ordinary file holds. Raises `OSError`, also for one too large to look into."""
    if path.stat().st_size > most:
        raise OSError(None, f"the file has more than {most:,} bytes")
    return path.read_bytes()


def _plan_named_in(journal: Path) -> str | None:
    """The id of the plan that a journal is about, as its first line says; None when it does not."""
    with contextlib.suppress(OSError, ValueError, RecursionError):
        with journal.open("rb") as file:
            first = json.loads(file.readline(8 * guards.MAX_BYTES))
        if isinstance(first, dict) and isinstance(first.get("plan"), str):
            return str(first["plan"])
    return None
