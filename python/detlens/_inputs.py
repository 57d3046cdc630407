"""Ground truths and detections as programs hold them, brought into one form.

A ground truth becomes COCO's three lists. Detections become COCO's results, or columns: ids of
images and categories, scores, boxes ``[N, 4]`` as x, y, width and height in px, and masks as run
lengths.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, groupby
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypedDict, Union

import numpy as np
import numpy.typing as npt

from detlens import mask
from detlens._detlens import InputError, SettingsError
from detlens._kinds import are_masks, are_records, is_array, is_mapping, is_record
from detlens._paths import is_path

BoxFormat = Literal["xyxy", "xywh", "cxcywh"]

#: Ids of images or categories, length ``N``: an array wherever all of them are numbers.
Ids = Union[npt.NDArray[np.int64], list[Any]]

#: Types of labels that are ids as they stand.
_WHOLE = frozenset(np.dtype(name) for name in ("b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4"))


class Columns(TypedDict):
    """The detections of any images, as columns of length ``N``."""

    image_ids: Ids
    category_ids: Ids
    scores: npt.NDArray[np.float64]
    boxes: npt.NDArray[np.float64] | None
    masks: list[mask.Rle] | None


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
    if not is_record(document):
        kind = type(ground_truth).__name__
        raise InputError(f"a ground truth must be a path, a COCO object or a dict, not {kind}")
    return document


def detections_of(
    detections: Any, reading: Reading
) -> tuple[list[dict[str, Any]], list[Columns]]:
    """Results and columns; one of the two lists is empty."""
    if is_path(detections):
        detections = _loaded(Path(detections))
    detections = getattr(detections, "dataset", detections)
    if is_record(detections) and "annotations" in detections:
        detections = detections["annotations"]
    if is_array(detections):
        return [], [columns_of_array(detections)]
    if is_mapping(detections):
        batches = (coded(uncoded(id_, found, reading)) for id_, found in detections.items())
        return [], joined(batches)
    if are_records(detections):
        return detections, []
    kind = type(detections).__name__
    raise InputError(
        f"detections must be paths, a COCO object, a list of results, an array [N, 7] or a dict "
        f"from image ids to detections, not {kind}"
    )


def columns_of_array(rows: npt.NDArray[Any]) -> Columns:
    """The columns of an array ``[N, 7]``: image id, x, y, width, height, score, category id."""
    if rows.ndim != 2 or rows.shape[1] != 7:
        raise InputError(f"results as an array must have the shape [N, 7], not {list(rows.shape)}")
    return {
        "image_ids": rows[:, 0].astype(np.int64),
        "category_ids": rows[:, 6].astype(np.int64),
        "scores": rows[:, 5].astype(np.float64),
        "boxes": rows[:, 1:5].astype(np.float64),
        "masks": None,
    }


def joined(batches: Iterable[Batch]) -> list[Columns]:
    """The batches one after the other, in as few columns as can be.

    Thousands of small arrays take longer to hand over than all their detections to evaluate.
    """
    parts = [list(part) for _, part in groupby(batches, _regions)]
    return [_joined(part) for part in parts]


def _regions(batch: Batch) -> tuple[bool, bool]:
    return batch["boxes"] is not None, batch["masks"] is not None


def _joined(batches: Sequence[Batch]) -> Columns:
    boxes = [batch["boxes"] for batch in batches if batch["boxes"] is not None]
    masks = [batch["masks"] for batch in batches if batch["masks"] is not None]
    return {
        "image_ids": _repeated(batches),
        "category_ids": _ids_one_after_the_other([batch["category_ids"] for batch in batches]),
        "scores": np.concatenate([batch["scores"] for batch in batches]),
        "boxes": np.concatenate(boxes) if boxes else None,
        "masks": list(chain.from_iterable(masks)) if masks else None,
    }


def _repeated(batches: Sequence[Batch]) -> Ids:
    """The id of each batch's image, as often as it has detections."""
    lengths = [len(batch["scores"]) for batch in batches]
    ids = [batch["image_id"] for batch in batches]
    if all(type(id_) is int and abs(id_) < 2**63 for id_ in ids):
        return np.repeat(np.array(ids, np.int64), lengths)
    return [id_ for id_, length in zip(ids, lengths) for _ in range(length)]


