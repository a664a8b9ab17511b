"""What the sweeps have tried and found: `python3 -m tests.faults.figures FOLDER` adds it up.

Each test of the faults tier that counts leaves a JSON file in the folder that `FAULT_FIGURES`
names. Only the standard library is needed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "FAULT_FIGURES"
"""The environment variable that names the folder; `.ci/run` sets it."""

WORDS = {
    "calls": "Different calls to the system that were made to fail, or to be the last",
    "faults": "Faults survived: a call failed once, for good, or took fewer bytes than it said",
    "kills": "Kills survived",
    "damaged": "Damaged plan files and journals opened",
    "steps": "Steps of the state machine: acts, crashes, other people's edits, faults, recoveries",
    "lost": "Words lost that had been shown as kept or saved",
    "unreadable": "Plan files that could not be read afterwards",
    "left_behind": "Temporary files left behind, beyond one for a kill",
}
"""The figures, in the order in which they are told, with what they count."""
NONE_OF_THESE = ("lost", "unreadable", "left_behind")
"""What must be 0."""


def added_up(folder: Path) -> dict[str, int]:
    """The sums of all files in a folder."""
    sums = dict.fromkeys(WORDS, 0)
    for path in sorted(folder.glob("*.json")):
        for name, count in json.loads(path.read_text(encoding="utf-8")).items():
            sums[name] += count
    return sums


def in_words(figures: Mapping[str, int]) -> str:
    """A line for each figure."""
    width = max(len(f"{count:,}") for count in figures.values())
    return "\n".join(f"{figures[name]:>{width},}  {WORDS[name]}" for name in WORDS)


def main(folder: Path) -> int:
    """Print the figures; 1 when something was lost, or nothing was tried."""
    figures = added_up(folder)
    sys.stdout.write(in_words(figures) + "\n")
    tried = figures["faults"] and figures["kills"]
    return 0 if tried and not any(figures[name] for name in NONE_OF_THESE) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
