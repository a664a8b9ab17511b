"""Where plans are kept, and where the app keeps what belongs to this computer alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import platformdirs

from trajectory.errors import UsageError
from trajectory.storage.presence import is_folder, is_missing

APP = "trajectory"
VARIABLE = "TRAJECTORY_PLANS"
"""The environment variable that names the plans folder."""

IN_DOCUMENTS = "Trajectory plans"
HERE = "plans"

ChosenBy = Literal["option", "environment", "here", "documents"]


@dataclass(frozen=True)
class Folder:
    """The plans folder, and how it was chosen."""

    path: Path
    exists: bool
    """Whether it may be there; else it is named to the user before it is made. What is there may be
    closed to us, or no folder: reading it says so."""
    chosen_by: ChosenBy


def plans_folder(
    option: Path | None, environ: Mapping[str, str], cwd: Path, documents: Path
) -> Folder:
    """`--plans`, else the environment, else `./plans` if it exists, else one in the documents.

    Raises `UsageError` for the home of somebody whom this computer does not know.
    """
    named = environ.get(VARIABLE, "").strip()
    if option is not None:
        return _folder(cwd / _at_home(option), "option")
    if named:
        return _folder(cwd / _at_home(Path(named)), "environment")
    if is_folder(cwd / HERE):
        return _folder(cwd / HERE, "here")
    return _folder(documents / IN_DOCUMENTS, "documents")


def documents_folder() -> Path:
    """The user's documents."""
    return platformdirs.user_documents_path()


def state_folder() -> Path:
    """Where locks and journals of this user on this computer are; never on a share."""
    return platformdirs.user_state_path(APP, appauthor=False)


def _at_home(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise UsageError(
            f"{path} begins with a user that this computer does not know. Name another folder."
        ) from error


def _folder(path: Path, chosen_by: ChosenBy) -> Folder:
    return Folder(path, not is_missing(path), chosen_by)
