"""`evaluate`: one call from inputs to a run."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from detlens import _detlens
from detlens._paths import are_paths, is_path
from detlens._run import Run

if TYPE_CHECKING:
    from detlens import _inputs


def evaluate(
    gt: Any,
    dt: Any,
    *,
    iou_type: Literal["bbox", "segm"] | None = None,
    protocol: Literal["coco", "exact", "both"] | None = None,
    score_threshold: float | str | None = None,
    iou_thresholds: Sequence[float] | str | None = None,
    recall_thresholds: Sequence[float] | str | None = None,
    max_detections: Sequence[int] | str | None = None,
    class_agnostic: bool | None = None,
    areas: Sequence[str] | str | None = None,
    areas_from: str | os.PathLike[str] | None = None,
    categories: Sequence[str] | str | None = None,
    images: str | os.PathLike[str] | None = None,
    lenient: bool | None = None,
    threads: int | None = None,
    box_format: _inputs.BoxFormat | None = None,
    category_ids: Mapping[int, Any] | Sequence[Any] | None = None,
) -> Run:
    """Evaluates detections against ground truth.

    Settings that are not given have the defaults of the command line, and take the values that its
    flags and settings files take.

    Parameters
    ----------
    gt
        The ground truth: a path, a COCO object (of this package or of pycocotools), or a dictionary
        of COCO's three lists.
    dt
        The detections: a path or a list of paths, a COCO object, a list of COCO results, an array
        ``[N, 7]`` (image id, x, y, width, height, score, category id), or a dictionary from image
        ids to what a detector gives for one image: boxes, scores and labels as torchvision and
        Hugging Face give them, ``supervision.Detections``, Ultralytics' ``Results``.
    iou_type
        What is compared: ``"bbox"`` or ``"segm"``; what the first detection has if not given.
    protocol, score_threshold, iou_thresholds, recall_thresholds, max_detections, class_agnostic, \
areas, areas_from, categories, images, lenient, threads
        As the flags of ``detlens eval``. `lenient` is for files; what is wrong in memory is refused.
    box_format
        What the four numbers of a box are: ``"xyxy"``, ``"xywh"`` or ``"cxcywh"``, in px. Needed for
        plain arrays of boxes, and for nothing else.
    category_ids
        The category id that each label of a detector stands for; labels are ids if not given.

    Raises
    ------
    detlens.InputError
        Everything that is wrong with the inputs, with its place and what to do.
    detlens.SettingsError
        A setting that cannot be used.

    Examples
    --------
    >>> import detlens, numpy as np
    >>> gt = {
    ...     "images": [{"id": 1}],
    ...     "categories": [{"id": 7, "name": "box"}],
    ...     "annotations": [{"id": 1, "image_id": 1, "category_id": 7, "bbox": [2, 3, 10, 20]}],
    ... }
    >>> found = {"boxes": np.array([[2, 3, 12, 22]]), "scores": [0.9], "labels": [7]}
    >>> run = detlens.evaluate(gt, {1: found}, box_format="xyxy", score_threshold=0.5)
    >>> run.exact["counts"][0]["n_tp"]
    1
    """
    settings: dict[str, Any] = {
        "iou_type": iou_type,
        "protocol": protocol,
        "score_threshold": score_threshold,
        "iou_thresholds": iou_thresholds,
        "recall_thresholds": recall_thresholds,
        "max_detections": max_detections,
        "class_agnostic": class_agnostic,
        "areas": areas,
        "areas_from": None if areas_from is None else os.fspath(areas_from),
        "categories": categories,
        "images": None if images is None else os.fspath(images),
        "lenient": lenient,
        "threads": threads,
    }
    paths = [dt] if is_path(dt) else dt
    if is_path(gt) and are_paths(paths):
        settings["gt"] = os.fspath(gt)
        settings["dt"] = [os.fspath(path) for path in paths]
        return Run(_detlens.evaluate_files(settings))
    # NumPy takes longer to import than many files to evaluate, and paths do without it.
    from detlens import _inputs

    reading = _inputs.Reading(box_format, _looked_up(category_ids))
    ground_truth = _inputs.ground_truth_of(gt)
    results, columns = _inputs.detections_of(dt, reading)
    compared = iou_type or _inputs.iou_type_of(ground_truth, results, columns)
    kept = _detlens.GroundTruth(ground_truth, compared)
    return Run(_detlens.evaluate_memory(settings, kept, results, columns))


def _looked_up(
    category_ids: Mapping[int, Any] | Sequence[Any] | None,
) -> Mapping[int, Any] | list[Any] | None:
    return category_ids if category_ids is None or isinstance(category_ids, Mapping) else list(category_ids)
