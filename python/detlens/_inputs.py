"""Ground truths and detections as programs hold them, brought into one form.

A ground truth becomes COCO's three lists. Detections become COCO's results, or a batch for each
image: ids of categories, scores, boxes ``[N, 4]`` as x, y, width and height in px, and masks as run
lengths.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypedDict, Union

import numpy as np
import numpy.typing as npt

from detlens import mask
from detlens._detlens import InputError, SettingsError
from detlens._paths import is_path

BoxFormat = Literal["xyxy", "xywh", "cxcywh"]

#: Ids of categories, length ``N``: an array wherever all of them are numbers.
Ids = Union[npt.NDArray[np.int64], list[Any]]


class Batch(TypedDict):
    """The detections of one image, as columns of length ``N``."""

    image_id: Any
    category_ids: Ids
    scores: npt.NDArray[np.float64]
    boxes: npt.NDArray[np.float64] | None
    masks: list[mask.Rle] | None


class Uncoded(TypedDict):
    """A batch whose masks are still in the form they came in."""

    image_id: Any
    category_ids: Ids
    scores: npt.NDArray[np.float64]
    boxes: npt.NDArray[np.float64] | None
    masks: Any


class Reading(NamedTuple):
    """How detections are to be understood."""

    box_format: BoxFormat | None
    """What the numbers of a box are, where the object does not say it itself."""
    category_ids: Mapping[int, Any] | list[Any] | None
    """The id of the category that each label stands for; labels are ids without it."""


def ground_truth_of(ground_truth: Any) -> Path | dict[str, Any]:
    """COCO's lists of a dictionary or an object with a ``dataset``; of a file its path.

    A file that is compressed is read here.
    """
    if is_path(ground_truth):
        path = Path(ground_truth)
        if path.suffix == ".json" and path.is_file():
            return path
        ground_truth = _loaded(path)
    document = getattr(ground_truth, "dataset", ground_truth)
    if not isinstance(document, dict):
        kind = type(ground_truth).__name__
        raise InputError(f"a ground truth must be a path, a COCO object or a dict, not {kind}")
    return document


def detections_of(
    detections: Any, reading: Reading
) -> tuple[list[dict[str, Any]], list[Batch]]:
    """Results and batches; one of the two lists is empty."""
    if is_path(detections):
        detections = _loaded(Path(detections))
    detections = getattr(detections, "dataset", detections)
    if isinstance(detections, dict) and "annotations" in detections:
        detections = detections["annotations"]
    if isinstance(detections, np.ndarray):
        return [], batches_of_array(detections)
    if isinstance(detections, Mapping):
        return [], [batch_of(image_id, value, reading) for image_id, value in detections.items()]
    if isinstance(detections, list) and all(isinstance(row, dict) for row in detections):
        return detections, []
    kind = type(detections).__name__
    raise InputError(
        f"detections must be paths, a COCO object, a list of results, an array [N, 7] or a dict "
        f"from image ids to detections, not {kind}"
    )


def batches_of_array(rows: npt.NDArray[Any]) -> list[Batch]:
    """The batches of an array ``[N, 7]``: image id, x, y, width, height, score, category id."""
    if rows.ndim != 2 or rows.shape[1] != 7:
        raise InputError(f"results as an array must have the shape [N, 7], not {list(rows.shape)}")
    image_ids = rows[:, 0].astype(np.int64)
    order = np.argsort(image_ids, kind="stable")
    image_ids, rows = image_ids[order], rows[order]
    category_ids = rows[:, 6].astype(np.int64)
    scores, boxes = rows[:, 5].astype(np.float64), rows[:, 1:5].astype(np.float64)
    starts = np.flatnonzero(np.diff(image_ids, prepend=np.nan)).tolist()
    parts = [slice(start, end) for start, end in zip(starts, [*starts[1:], len(rows)])]
    # Copies, as the compiled half compares all arrays that share their memory with each other.
    return [
        {
            "image_id": int(image_ids[part.start]),
            "category_ids": category_ids[part].copy(),
            "scores": scores[part].copy(),
            "boxes": boxes[part].copy(),
            "masks": None,
        }
        for part in parts
    ]


def batch_of(image_id: Any, detections: Any, reading: Reading) -> Batch:
    """The detections of one image, from any of the objects that detectors give."""
    return coded(uncoded(image_id, detections, reading))


def uncoded(image_id: Any, detections: Any, reading: Reading) -> Uncoded:
    """As `batch_of`, with masks as they are given.

    - a dictionary with ``boxes``, ``scores`` and ``labels``, and perhaps ``masks``, as torchvision
      and Hugging Face give it;
    - a dictionary with ``segmentation`` and ``segments_info``, as Hugging Face gives it;
    - ``supervision.Detections``; Ultralytics' ``Results``.
    """
    if isinstance(detections, Mapping):
        if "segments_info" in detections:
            return _of_segments(image_id, detections, reading)
        return _of_columns(image_id, detections, reading)
    if hasattr(detections, "xyxy") and hasattr(detections, "class_id"):
        return _of_supervision(image_id, detections, reading)
    if hasattr(detections, "boxes") and hasattr(detections, "orig_shape"):
        return _of_ultralytics(image_id, detections, reading)
    kind = type(detections).__name__
    raise InputError(
        f"the detections of image {image_id!r} are of type {kind}; give a dict of boxes, scores "
        "and labels, supervision.Detections or Ultralytics' Results"
    )


def coded(batch: Uncoded) -> Batch:
    """The batch with its masks as run lengths; what takes time of all that is done here."""
    return {
        "image_id": batch["image_id"],
        "category_ids": batch["category_ids"],
        "scores": batch["scores"],
        "boxes": batch["boxes"],
        "masks": run_lengths(batch["masks"]),
    }


def _of_columns(image_id: Any, columns: Mapping[str, Any], reading: Reading) -> Uncoded:
    for name in ("scores", "labels"):
        if name not in columns:
            raise InputError(f"the detections of image {image_id!r} have no {name!r}")
    boxes = columns.get("boxes")
    return {
        "image_id": image_id,
        "category_ids": ids_of(array(columns["labels"]), reading),
        "scores": array(columns["scores"]).astype(np.float64),
        "boxes": None if boxes is None else as_xywh(array(boxes), reading.box_format),
        "masks": columns.get("masks"),
    }


def _of_segments(image_id: Any, segments: Mapping[str, Any], reading: Reading) -> Uncoded:
    picture = array(segments["segmentation"])
    infos = segments["segments_info"]
    bitmaps = np.stack([picture == info["id"] for info in infos]) if infos else None
    return {
        "image_id": image_id,
        "category_ids": ids_of(np.array([info["label_id"] for info in infos]), reading),
        "scores": np.array([info["score"] for info in infos], dtype=np.float64),
        "boxes": None,
        "masks": [] if bitmaps is None else bitmaps,
    }


def _of_supervision(image_id: Any, detections: Any, reading: Reading) -> Uncoded:
    if detections.confidence is None or detections.class_id is None:
        raise InputError(f"the detections of image {image_id!r} need confidence and class_id")
    return {
        "image_id": image_id,
        "category_ids": ids_of(array(detections.class_id), reading),
        "scores": array(detections.confidence).astype(np.float64),
        "boxes": as_xywh(array(detections.xyxy), "xyxy"),
        "masks": detections.mask,
    }


def _of_ultralytics(image_id: Any, results: Any, reading: Reading) -> Uncoded:
    height, width = results.orig_shape
    outlines = None if results.masks is None else results.masks.xy
    return {
        "image_id": image_id,
        "category_ids": ids_of(array(results.boxes.cls).astype(np.int64), reading),
        "scores": array(results.boxes.conf).astype(np.float64),
        "boxes": as_xywh(array(results.boxes.xyxy), "xyxy"),
        "masks": None if outlines is None else [_filled(ring, height, width) for ring in outlines],
    }


def _filled(ring: Any, height: int, width: int) -> mask.Rle:
    """The mask of an outline; one of fewer than three points covers nothing."""
    numbers = array(ring).astype(np.float64).ravel().tolist()
    if len(numbers) < 6:
        nothing: mask.Rle = mask.encode(np.zeros((height, width), np.bool_))
        return nothing
    rings: list[mask.Rle] = mask.frPyObjects([numbers], height, width)
    return rings[0]


def ids_of(labels: npt.NDArray[Any], reading: Reading) -> Ids:
    if reading.category_ids is None and np.can_cast(labels.dtype, np.int64):
        return labels.astype(np.int64)
    return categories_of(labels, reading)


def categories_of(labels: npt.NDArray[Any], reading: Reading) -> list[Any]:
    ids: list[Any] = labels.tolist()
    known = reading.category_ids
    if known is None:
        return ids
    try:
        return [known[label] for label in ids]
    except (KeyError, IndexError) as error:
        raise InputError(f"category_ids has no category for the label {error}") from error


def as_xywh(boxes: npt.NDArray[Any], box_format: BoxFormat | None) -> npt.NDArray[np.float64]:
    boxes = boxes.astype(np.float64).reshape(-1, 4) if boxes.size == 0 else boxes.astype(np.float64)
    if boxes.ndim != 2 or boxes.shape[1] != 4:
        raise InputError(f"boxes must have the shape [N, 4], not {list(boxes.shape)}")
    if box_format == "xywh":
        return boxes
    if box_format == "xyxy":
        return np.hstack([boxes[:, :2], boxes[:, 2:] - boxes[:, :2]])
    if box_format == "cxcywh":
        return np.hstack([boxes[:, :2] - boxes[:, 2:] / 2, boxes[:, 2:]])
    raise SettingsError(
        f"box_format is {box_format!r}; say what the numbers of a box are: "
        "'xyxy', 'xywh' or 'cxcywh'"
    )


def run_lengths(masks: Any) -> list[mask.Rle] | None:
    """Run lengths of bitmaps ``[N, height, width]``, or of a list of run lengths itself."""
    if masks is None:
        return None
    if isinstance(masks, list) and all(isinstance(one, dict) for one in masks):
        return masks
    bitmaps = array(masks)
    if bitmaps.ndim == 4 and bitmaps.shape[1] == 1:
        # torchvision gives a probability for each pixel, and its references cut at one half.
        bitmaps = bitmaps[:, 0] > 0.5
    if bitmaps.ndim != 3:
        raise InputError(f"masks must have the shape [N, height, width], not {list(bitmaps.shape)}")
    if bitmaps.dtype not in (np.dtype(np.bool_), np.dtype(np.uint8)):
        raise InputError(f"masks must be of bool or uint8, not {bitmaps.dtype}; cut them first")
    coded: list[mask.Rle] = mask.encode(bitmaps.transpose(1, 2, 0)) if len(bitmaps) else []
    return coded


def array(values: Any) -> npt.NDArray[Any]:
    """An array of anything that is one: NumPy's, a tensor on any device, a list."""
    if hasattr(values, "detach"):
        values = values.detach().cpu().numpy()
    return np.asarray(values)


def iou_type_of(
    ground_truth: Path | dict[str, Any], results: list[dict[str, Any]], batches: list[Batch]
) -> str:
    """What is compared if nobody says it: what the first detection has, as for files."""
    if batches:
        return "bbox" if batches[0]["masks"] is None else "segm"
    rows: Iterable[Any] = results
    if not results:
        document = _loaded(ground_truth) if isinstance(ground_truth, Path) else ground_truth
        rows = document.get("annotations", [])
    first: dict[str, Any] = next(iter(rows), {})
    return "segm" if first.get("segmentation") else "bbox"


def _loaded(path: Path) -> Any:
    # Few files are compressed, and importing takes as long as reading a small one.
    import gzip

    try:
        with gzip.open(path, "rt") if path.suffix == ".gz" else open(path) as file:
            return json.load(file)
    except FileNotFoundError as error:
        raise InputError(f"{path}: there is no such file") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read as JSON beside objects in memory: {error}") from error
