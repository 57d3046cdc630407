"""Settings of the protocol `coco` as pycocotools holds them: raw doubles."""

from dataclasses import asdict, dataclass, field

import numpy as np


def _iou_thresholds():
    return np.linspace(0.5, 0.95, 10).tolist()


def _recall_thresholds():
    return np.linspace(0.0, 1.0, 101).tolist()


def _area_ranges():
    edges = [0.0, 32.0**2, 96.0**2, 1e5**2]
    return [
        ("all", edges[0], edges[3]),
        ("small", edges[0], edges[1]),
        ("medium", edges[1], edges[2]),
        ("large", edges[2], edges[3]),
    ]


@dataclass
class CocoSettings:
    """What `COCOeval.params` is set to before an evaluation; the defaults are pycocotools' own."""

    iou_type: str = "bbox"
    iou_thresholds: list = field(default_factory=_iou_thresholds)
    recall_thresholds: list = field(default_factory=_recall_thresholds)
    max_detections: list = field(default_factory=lambda: [1, 10, 100])
    area_ranges: list = field(default_factory=_area_ranges)
    use_categories: bool = True

    def as_json(self):
        """The form that the example `protocol_dump` reads."""
        return asdict(self)
