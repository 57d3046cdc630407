"""Results on a ground truth: `COCO.loadRes`."""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from detlens import mask
from detlens._detlens import InputError
from detlens._kinds import is_array, is_list
from detlens._paths import is_path

#: Rows of an array between two lines of progress.
_ROWS_PER_LINE = 1_000_000


def load(ground_truth: Any, results: Any, source: Any) -> None:
    """Fills `results`, an empty `COCO`, with the results of a path, a list or an array."""
    results.dataset["info"] = copy.deepcopy(ground_truth.dataset.get("info", {}))
    results.dataset["images"] = list(ground_truth.dataset["images"])
    print("Loading and preparing results...")
    start = time.time()
    records = [dict(record) for record in _records(source)]
    _check_images(records, ground_truth)
    complete = _completion(records)
    if complete is None:
        _keep_captioned(results, records)
    else:
        results.dataset["categories"] = copy.deepcopy(ground_truth.dataset["categories"])
        complete(records)
    print(f"DONE (t={time.time() - start:0.2f}s)")
    results.dataset["annotations"] = records
    results.createIndex()


def of_array(data: Any) -> list[dict[str, Any]]:
    """Results of an array ``[N, 7]``: image id, x, y, width, height, score, category id."""
    print("Converting ndarray to lists...")
    if not is_array(data) or data.ndim != 2 or data.shape[1] != 7:
        shape = list(np.shape(data))
        raise InputError(f"results as an array must have the shape [N, 7], not {shape}")
    print(data.shape)
    records: list[dict[str, Any]] = []
    for place, (image_id, x, y, width, height, score, category_id) in enumerate(data):
        if place % _ROWS_PER_LINE == 0:
            print(f"{place}/{len(data)}")
        records.append(
            {
                "image_id": int(image_id),
                "bbox": [x, y, width, height],
                "score": score,
                "category_id": int(category_id),
            }
        )
    return records


def _records(source: Any) -> list[Any]:
    if is_path(source):
        with open(source) as file:
            source = json.load(file)
    elif is_array(source):
        source = of_array(source)
    if not is_list(source):
        raise InputError(f"results must be a list, not {type(source).__name__}")
    return source


def _check_images(records: list[Any], ground_truth: Any) -> None:
    known = set(ground_truth.getImgIds())
    for place, record in enumerate(records):
        if record["image_id"] not in known:
            raise InputError(
                f"result [{place}]: the ground truth has no image {record['image_id']!r}"
            )


def _completion(records: list[Any]) -> Callable[[list[Any]], None] | None:
    """What adds the keys that annotations have; None for captions, which have none.

    COCO rule: the first result decides what all of them are.
    """
    first: dict[str, Any] = records[0] if records else {"bbox": [0, 0, 0, 0]}
    if "caption" in first:
        return None
    if first.get("bbox", []) != []:
        return _complete_boxes
    if "segmentation" in first:
        return _complete_masks
    raise InputError("result [0] has neither a bbox nor a segmentation")


def _complete_boxes(records: list[Any]) -> None:
    for place, record in enumerate(records):
        left, top, width, height = record["bbox"]
        right, bottom = left + width, top + height
        if "segmentation" not in record:
            corners = [left, top, left, bottom, right, bottom, right, top]
            record["segmentation"] = [corners]
        record.update(area=width * height, id=place + 1, iscrowd=0)


def _complete_masks(records: list[Any]) -> None:
    masks = [record["segmentation"] for record in records]
    measured = zip(records, mask.area(masks), mask.toBbox(masks))
    for place, (record, area, bbox) in enumerate(measured):
        record["area"] = area
        record.setdefault("bbox", bbox)
        record.update(id=place + 1, iscrowd=0)


def _keep_captioned(results: Any, records: list[Any]) -> None:
    for place, record in enumerate(records):
        record["id"] = place + 1
    captioned = {record["image_id"] for record in records}
    images = results.dataset["images"]
    results.dataset["images"] = [image for image in images if image["id"] in captioned]
