"""Every example in the docstrings and in `docs/python.md` runs and gives what it says."""

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import detlens

PAGE = Path(__file__).parents[2] / "docs/python.md"
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(detlens.__path__, "detlens.")
    # That of torchmetrics needs it, and is tested where it is.
    if module.name not in ("detlens.__main__", "detlens._detlens", "detlens.torchmetrics")
)


@pytest.mark.parametrize("name", MODULES)
def test_docstrings(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_some_docstrings_have_examples():
    found = [doctest.DocTestFinder().find(importlib.import_module(name)) for name in MODULES]
    assert sum(len(test.examples) for tests in found for test in tests) > 20


def test_the_page(tmp_path, monkeypatch):
    """The blocks of the page run one after the other, as a notebook's cells do."""
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```pycon\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert len(blocks) > 5
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, PAGE.name, str(PAGE), 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    assert runner.run(test).failed == 0


def test_every_public_name_is_on_the_page():
    text = PAGE.read_text()
    names = [name for name in detlens.__all__ if f"`{name}`" not in text and f"`detlens.{name}`" not in text]
    assert names == []
