"""What a value of no known type turns out to be, in words that type checkers follow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeGuard

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from detlens.mask import Rle


def is_array(value: Any) -> TypeGuard[npt.NDArray[Any]]:
    return isinstance(value, np.ndarray)


def is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def is_mapping(value: Any) -> TypeGuard[Mapping[Any, Any]]:
    return isinstance(value, Mapping)


def is_record(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether a value is a dictionary, whose keys are then taken to be names as in JSON."""
    return isinstance(value, dict)


def are_records(value: Any) -> TypeGuard[list[dict[str, Any]]]:
    """Whether a value is a list of nothing but dictionaries; an empty one is."""
    return is_list(value) and all(isinstance(element, dict) for element in value)


def are_masks(value: Any) -> TypeGuard[list[Rle]]:
    """Whether a value is a list of run lengths; what they hold is checked where they are read."""
    return are_records(value)
