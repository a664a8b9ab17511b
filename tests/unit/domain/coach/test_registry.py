"""Every check is in the registry, with all that people need to know about it."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import trajectory.domain.coach as package
from trajectory.domain.coach.registry import RULES
from trajectory.domain.coach.rule import Rule

LEFT_OUT = {"C05", "C13"}
"""Numbers that no check has."""


def test_no_check_is_left_out_of_the_registry() -> None:
    found = pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
    modules = [importlib.import_module(module.name) for module in found]
    declared = {
        value.name for module in modules for value in vars(module).values() if type(value) is Rule
    }
    assert declared == {rule.name for rule in RULES}
    assert len(RULES) == len(declared)


def test_codes_run_from_c01_to_c44() -> None:
    codes = {f"C{number:02}" for number in range(1, 45)} - LEFT_OUT
    assert {rule.code for rule in RULES} == codes
    assert [rule.code for rule in RULES] == sorted(rule.code for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code} {rule.name}")
def test_a_check_says_when_it_asks_and_why(rule: Rule) -> None:
    assert rule.question.endswith("?")
    assert rule.when.endswith(".")
    assert rule.why.endswith(".")
    assert len(rule.why) > len("Because.")
    assert rule.question[0].isupper()
