"""`trajectory schema`: the JSON Schema of a plan file, for editors and other programs."""

from __future__ import annotations

import click

from trajectory.cli.options import plans_option
from trajectory.cli.printing import data


@click.command(
    "schema",
    epilog="""\b
Example:
  trajectory schema > trajectory-plan.schema.json
""",
)
@plans_option
def command() -> None:
    """Print the JSON Schema of a plan file.

    An editor that knows TOML checks and completes a plan by it. New plans name it in their first
    line, and `trajectory new` puts it into the plans folder.
    """
    from trajectory.storage.codec import json_schema

    data(json_schema().rstrip("\n"))
