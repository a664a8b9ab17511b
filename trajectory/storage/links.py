"""Where a name in a folder leads: symbolic links, which anybody who shares a folder can make.

A colleague's link `plans/group/plan.toml` may lead to any file of ours. Reading through it harms
nothing; writing is done only where the file lies in the same folder, or where the person named it.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from trajectory.errors import NotSavedError


def refuse_way_out(path: Path, home: Path) -> None:
    """Refuse to write at a path that stands in `home` and leads out of it.

    A path that does not stand there was named by the person, and may lead anywhere. Raises
    `NotSavedError`, with what to do.
    """
    named = Path(os.path.abspath(path))  # noqa: PTH100  (links are what this is about)
    real, real_home = Path(os.path.realpath(path)), Path(os.path.realpath(home))
    homes = (Path(os.path.abspath(home)), real_home)  # noqa: PTH100
    if any(map(named.is_relative_to, homes)) and not real.is_relative_to(real_home):
        raise NotSavedError(
            f"{path} could not be saved: it is a link that leads out of {home}, to {real}. Nothing"
            " was written there, because anybody who shares the folder can make such a link: name"
            " the file that it leads to, or put the file itself into the folder, and try again."
        )


def has_other_name(path: Path) -> bool:
    """Whether the file has a second name (a hard link), which a save cannot take along."""
    with contextlib.suppress(OSError):  # whoever writes it will say what is wrong
        return path.stat().st_nlink > 1
    return False
