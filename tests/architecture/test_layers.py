"""The laws of the house: import-linter's contracts are kept, and each of them can be broken."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.repository import ROOT, published_files

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"]

# For each contract, by id, a module and an import that the contract must refuse there.
BREACHES = {
    "layers": ("domain/breach.py", "import trajectory.storage"),
    "textual": ("usecases/breach.py", "import textual.app"),
    "click": ("tui/breach.py", "import click"),
    "toml": ("storage/breach.py", "import tomli_w"),
    "one-toml-parser": ("exporters/breach.py", "import tomllib"),
    "widgets": ("tui/widgets/breach.py", "import trajectory.tui.screens"),
    "through-usecases": ("tui/screens/breach.py", "import trajectory.storage"),
    "pure-domain": ("domain/breach_of_purity.py", "import pathlib"),
}
CLOCKS = {"now", "today", "utcnow"}
CLOCK_OWNERS = {"date", "datetime", "dt"}
DISK_AND_SCREEN = {"open", "print", "input"}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts for the `trajectory` package that lies in a folder."""
    code = (
        "import sys, importlinter.cli as c; sys.exit(c.lint_imports(no_logo=True, no_cache=True))"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=os.environ | {"COLUMNS": "200"},  # a contract's name and its verdict on one line
        check=False,
        capture_output=True,
        text=True,
    )


def test_contracts_are_kept() -> None:
    checked = lint(ROOT)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_every_contract_is_tried() -> None:
    assert {contract["id"] for contract in CONTRACTS} == set(BREACHES)


def test_each_contract_can_be_broken(tmp_path: Path) -> None:
    """A contract that nothing can break protects nothing: one wrong import each, all must fail."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "trajectory", tmp_path / "trajectory", ignore=ignored)
    for place, line in BREACHES.values():
        (tmp_path / "trajectory" / place).write_text(f"{line}\n", encoding="utf-8")

    checked = lint(tmp_path)

    verdicts = checked.stdout.splitlines()
    unbroken = [
        contract["name"]
        for contract in CONTRACTS
        if not any(verdict.startswith(f"{contract['name']} BROKEN") for verdict in verdicts)
    ]
    assert unbroken == [], checked.stdout


def modules(package: str) -> list[Path]:
    """Return the project's modules under a folder of `trajectory/`."""
    folder = Path("trajectory") / package
    return [path for path in published_files() if path.suffix == ".py" and folder in path.parents]


def tree(module: Path) -> ast.Module:
    return ast.parse((ROOT / module).read_text(encoding="utf-8"), str(module))


def impure(node: ast.AST) -> bool:
    """Say whether an expression asks the clock, the disk or the screen."""
    match node:
        case ast.Attribute(attr=name, value=ast.Name(id=owner) | ast.Attribute(attr=owner)):
            return name in CLOCKS and owner in CLOCK_OWNERS
        case ast.Call(func=ast.Name(id=name)):
            return name in DISK_AND_SCREEN
        case _:
            return False


@pytest.mark.parametrize(
    "code", ["dt.datetime.now(dt.UTC)", "date.today()", "field(default=datetime.utcnow)", "open(p)"]
)
def test_what_counts_as_impure(code: str) -> None:
    assert any(impure(node) for node in ast.walk(ast.parse(code)))


def test_the_domain_asks_no_clock_and_no_disk() -> None:
    found = [
        f"{module}:{node.lineno}: {ast.unparse(node)}"
        for module in modules("domain")
        for node in ast.walk(tree(module))
        if impure(node) and isinstance(node, ast.expr)
    ]
    assert found == []


def test_values_are_compared_by_what_they_hold() -> None:
    """An `__eq__` of one's own hides edits from undo, saving and merging."""
    found = [
        f"{module}:{node.lineno}"
        for module in modules("")
        for node in ast.walk(tree(module))
        if isinstance(node, ast.FunctionDef) and node.name in {"__eq__", "__ne__"}
    ]
    assert found == []


def test_models_are_replaced_through_validation() -> None:
    """`model_copy(update=...)` and `model_construct` take any value, right or wrong."""
    found = [
        f"{module}:{node.lineno}: {ast.unparse(node)}"
        for module in modules("")
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (
            node.func.attr == "model_construct"
            or (node.func.attr == "model_copy" and (node.args or node.keywords))
        )
    ]
    assert found == []
