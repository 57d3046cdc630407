"""The real pycocotools, asked for everything that Detlens claims to equal."""

import contextlib
import copy
import io
from dataclasses import dataclass

import numpy as np
from pycocotools import mask as masks
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval


@dataclass
class Reference:
    """What pycocotools computed; `precision` and its kin in its own shape and order."""

    precision: np.ndarray
    recall: np.ndarray
    scores: np.ndarray
    statistics: np.ndarray


def evaluate(ground_truth, results, settings):
    """`COCOeval.evaluate`, `accumulate` and `summarize` on two documents, which stay as they are."""
    with contextlib.redirect_stdout(io.StringIO()):
        gt = load(ground_truth)
        dt = load_results(gt, results)
        evaluation = COCOeval(gt, dt, settings.iou_type)
        _set(evaluation.params, settings)
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    computed = (evaluation.eval[name] for name in ("precision", "recall", "scores"))
    return Reference(*computed, np.asarray(evaluation.stats))


def load(document):
    """A document as pycocotools holds it."""
    coco = COCO()
    coco.dataset = copy.deepcopy(document)
    coco.createIndex()
    return coco


def load_results(gt, results):
    """`COCO.loadRes`, which breaks on an empty list: then what an empty document gives."""
    if not results:
        return load({**gt.dataset, "annotations": []})
    return gt.loadRes(copy.deepcopy(results))


def _set(params, settings):
    params.iouThrs = np.array(settings.iou_thresholds)
    params.recThrs = np.array(settings.recall_thresholds)
    params.maxDets = list(settings.max_detections)
    params.areaRngLbl = [name for name, _, _ in settings.area_ranges]
    params.areaRng = [[low, high] for _, low, high in settings.area_ranges]
    params.useCats = int(settings.use_categories)


@dataclass
class Regions:
    """Masks as COCO's text, areas, and all overlaps inside each image, `D x G` after each other."""

    ground_truth_masks: list
    detection_masks: list
    detection_areas: np.ndarray
    overlaps: np.ndarray


def regions(ground_truth, results, iou_type):
    """What pycocotools makes of every region before it matches any."""
    with contextlib.redirect_stdout(io.StringIO()):
        gt = load(ground_truth)
        dt = load_results(gt, results)
    objects, detections = gt.dataset["annotations"], dt.dataset["annotations"]
    if iou_type == "segm":
        gt_regions = [gt.annToRLE(row) for row in objects]
        dt_regions = [dt.annToRLE(row) for row in detections]
    else:
        gt_regions = [row["bbox"] for row in objects]
        dt_regions = [row["bbox"] for row in detections]
    overlaps = []
    for image_id in sorted(gt.getImgIds()):
        here_gt = [idx for idx, row in enumerate(objects) if row["image_id"] == image_id]
        here_dt = [idx for idx, row in enumerate(detections) if row["image_id"] == image_id]
        if here_gt and here_dt:
            crowds = [int(objects[idx]["iscrowd"]) for idx in here_gt]
            matrix = masks.iou(
                [dt_regions[idx] for idx in here_dt], [gt_regions[idx] for idx in here_gt], crowds
            )
            overlaps.append(matrix.ravel())
    return Regions(
        [_text(region) for region in gt_regions] if iou_type == "segm" else [],
        [_text(region) for region in dt_regions] if iou_type == "segm" else [],
        np.array([row["area"] for row in detections], dtype=float),
        np.concatenate(overlaps) if overlaps else np.zeros(0),
    )


def _text(mask):
    counts = mask["counts"]
    return counts.decode() if isinstance(counts, bytes) else counts
