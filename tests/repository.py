"""The project's files as they would be published: no environment, no cache, no build."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEFT_BY_TOOLS = ("__pycache__", ".hypothesis", ".import_linter_cache")


def published_files() -> list[Path]:
    """Return all files that belong to the project, relative to its top folder, sorted.

    git knows them. Where git does not answer (an unpacked ZIP file, a folder of somebody else's),
    everything counts but what tools leave behind: folders that hold a `CACHEDIR.TAG` or an
    environment's `pyvenv.cfg`.
    """
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        listed = subprocess.run(
            [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            check=False,
            capture_output=True,
        )
        if listed.returncode == 0:
            names = listed.stdout.decode().split("\0")
            return sorted(Path(name) for name in names if name and (ROOT / name).is_file())
    return sorted(path.relative_to(ROOT) for path in _walk(ROOT))


def _walk(folder: Path) -> list[Path]:
    files: list[Path] = []
    for path in folder.iterdir():
        if path.is_file():
            files.append(path)
        elif not _left_by_tools(path):
            files.extend(_walk(path))
    return files


def _left_by_tools(folder: Path) -> bool:
    marks = (folder / "CACHEDIR.TAG", folder / "pyvenv.cfg")
    return folder.name in LEFT_BY_TOOLS or any(mark.exists() for mark in marks)
