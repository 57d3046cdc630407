"""Real data sets, where they are there: every bit equals pycocotools 2.0.11."""

import json

import pytest

from parity.comparison import Comparison, check
from support import real_data
from support.settings import CocoSettings


def _variants():
    """Each pair in each IoU type that both files have regions for, masks with and without box."""
    for pair in real_data.pairs():
        first_result = json.loads(pair.results.read_text())[0]
        ground_truth = json.loads(pair.ground_truth.read_text())
        has_masks = first_result.get("segmentation") and all(
            annotation.get("segmentation") for annotation in ground_truth["annotations"]
        )
        yield pair, "bbox", "as-it-is"
        if has_masks:
            yield pair, "segm", "as-it-is"
            yield pair, "segm", "without-bbox" if "bbox" in first_result else "with-bbox"


@pytest.mark.parametrize(
    ("pair", "iou_type", "form"),
    [pytest.param(*variant, id=f"{variant[0].name}-{variant[1]}-{variant[2]}") for variant in _variants()],
)
def test_every_bit_is_equal(tmp_path, pair, iou_type, form):
    ground_truth = json.loads(pair.ground_truth.read_text())
    results = [_in_form(result, form) for result in json.loads(pair.results.read_text())]
    name = f"{pair.name}-{iou_type}-{form}"
    settings = CocoSettings(iou_type=iou_type)
    folder = tmp_path / "pair"
    check([Comparison(name, ground_truth, results, settings, folder)], tmp_path)


def _in_form(result, form):
    if form == "without-bbox":
        return {key: value for key, value in result.items() if key != "bbox"}
    if form == "with-bbox":
        height, width = result["segmentation"]["size"]
        return result | {"bbox": [0, 0, width / 4, height / 4]}
    return result
