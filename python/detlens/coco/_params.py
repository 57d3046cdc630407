"""What an evaluation is asked to do, under pycocotools' names."""

from __future__ import annotations

from typing import Any

import numpy as np

from detlens._detlens import DetlensError

#: Sides of a square in px whose areas are the bounds of COCO's area ranges; the last is no bound.
_EDGES_PX = (0, 32, 96, 1e5)


class Params:
    """Settings of a `COCOeval`, each of which may be changed before `COCOeval.evaluate`.

    Parameters
    ----------
    iouType
        ``"segm"`` or ``"bbox"``.

    Attributes
    ----------
    imgIds, catIds
        What is evaluated; lengths ``I`` and ``K``.
    iouThrs, recThrs
        IoU and recall thresholds; lengths ``T`` and ``R``.
    maxDets
        Detection limits per image and category; length ``M``.
    areaRng, areaRngLbl
        Area ranges as pairs of bounds in px², both included, and their names; length ``A``.
    useCats
        1 to match inside categories, 0 to match across them.
    """

    def __init__(self, iouType: str = "segm") -> None:
        if iouType not in ("segm", "bbox"):
            raise DetlensError(
                f"the iouType is {iouType!r}; Detlens evaluates 'segm' and 'bbox', and no key points"
            )
        self.setDetParams()
        self.iouType = iouType
        self.useSegm: Any = None

    def setDetParams(self) -> None:
        """Sets everything to COCO's values for boxes and masks."""
        none, small, medium, unbounded = (side**2 for side in _EDGES_PX)
        self.imgIds: Any = []
        self.catIds: Any = []
        self.iouThrs: Any = np.linspace(0.5, 0.95, 10)
        self.recThrs: Any = np.linspace(0.0, 1.0, 101)
        self.maxDets: Any = [1, 10, 100]
        self.areaRng: Any = [
            [none, unbounded],
            [none, small],
            [small, medium],
            [medium, unbounded],
        ]
        self.areaRngLbl: Any = ["all", "small", "medium", "large"]
        self.useCats: Any = 1
