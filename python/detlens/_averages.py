"""COCO's averages of images that are in memory, under the names of torchmetrics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import numpy as np

from detlens import _detlens, _states
from detlens._detlens import SettingsError
from detlens.coco import _cells
from detlens.coco._params import Params
from detlens.coco._summary import Number, mean


class Arrays(NamedTuple):
    """The arrays of `COCOeval.eval`: ``[T, R, K, A, M]`` and ``[T, K, A, M]``."""

    precision: _cells.FloatArray
    recall: _cells.FloatArray


def settings(
    iou_type: str,
    iou_thresholds: Sequence[float] | None,
    rec_thresholds: Sequence[float] | None,
    limits: Sequence[int] | None,
) -> Params:
    params = Params(iou_type)
    if iou_thresholds is not None:
        params.iouThrs = np.array(iou_thresholds, dtype=np.float64)
    if rec_thresholds is not None:
        params.recThrs = np.array(rec_thresholds, dtype=np.float64)
    if limits is not None:
        if len(limits) != 3:
            raise SettingsError(f"there must be three max_detection_thresholds, not {len(limits)}")
        params.maxDets = sorted(limits)
    return params


def evaluated(
    params: Params,
    images: list[_states.Image],
    classes: list[int],
    iou_types: Sequence[str],
    *,
    is_micro: bool,
) -> Arrays:
    """Evaluates the images; as `micro` with every object of one class."""
    ground_truths = _records(images, "ground_truths", params, iou_types)
    detections = _records(images, "detections", params, iou_types)
    if is_micro:
        for record in [*ground_truths, *detections]:
            record["category_id"] = 0
    params.imgIds = list(range(len(images)))
    params.catIds = [0] if is_micro else classes
    source = _detlens.CocoInput(
        gts=ground_truths,
        dts=detections,
        image_ids=params.imgIds,
        image_sizes=[None] * len(images),
        category_ids=params.catIds,
        iou_type=params.iouType,
        use_categories=True,
    )
    arrays = source.arrays(
        [float(threshold) for threshold in params.iouThrs],
        [float(threshold) for threshold in params.recThrs],
        params.maxDets,
        [(float(low), float(high)) for low, high in params.areaRng],
    )
    if arrays is None:
        arrays = _cells.accumulate(_cells.all_cells(source, params), params, params)
    return Arrays(arrays[0], arrays[1])


def _records(
    images: list[_states.Image],
    kind: Literal["ground_truths", "detections"],
    params: Params,
    iou_types: Sequence[str],
) -> list[dict[str, Any]]:
    """COCO's annotations or results, with ids from 1."""
    records: list[dict[str, Any]] = []
    for image_id, image in enumerate(images):
        for part in image[kind]:
            for row, label in enumerate(part["category_ids"]):
                record = {"id": len(records) + 1, "image_id": image_id, "category_id": label}
                records.append(record | _object(part, row, params, iou_types))
    return records


def _object(part: Any, row: int, params: Params, iou_types: Sequence[str]) -> dict[str, Any]:
    """The place, area, score and crowd of one object."""
    is_target = "is_crowd" in part
    record: dict[str, Any] = {"iscrowd": int(part["is_crowd"][row])} if is_target else {}
    if not is_target:
        record["score"] = float(part["scores"][row])
    if part["boxes"] is not None:
        record["bbox"] = part["boxes"][row].tolist()
    if part["masks"] is not None:
        record["segmentation"] = part["masks"][row]
    # With both, torchmetrics takes the area of a target from its mask for either.
    has_area_of_mask = "segm" in iou_types if is_target else params.iouType == "segm"
    given = part["areas"][row] if is_target and part["areas"] is not None else 0
    if given > 0:
        record["area"] = float(given)
    elif has_area_of_mask:
        record["area"] = float(_detlens.areas([record["segmentation"]])[0])
    else:
        record["area"] = record["bbox"][2] * record["bbox"][3]
    return record


def of_class(arrays: Arrays, at: int) -> Arrays:
    return Arrays(arrays.precision[:, :, [at]], arrays.recall[:, [at]])


def means(params: Params, arrays: Arrays) -> dict[str, float]:
    """The numbers of a summary under the names of torchmetrics."""
    last, ranges = params.maxDets[-1], params.areaRngLbl[1:]
    wanted = {
        "map": Number(True, None, "all", last),
        "map_50": Number(True, 0.5, "all", last),
        "map_75": Number(True, 0.75, "all", last),
    }
    wanted |= {f"map_{area}": Number(True, None, area, last) for area in ranges}
    wanted |= {f"mar_{limit}": Number(False, None, "all", limit) for limit in params.maxDets}
    wanted |= {f"mar_{area}": Number(False, None, area, last) for area in ranges}
    values = arrays._asdict()
    return {name: mean(params, values, number) for name, number in wanted.items()}
