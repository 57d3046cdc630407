"""The twelve numbers of a summary, and the lines that show them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from detlens._detlens import DetlensError
from detlens.coco._params import Params


class TooFewLimits(DetlensError, IndexError):
    """A summary needs three detection limits; pycocotools raises `IndexError` there."""


class Number(NamedTuple):
    """What one of the numbers is taken over."""

    is_precision: bool
    iou_threshold: float | None
    area_range: str
    max_detections: int


def numbers(params: Params, arrays: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """The lines of a summary and their numbers, one after the other.

    Raises
    ------
    TooFewLimits
        After the first number, if there are fewer than three detection limits.
    """
    for number in _wanted(params):
        value = mean(params, arrays, number)
        yield _line(params, number, value), value


def _wanted(params: Params) -> Iterator[Number]:
    # COCO rule: the first number is taken at 100 detections, whatever the limits are.
    yield Number(True, None, "all", 100)
    if len(params.maxDets) < 3:
        raise TooFewLimits(
            f"a summary needs three detection limits, but maxDets is {list(params.maxDets)}"
        )
    first, second, third = params.maxDets[:3]
    yield Number(True, 0.5, "all", third)
    yield Number(True, 0.75, "all", third)
    for area_range in ("small", "medium", "large"):
        yield Number(True, None, area_range, third)
    for limit in (first, second, third):
        yield Number(False, None, "all", limit)
    for area_range in ("small", "medium", "large"):
        yield Number(False, None, area_range, third)


def mean(params: Params, arrays: dict[str, Any], number: Number) -> float:
    """The mean of what is defined, in numpy's order of sums; -1 if nothing is."""
    values = arrays["precision" if number.is_precision else "recall"]
    if number.iou_threshold is not None:
        values = values[np.flatnonzero(number.iou_threshold == np.asarray(params.iouThrs))]
    areas = [at for at, name in enumerate(params.areaRngLbl) if name == number.area_range]
    limits = [at for at, limit in enumerate(params.maxDets) if limit == number.max_detections]
    chosen = values[..., areas, limits]
    defined: npt.NDArray[np.float64] = chosen[chosen > -1]
    return float(np.mean(defined)) if len(defined) else -1


def _line(params: Params, number: Number, value: float) -> str:
    kind, short = ("Precision", "AP") if number.is_precision else ("Recall", "AR")
    title = f"Average {kind}"
    if number.iou_threshold is None:
        ious = f"{params.iouThrs[0]:0.2f}:{params.iouThrs[-1]:0.2f}"
    else:
        ious = f"{number.iou_threshold:0.2f}"
    where = f"IoU={ious:<9} | area={number.area_range:>6s} | maxDets={number.max_detections:>3d}"
    return f" {title:<18} ({short}) @[ {where} ] = {value:0.3f}"
