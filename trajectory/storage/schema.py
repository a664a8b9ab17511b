"""The JSON Schema of a plan file, generated from the models, for editors that check hand edits."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from typing import Any

from trajectory.domain.plan import Plan

FILE_NAME = "trajectory-plan.schema.json"
"""What the schema is called; it lies in the plans folder, beside the groups' folders."""

_DIALECT = "http://json-schema.org/draft-07/schema#"
"""The dialect that editors' TOML support (taplo) knows best."""


def json_schema() -> str:
    """The schema as indented JSON text, ending with a line end; the same text every time."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


@functools.cache
def schema() -> Mapping[str, Any]:
    """The schema as data; do not change it. Missing means "not said", so null is never a value."""
    generated = Plan.model_json_schema(by_alias=True)
    simplified = _without_null(generated)
    return {"$schema": _DIALECT, **simplified, "title": "Trajectory plan"}


def _without_null(node: Any) -> Any:  # noqa: ANN401  (any JSON)
    if isinstance(node, list):
        return [_without_null(inner) for inner in node]
    if not isinstance(node, dict):
        return node
    if "anyOf" in node:
        choices = [choice for choice in node["anyOf"] if choice != {"type": "null"}]
        rest = {key: value for key, value in node.items() if key != "anyOf"}
        node = {**choices[0], **rest} if len(choices) == 1 else {**rest, "anyOf": choices}
    node = {key: value for key, value in node.items() if not (key == "default" and value is None)}
    return {key: _without_null(value) for key, value in node.items()}
