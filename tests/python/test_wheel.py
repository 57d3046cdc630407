"""Which interpreters take the wheel: those with the interpreter's lock, and no others."""

from importlib import metadata

import pytest
from packaging import tags

PLATFORM = ["any_platform"]


def interpreters_of_wheel():
    """The tags of the installed wheel without their platform."""
    text = metadata.distribution("detlens").read_text("WHEEL")
    lines = [line.removeprefix("Tag: ") for line in text.splitlines() if line.startswith("Tag: ")]
    return {tuple(line.split("-")[:2]) for line in lines}


def taken(version, abi):
    supported = tags.cpython_tags(python_version=version, abis=[abi], platforms=PLATFORM)
    return any((tag.interpreter, tag.abi) in interpreters_of_wheel() for tag in supported)


@pytest.mark.parametrize("minor", range(10, 16))
def test_interpreters_with_a_lock_take_it(minor):
    assert taken((3, minor), f"cp3{minor}")


@pytest.mark.parametrize("minor", [13, 14])
def test_interpreters_without_a_lock_refuse_it(minor):
    """They could not load it; pip then builds from source."""
    assert not taken((3, minor), f"cp3{minor}t")


def test_older_interpreters_refuse_it():
    assert not taken((3, 9), "cp39")
