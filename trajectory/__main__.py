"""`python -m trajectory`, and what the command `trajectory` starts."""

from __future__ import annotations


def main() -> None:
    """Run the command line and leave with its exit code."""
    from trajectory.cli.program import program

    program()


if __name__ == "__main__":
    main()
