"""No constant of a module is defined twice: the second value would silently hide the first."""

import ast
import collections
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("bench", "claimwire", "deploy", "examples", "pipeline", "schemas", "tests", "transforms")
MODULES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


def _defined_twice(source: str) -> list[str]:
    """The names that a module's own level assigns more than once."""
    names = collections.Counter(
        target.id
        for statement in ast.parse(source).body
        for target in _targets(statement)
        if isinstance(target, ast.Name)
    )
    return [name for name, count in names.items() if count > 1]


def _targets(statement: ast.stmt) -> list[ast.expr]:
    if isinstance(statement, ast.Assign):
        return statement.targets
    return [statement.target] if isinstance(statement, ast.AnnAssign) else []


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("_A = 1\n_B = 2\n_A = 3", ["_A"]),
        ("_A: int = 1\n_A = 3", ["_A"]),
        ("_A = 1\ndef f():\n    _A = 2", []),
        ("if x:\n    _A = 1\nelse:\n    _A = 2", []),
    ],
)
def test_the_check_sees_a_second_value(source: str, names: list[str]) -> None:
    assert _defined_twice(source) == names


def test_no_constant_is_defined_twice() -> None:
    assert MODULES
    found = {path: _defined_twice(path.read_text(encoding="utf-8")) for path in MODULES}
    assert {path: names for path, names in found.items() if names} == {}
