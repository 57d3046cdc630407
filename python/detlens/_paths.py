"""Paths as arguments."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, TypeGuard


def is_path(value: Any) -> TypeGuard[str | os.PathLike[str]]:
    """Whether a value names a file."""
    return isinstance(value, (str, os.PathLike))


def are_paths(values: Any) -> TypeGuard[Sequence[str | os.PathLike[str]]]:
    """Whether a value is a list of names of files; an empty one is a list of no results."""
    return _is_sequence(values) and len(values) > 0 and all(is_path(path) for path in values)


def _is_sequence(value: Any) -> TypeGuard[Sequence[Any]]:
    return isinstance(value, (list, tuple))
