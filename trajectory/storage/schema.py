"""The JSON Schema of a plan file, generated from the models, for editors that check hand edits."""

from __future__ import annotations

import ast
import functools
import inspect
import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import ModuleType
from typing import Any

from trajectory.domain import plan as models
from trajectory.domain.plan import Plan

FILE_NAME = "trajectory-plan.schema.json"
"""What the schema is called; it lies in the plans folder, beside the groups' folders."""

_DIALECT = "http://json-schema.org/draft-07/schema#"
"""The dialect that editors' TOML support (taplo) knows best."""


@functools.cache
def json_schema() -> str:
    """The schema as indented JSON text, ending with a line end; the same text every time."""
    generated = Plan.model_json_schema(by_alias=True)
    said = field_docs(models)
    for name, rules in {**generated["$defs"], Plan.__name__: generated}.items():
        model: type[models.Model] = getattr(models, name)
        for field, words in _inherited(said, model).items():
            alias = model.model_fields[field].alias or field
            described = rules["properties"][alias] | {"description": words}
            rules["properties"][alias] = dict(sorted(described.items()))
    return json.dumps(_of_plans(generated), indent=2, ensure_ascii=False) + "\n"


@functools.cache
def schema() -> Mapping[str, Any]:
    """The rules as data; do not change them. Missing means "not said", so null is never a value."""
    return _of_plans(Plan.model_json_schema(by_alias=True))


def _of_plans(generated: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": _DIALECT, **_without_null(generated), "title": "Trajectory plan"}


def _inherited(said: Mapping[str, Mapping[str, str]], model: type) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for each in reversed(model.__mro__):
        found |= said.get(each.__name__, {})
    return found


def field_docs(module: ModuleType) -> Mapping[str, Mapping[str, str]]:
    """What stands under each field in the source of a module of models, by model and field.

    Pydantic can collect these docstrings, but does so whenever the models are loaded, which is at
    every start, and it takes as long as all else about them.
    """
    try:
        tree = ast.parse(inspect.getsource(module))
    except (OSError, SyntaxError):  # no source, or half a newer one: the rules hold without words
        return {}
    classes = (node for node in tree.body if isinstance(node, ast.ClassDef))
    return {node.name: dict(_described_fields(node)) for node in classes}


def _described_fields(model: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, after in pairwise(model.body):
        match field, after:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(words))),
            ):
                yield name, inspect.cleandoc(words)
            case _:
                pass


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
