"""Evaluators of other packages, unchanged, on Detlens in the place of pycocotools."""

import pytest
import torch
from torchmetrics.detection import MeanAveragePrecision

from tensors.scenes import scene


@pytest.mark.parametrize("iou_type", ["bbox", "segm", ("bbox", "segm")])
@pytest.mark.parametrize("average", ["macro", "micro"])
def test_torchmetrics(installed, iou_type, average):
    settings = {"iou_type": iou_type, "average": average, "class_metrics": True}
    settings["extended_summary"] = True
    masks = iou_type != "bbox"

    def computed(seed):
        metric = MeanAveragePrecision(**settings)
        metric.update(*scene(seed, masks=masks, more=isinstance(iou_type, str)))
        return metric.compute(), metric.cocoeval.__module__

    expected = [computed(seed) for seed in range(4)]
    assert {module for _, module in expected} == {"pycocotools.cocoeval"}
    installed()
    for seed, (values, _) in enumerate(expected):
        found, module = computed(seed)
        assert module.startswith("detlens.coco")
        assert found.keys() == values.keys()
        assert all(same(found[name], values[name]) for name in values)


def same(found, expected):
    """Whether two results of torchmetrics have the same bits."""
    if isinstance(expected, dict):
        return found.keys() == expected.keys() and all(same(found[k], expected[k]) for k in found)
    if isinstance(expected, torch.Tensor):
        return found.dtype == expected.dtype and torch.equal(found, expected)
    return found == expected
