"""The least that a command line made with click can be."""

from __future__ import annotations

import click


@click.group("bare")
@click.version_option("1.0")
def program() -> None:
    """Do nothing."""


@program.command()
def export() -> None:
    """Do nothing either."""


if __name__ == "__main__":
    program(prog_name="bare")
