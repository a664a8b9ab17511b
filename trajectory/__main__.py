"""`python -m trajectory`, and what the command `trajectory` starts."""

from __future__ import annotations

import gc
import sys

GARBAGE_AFTER = 50_000
"""So many new objects, more than are let go, and Python looks for garbage among them.

Starting makes many objects and no garbage. With Python's usual 700 they were all gone through again
and again: an eighth of the time of `--help`, and of the time until the first screen.
"""


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(GARBAGE_AFTER)
    try:
        from trajectory.cli.program import program

        program()
    except KeyboardInterrupt:  # before there is a program to hear it, or once more while it ends
        sys.exit(130)


if __name__ == "__main__":
    main()
