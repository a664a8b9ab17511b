"""`trajectory schema`: the schema that the package writes, byte for byte."""

from __future__ import annotations

import json

from tests.command_line import CommandLine
from trajectory.storage.codec import json_schema


def test_the_schema_is_the_one_that_plans_point_at(empty: CommandLine) -> None:
    printed = empty("schema")
    assert (printed.exit_code, printed.stderr) == (0, "")
    assert printed.stdout == json_schema()
    assert json.loads(printed.stdout)["title"] == "Trajectory plan"
