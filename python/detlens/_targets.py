"""Ground truth that comes image by image, as targets of torchmetrics, made into COCO's lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypedDict

import numpy as np
import numpy.typing as npt

from detlens import _inputs, mask
from detlens._detlens import InputError
from detlens._kinds import is_mapping

if TYPE_CHECKING:
    from detlens import _states


class Uncoded(TypedDict):
    """The ground truths of one image, as columns of length ``N``."""

    category_ids: list[Any]
    boxes: npt.NDArray[np.float64] | None
    masks: Any
    is_crowd: list[bool]
    areas: npt.NDArray[np.float64] | None


class Target(TypedDict):
    """The same with masks as run lengths."""

    category_ids: list[Any]
    boxes: npt.NDArray[np.float64] | None
    masks: list[mask.Rle] | None
    is_crowd: list[bool]
    areas: npt.NDArray[np.float64] | None


def uncoded(target: Any, reading: _inputs.Reading) -> Uncoded:
    """The columns of a target: ``boxes`` or ``masks``, ``labels``, ``iscrowd``, ``area``."""
    if not is_mapping(target) or "labels" not in target:
        raise InputError("the ground truth of an image must be a dict with labels")
    labels = _inputs.array(target["labels"])
    boxes, areas = target.get("boxes"), target.get("area")
    crowds = target.get("iscrowd")
    return {
        "category_ids": _inputs.categories_of(labels, reading),
        "boxes": None
        if boxes is None
        else _inputs.as_xywh(boxes, reading.box_format),
        "masks": target.get("masks"),
        "is_crowd": [False] * len(labels)
        if crowds is None
        else _inputs.array(crowds).astype(bool).tolist(),
        "areas": None if areas is None else _inputs.numbers(areas),
    }


def coded(target: Uncoded) -> Target:
    """The target with its masks as run lengths."""
    return {
        "category_ids": target["category_ids"],
        "boxes": target["boxes"],
        "masks": _inputs.run_lengths(target["masks"]),
        "is_crowd": target["is_crowd"],
        "areas": target["areas"],
    }


def category_records(categories: Mapping[Any, str] | Sequence[str] | None) -> list[dict[str, Any]]:
    """COCO's list of categories; the ids of a list count from 0."""
    named = categories or {}
    pairs = named.items() if isinstance(named, Mapping) else enumerate(named)
    return [{"id": id_, "name": name} for id_, name in pairs]


def document(categories: list[dict[str, Any]], images: Sequence[_states.Image]) -> dict[str, Any]:
    """COCO's lists of the images; annotations are numbered from 1 in their order."""
    records: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    for image in images:
        sizes = [one["size"] for part in _parts(image) for one in part["masks"] or []]
        size = {"height": sizes[0][0], "width": sizes[0][1]} if sizes else {}
        records.append({"id": image["image_id"], **size})
        for target in image["ground_truths"]:
            annotations += _annotations(image["image_id"], target, len(annotations) + 1)
    return {"images": records, "categories": categories, "annotations": annotations}


def _parts(image: _states.Image) -> list[Target | _inputs.Batch]:
    return [*image["ground_truths"], *image["detections"]]


def _annotations(image_id: Any, target: Target, first_id: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for row, category_id in enumerate(target["category_ids"]):
        record: dict[str, Any] = {"id": first_id + row, "image_id": image_id}
        record["category_id"] = category_id
        record["iscrowd"] = int(target["is_crowd"][row])
        if (boxes := target["boxes"]) is not None:
            record["bbox"] = boxes[row].tolist()
        if (masks := target["masks"]) is not None:
            record["segmentation"] = masks[row]
        if (areas := target["areas"]) is not None:
            record["area"] = float(areas[row])
        rows.append(record)
    return rows
