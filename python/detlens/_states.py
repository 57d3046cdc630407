"""What an `Evaluator` keeps of each image, and how it is written for another process."""

from __future__ import annotations

from typing import Any, TypedDict, cast

import numpy as np

from detlens import _inputs, _targets


class Image(TypedDict):
    """All that came of one image."""

    image_id: Any
    detections: list[_inputs.Batch]
    ground_truths: list[_targets.Target]


def coded(batch: _inputs.Uncoded, target: _targets.Uncoded | None) -> Image:
    """One update, with its masks as run lengths."""
    return {
        "image_id": batch["image_id"],
        "detections": [_inputs.coded(batch)],
        "ground_truths": [] if target is None else [_targets.coded(target)],
    }


def joined(parts: list[Image]) -> Image:
    """All updates of one image."""
    return {
        "image_id": parts[0]["image_id"],
        "detections": [batch for part in parts for batch in part["detections"]],
        "ground_truths": [target for part in parts for target in part["ground_truths"]],
    }


def plain(image: Image) -> dict[str, Any]:
    """An image as lists and texts; numbers keep their bits."""
    return {
        "image_id": image["image_id"],
        "detections": [_plain_columns(batch) for batch in image["detections"]],
        "ground_truths": [_plain_columns(target) for target in image["ground_truths"]],
    }


def of_plain(image: dict[str, Any]) -> Image:
    """The image that `plain` was given."""
    image_id = image["image_id"]
    batches = [_columns_of_plain(columns) for columns in image["detections"]]
    return {
        "image_id": image_id,
        "detections": [cast(_inputs.Batch, {"image_id": image_id, **one}) for one in batches],
        "ground_truths": [
            cast(_targets.Target, _columns_of_plain(columns)) for columns in image["ground_truths"]
        ],
    }


def _plain_columns(columns: Any) -> dict[str, Any]:
    written: dict[str, Any] = {}
    for name, values in columns.items():
        if isinstance(values, np.ndarray):
            written[name] = values.tolist()
        elif name == "masks" and values is not None:
            written[name] = [[one["size"], _text(one["counts"])] for one in values]
        elif name != "image_id":
            written[name] = values
    return written


def _columns_of_plain(columns: dict[str, Any]) -> dict[str, Any]:
    read = dict(columns)
    for name in ("scores", "boxes", "areas"):
        if read.get(name) is not None:
            read[name] = np.array(read[name], dtype=np.float64)
    if read.get("boxes") is not None:
        read["boxes"] = read["boxes"].reshape(-1, 4)
    if read.get("masks") is not None:
        read["masks"] = [{"size": size, "counts": text.encode()} for size, text in read["masks"]]
    return read


def _text(counts: Any) -> str:
    return counts if isinstance(counts, str) else str(counts, "ascii")
