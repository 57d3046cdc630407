"""Random data sets: every bit of the protocol `coco` equals pycocotools 2.0.11.

A failure names its seed; `DETLENS_SEEDS=17` runs that seed alone, `DETLENS_SEEDS=0-9999` more.
"""

import pytest

from parity.comparison import Comparison, check
from parity.settings import random_settings
from support.datasets import data_set
from support.seeds import chunks


@pytest.mark.parametrize("seeds", chunks(0, 799, 100), ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
@pytest.mark.parametrize("iou_type", ["bbox", "segm"])
def test_every_bit_is_equal(tmp_path, iou_type, seeds):
    check([_comparison(tmp_path, iou_type, seed) for seed in seeds], tmp_path)


def _comparison(folder, iou_type, seed):
    drawn = data_set(seed, iou_type)
    settings = random_settings(seed, iou_type, drawn)
    name = f"{iou_type}-{seed}"
    return Comparison(name, drawn.ground_truth, drawn.results, settings, folder / name)
