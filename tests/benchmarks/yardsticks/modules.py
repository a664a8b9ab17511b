"""The product, which writes how many modules it loaded into a file: `modules.py FILE ARGUMENT...`.

What Python itself had loaded before is not counted. Nothing is imported here that could be.
"""

from __future__ import annotations

import atexit
import sys


def write(path: str, before: int) -> None:
    """Write the number of modules that came since, and end."""
    count = len(sys.modules) - before
    with open(path, "w", encoding="ascii") as file:  # noqa: PTH123 - pathlib is a module too
        file.write(str(count))


if __name__ == "__main__":
    atexit.register(write, sys.argv.pop(1), len(sys.modules))
    from trajectory.__main__ import main

    main()
