"""Random settings for `detlens eval`: decimals, percentiles, pixels, limits, operating points."""

import random

from oracle.settings import DEFAULT_RANGES, AreaRange, Settings


def random_settings(seed, iou_type):
    """The defaults in a third of all cases, else each setting drawn alone."""
    rng = random.Random(f"exact settings {iou_type} {seed}")
    settings = Settings(iou_type=iou_type)
    if rng.random() < 1 / 3:
        return settings
    settings.iou_thresholds = rng.choice(
        [
            settings.iou_thresholds,
            ["0.5"],
            ["0.1", "0.25", "0.333", "0.5"],
            ["0.45", "0.55", "0.9", "1"],
            sorted({f"0.{rng.randint(1, 999):03}" for _ in range(3)}),
        ]
    )
    settings.recall_thresholds = rng.choice(
        [settings.recall_thresholds, ["0", "0.5", "1"], ["0.125", "0.7"]]
    )
    settings.max_detections = rng.choice([None, None, 1, 2, 100])
    settings.area_ranges = rng.choice([DEFAULT_RANGES, _percentiles(rng), _pixels(rng)])
    settings.score_threshold = rng.choice([None, None, 0.5, round(rng.random(), 2), 0.0])
    settings.class_agnostic = rng.random() < 0.15
    return settings


def _percentiles(rng):
    cut = str(rng.choice([10, 33.3, 50, 66, 90]))
    return AreaRange("all", "0", "100"), AreaRange("low", "0", cut), AreaRange("high", cut, "100")


def _pixels(rng):
    """Two ranges that meet on an area that objects are likely to have."""
    cut = str(rng.choice([4, 12, 16, 25, 36, 60.5, 64, 100]))
    return (
        AreaRange("all", "0", None, is_percentile=False),
        AreaRange("low", "0", cut, is_percentile=False),
        AreaRange("high", cut, None, is_percentile=False),
    )
