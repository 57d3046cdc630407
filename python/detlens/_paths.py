"""Paths as arguments."""

from __future__ import annotations

import os
from typing import Any


def is_path(value: Any) -> bool:
    """Whether a value names a file."""
    return isinstance(value, (str, os.PathLike))


def are_paths(values: Any) -> bool:
    """Whether a value is a list of names of files; an empty one is a list of no results."""
    is_list = isinstance(values, (list, tuple)) and len(values) > 0
    return is_list and all(is_path(path) for path in values)
