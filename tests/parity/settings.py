"""Random settings for pycocotools: thresholds, grids, limits and ranges as people change them."""

import random

import numpy as np

from support.settings import CocoSettings


def random_settings(seed, iou_type, data_set):
    """The defaults in a third of all cases, else each setting drawn alone."""
    rng = random.Random(f"settings {iou_type} {seed}")
    settings = CocoSettings(iou_type=iou_type)
    if rng.random() < 1 / 3:
        return settings
    settings.iou_thresholds = rng.choice(
        [
            settings.iou_thresholds,
            [0.5],
            [1.0],
            [0.25, 0.5, 1.0],
            np.linspace(0.1, 1.0, 10).tolist(),
            sorted({rng.random() for _ in range(3)}),
        ]
    )
    settings.recall_thresholds = rng.choice(
        [
            settings.recall_thresholds,
            [0.0, 0.5, 1.0],
            np.linspace(0, 1, 11).tolist(),
            sorted({rng.random() for _ in range(4)}),
        ]
    )
    settings.max_detections = rng.choice(
        [[1, 10, 100], [1, 10, 300], [1, 2, 3], [1, 2, 100], [1, 2, 3, 100], [2, 5, 100, 200]]
    )
    if rng.random() < 0.5:
        settings.area_ranges = _ranges_on_areas(rng, data_set)
    settings.use_categories = rng.random() < 0.7
    return settings


def _ranges_on_areas(rng, data_set):
    """Ranges whose edges are areas of the data set, so that objects lie exactly on them."""
    areas = [annotation["area"] for annotation in data_set.ground_truth["annotations"]]
    areas += [row["bbox"][2] * row["bbox"][3] for row in data_set.results if "bbox" in row]
    low, high = sorted(float(rng.choice(areas or [9.0, 64.0])) for _ in range(2))
    named = [("all", 0.0, 1e10), ("small", 0.0, low), ("medium", low, high), ("large", high, 1e10)]
    return rng.choice([named, named[::-1], [*named, ("own", low, low)], [("own", low, high)]])
