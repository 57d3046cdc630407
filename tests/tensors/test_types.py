"""What the package's types are checked against is true of the real torch and torchmetrics."""

import ast
import importlib
from pathlib import Path

import pytest

TYPINGS = Path(__file__).parents[2] / "python" / "typings"


def described(body, inside=""):
    """The names that a stub describes, those of a class after its own."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield inside + node.name
            yield from described(node.body, f"{inside}{node.name}.")
        elif isinstance(node, ast.FunctionDef):
            yield inside + node.name
        elif isinstance(node, ast.AnnAssign):
            yield inside + node.target.id


@pytest.mark.parametrize("package", sorted(path.name for path in TYPINGS.iterdir()))
def test_what_is_described_is_there(package):
    stub = ast.parse((TYPINGS / package / "__init__.pyi").read_text(encoding="utf-8"))
    names = list(described(stub.body))
    assert names
    for name in names:
        found = importlib.import_module(package)
        for part in name.split("."):
            found = getattr(found, part)