def _ids_one_after_the_other(parts: Sequence[Ids]) -> Ids:
    arrays = [part for part in parts if isinstance(part, np.ndarray)]
    if arrays and all(isinstance(part, np.ndarray) or not part for part in parts):
        return np.concatenate(arrays)
    return list(chain.from_iterable(parts))


def uncoded(image_id: Any, detections: Any, reading: Reading) -> Uncoded:
    """The detections of one image, from any of the objects that detectors give.

    Masks stay as they are given.

    - a dictionary with ``boxes``, ``scores`` and ``labels``, and perhaps ``masks``, as torchvision
      and Hugging Face give it;
    - a dictionary with ``segmentation`` and ``segments_info``, as Hugging Face gives it;
    - ``supervision.Detections``; Ultralytics' ``Results``.
    """
    if is_mapping(detections):
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
    done: Batch = {
        "image_id": batch["image_id"],
        "category_ids": batch["category_ids"],
        "scores": batch["scores"],
        "boxes": batch["boxes"],
        "masks": run_lengths(batch["masks"]),
    }
    _check_lengths(done)
    return done


def _check_lengths(batch: Batch) -> None:
    """Refuses columns of different lengths, which would shift the rows of later images."""
    n_scores = len(batch["scores"])
    for name in ("category_ids", "boxes", "masks"):
        column = batch[name]
        if column is not None and len(column) != n_scores:
            what = {"category_ids": "labels"}.get(name, name)
            raise InputError(
                f"the detections of image {batch['image_id']!r} have {n_scores} scores and "
                f"{len(column)} {what}"
            )


def _of_columns(image_id: Any, columns: Mapping[str, Any], reading: Reading) -> Uncoded:
    for name in ("scores", "labels"):
        if name not in columns:
            raise InputError(f"the detections of image {image_id!r} have no {name!r}")
    boxes = columns.get("boxes")
    return {
        "image_id": image_id,
        "category_ids": ids_of(array(columns["labels"]), reading),
        "scores": numbers(columns["scores"]),
        "boxes": None if boxes is None else as_xywh(boxes, reading.box_format),
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
        "scores": numbers(detections.confidence),
        "boxes": as_xywh(detections.xyxy, "xyxy"),
        "masks": detections.mask,
    }


def _of_ultralytics(image_id: Any, results: Any, reading: Reading) -> Uncoded:
    height, width = results.orig_shape
    outlines = None if results.masks is None else results.masks.xy
    return {
        "image_id": image_id,
        "category_ids": ids_of(array(results.boxes.cls).astype(np.int64), reading),
        "scores": numbers(results.boxes.conf),
        "boxes": as_xywh(results.boxes.xyxy, "xyxy"),
        "masks": None if outlines is None else [_filled(ring, height, width) for ring in outlines],
    }


def _filled(ring: Any, height: int, width: int) -> mask.Rle:
    """The mask of an outline; one of fewer than three points covers nothing."""
    coordinates = numbers(ring).ravel().tolist()
    if len(coordinates) < 6:
        nothing: mask.Rle = mask.encode(np.zeros((height, width), np.bool_))
        return nothing
    rings: list[mask.Rle] = mask.frPyObjects([coordinates], height, width)
    return rings[0]


def ids_of(labels: npt.NDArray[Any], reading: Reading) -> Ids:
    if reading.category_ids is None and labels.dtype in _WHOLE:
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


def as_xywh(given: Any, box_format: BoxFormat | None) -> npt.NDArray[np.float64]:
    boxes = numbers(given)
    if boxes.size == 0:
        boxes = boxes.reshape(-1, 4)
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
    if are_masks(masks):
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
    return np.asarray(_on_this_machine(values))


def numbers(values: Any) -> npt.NDArray[np.float64]:
    """Numbers as they are now: a copy, as the caller may write to its own again."""
    return array(values).astype(np.float64)


def _on_this_machine(values: Any) -> Any:
    return values.detach().cpu().numpy() if hasattr(values, "detach") else values


def iou_type_of(
    ground_truth: Path | dict[str, Any], results: list[dict[str, Any]], columns: list[Columns]
) -> str:
    """What is compared if nobody says it: what the first detection has, as for files."""
    if columns:
        return "bbox" if columns[0]["masks"] is None else "segm"
    rows: Iterable[dict[str, Any]] = results
    if not results:
        document = _loaded(ground_truth) if isinstance(ground_truth, Path) else ground_truth
        rows = document.get("annotations", [])
    first = next(iter(rows), None)
    return "segm" if first and first.get("segmentation") else "bbox"


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
