"""`detlens.torchmetrics.MeanAveragePrecision` against torchmetrics' own, to the bit."""

import doctest
import importlib
import pickle

import numpy as np
import pytest
import torch
from torchmetrics import MetricCollection
from torchmetrics.detection import MeanAveragePrecision as Reference

import detlens
from detlens.torchmetrics import MeanAveragePrecision
from tensors.gathering import gathered
from tensors.scenes import scene

SETTINGS = {
    "as it is": {},
    "of each class": {"class_metrics": True},
    "thresholds": {"iou_thresholds": [0.3, 0.5, 0.75], "rec_thresholds": [0.0, 0.5, 0.9]},
    "limits": {"max_detection_thresholds": [1, 2, 100], "class_metrics": True},
    "all classes as one": {"average": "micro"},
}


#: torchmetrics' own thresholds are rounded to float32; these are COCO's.
COCO_THRESHOLDS = {
    "iou_thresholds": np.linspace(0.5, 0.95, 10).tolist(),
    "rec_thresholds": np.linspace(0, 1, 101).tolist(),
}


def computed_by_both(images, **settings):
    """The results of our metric with its defaults, and those of torchmetrics with the same."""
    ours = filled(MeanAveragePrecision(**settings), images)
    return ours.compute(), filled(Reference(**COCO_THRESHOLDS | settings), images).compute()


def filled(metric, images, batch_size=4):
    found, there = images
    for start in range(0, len(found), batch_size):
        metric.update(found[start : start + batch_size], there[start : start + batch_size])
    return metric


def assert_same(ours, reference):
    """Same names, types, shapes and bits."""
    assert ours.keys() == reference.keys()
    for name, expected in reference.items():
        assert (ours[name].dtype, ours[name].shape) == (expected.dtype, expected.shape), name
        assert torch.equal(ours[name], expected), (name, ours[name], expected)


@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("iou_type", ["bbox", "segm"])
def test_every_result_has_the_bits_of_torchmetrics(settings, iou_type):
    for seed in range(6):
        # With masks alone torchmetrics leaves out images without targets; see below.
        only = {"masks": True, "fewest": 1} if iou_type == "segm" else {}
        images = scene(seed, more=seed % 2 == 1, **only)
        both = computed_by_both(images, iou_type=iou_type, **SETTINGS[settings])
        assert_same(*both)
        assert both[0]["map"] > 0


def test_boxes_and_masks_at_once():
    for seed in range(4):
        images = scene(seed, masks=True)
        both = computed_by_both(images, iou_type=("bbox", "segm"), class_metrics=True)
        assert_same(*both)


def test_false_positives_on_images_without_targets_count_for_masks_too():
    images = scene(6, masks=True)
    assert any(len(target["labels"]) == 0 for target in images[1])
    ours = filled(MeanAveragePrecision(iou_type="segm"), images).compute()
    alone = filled(Reference(iou_type="segm", **COCO_THRESHOLDS), images).compute()
    both = filled(Reference(iou_type=("bbox", "segm"), **COCO_THRESHOLDS), images).compute()
    assert ours["map"] == both["segm_map"] < alone["map"]


@pytest.mark.parametrize("box_format", ["xywh", "cxcywh"])
def test_other_formats_of_boxes(box_format):
    found, there = scene(3)
    for image in (*found, *there):
        corner, other = image["boxes"].split(2, dim=1)
        start = corner if box_format == "xywh" else (corner + other) / 2
        image["boxes"] = torch.cat([start, other - corner], dim=1)
    both = computed_by_both((found, there), box_format=box_format)
    assert_same(*both)


def test_no_images_and_no_objects():
    empty = {"boxes": torch.zeros(0, 4), "labels": torch.zeros(0, dtype=torch.int64)}
    images = [empty | {"scores": torch.zeros(0)}], [empty]
    assert_same(*computed_by_both(images))


def test_rounded_thresholds_give_what_torchmetrics_gives_by_default():
    images, reference = scene(3), Reference()
    rounded = {name: getattr(reference, name) for name in COCO_THRESHOLDS}
    ours = filled(MeanAveragePrecision(**rounded), images).compute()
    assert_same(ours, filled(reference, images).compute())
    assert ours["map"] != filled(MeanAveragePrecision(), images).compute()["map"]


def test_the_life_of_a_metric():
    """Forward, reset, pickling, a collection: as torchmetrics does it with every metric."""
    found, there = scene(1)
    expected = filled(MeanAveragePrecision(), (found, there)).compute()
    metric = MeanAveragePrecision()
    of_batch = metric(found[:4], there[:4])
    assert_same(of_batch, filled(MeanAveragePrecision(), (found[:4], there[:4])).compute())
    metric = pickle.loads(pickle.dumps(metric))
    metric.update(found[4:], there[4:])
    assert_same(metric.compute(), expected)
    metric.reset()
    assert_same(filled(metric, (found, there)).compute(), expected)
    collection = MetricCollection({"AP": MeanAveragePrecision()})
    collection.update(found, there)
    assert set(collection.compute()) >= {"map", "mar_100"}


def test_the_largest_limit_is_the_one_that_counts():
    images = scene(2)
    metric = MeanAveragePrecision(max_detection_thresholds=[1, 10, 50])
    usual = filled(MeanAveragePrecision(), images).compute()
    assert filled(metric, images).compute()["map"] == usual["map"] > 0


def test_processes_are_gathered_to_the_bits_of_one():
    """Three processes, of which the second has had no image."""
    found, there = scene(5)
    expected = filled(MeanAveragePrecision(class_metrics=True), (found, there)).compute()
    for results in gathered(5, [(0, 4), (4, 4), (4, 6)]):
        assert_same(results, expected)


def test_what_is_not_supported_or_wrong_is_said():
    for settings, words in (
        ({"extended_summary": True}, "extended summary"),
        ({"average": "weighted"}, "'macro' or 'micro'"),
        ({"box_format": "xyyx"}, "xyyx"),
        ({"iou_type": "keypoints"}, "keypoints"),
        ({"max_detection_thresholds": [1, 10]}, "three"),
    ):
        with pytest.raises(detlens.DetlensError, match=words):
            MeanAveragePrecision(**settings)
    with pytest.raises(ValueError, match="backend"):
        MeanAveragePrecision(backend="pycocotools")
    found, there = scene(0)
    with pytest.raises(detlens.InputError, match="6 predictions and 5 targets"):
        MeanAveragePrecision().update(found, there[:5])
    with pytest.raises(detlens.InputError, match="'masks'"):
        MeanAveragePrecision(iou_type="segm").update(found, there)


def test_the_examples():
    assert doctest.testmod(importlib.import_module("detlens.torchmetrics")).failed == 0
