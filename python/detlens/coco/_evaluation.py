"""`COCOeval`: pycocotools' evaluation on Detlens' engine."""

from __future__ import annotations

import copy
import datetime
import time
from collections import defaultdict
from typing import Any

import numpy as np
import numpy.typing as npt

from detlens import _detlens
from detlens._detlens import DetlensError
from detlens.coco import _cells, _summary
from detlens.coco._params import Params


class COCOeval:
    """Evaluates detections as pycocotools does.

    Call `evaluate`, then `accumulate`, then `summarize`; the results are in the attributes.

    Parameters
    ----------
    cocoGt, cocoDt
        Ground truth and detections: a `detlens.coco.COCO`, one of pycocotools, or anything with
        their attributes.
    iouType
        ``"segm"`` or ``"bbox"``.

    Attributes
    ----------
    params
        What to do; may be changed before `evaluate`.
    evalImgs
        The matches of each category, area range and image, ``K * A * I`` dictionaries, made when
        they are first asked for.
    ious
        The overlaps by image and category, ``[D, G]`` each, made when they are first asked for.
    eval
        ``precision`` and ``scores`` ``[T, R, K, A, M]``, ``recall`` ``[T, K, A, M]``.
    stats
        The twelve numbers.

    Examples
    --------
    >>> from detlens.coco import COCO, COCOeval
    >>> gt = COCO()
    >>> gt.dataset = {
    ...     "images": [{"id": 1}],
    ...     "categories": [{"id": 1, "name": "box"}],
    ...     "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 9, 9],
    ...                      "area": 81, "iscrowd": 0}],
    ... }
    >>> gt.createIndex()
    creating index...
    index created!
    >>> result = {"image_id": 1, "category_id": 1, "bbox": [0, 0, 9, 8], "score": 0.9}
    >>> evaluation = COCOeval(gt, gt.loadRes([result]), "bbox")  # doctest: +ELLIPSIS
    Loading and preparing results...
    DONE (t=...s)
    creating index...
    index created!
    >>> evaluation.params.maxDets = [1, 10, 1000]
    >>> evaluation.evaluate()  # doctest: +ELLIPSIS
    Running per image evaluation...
    Evaluate annotation type *bbox*
    DONE (t=...s).
    >>> evaluation.evalImgs[0]["dtMatches"][:, 0].astype(int)
    array([1, 1, 1, 1, 1, 1, 1, 1, 0, 0])
    """

    def __init__(self, cocoGt: Any = None, cocoDt: Any = None, iouType: str = "segm") -> None:
        if not iouType:
            print("iouType not specified. use default iouType segm")
        self.cocoGt = cocoGt
        self.cocoDt = cocoDt
        self.params = Params(iouType=iouType)
        self.eval: dict[str, Any] = {}
        self.stats: Any = []
        self._paramsEval: Any = {}
        self._input: _detlens.CocoInput | None = None
        self._cells: Any = defaultdict(list)
        self._overlaps: Any = {}
        if cocoGt is not None:
            self.params.imgIds = sorted(cocoGt.getImgIds())
            self.params.catIds = sorted(cocoGt.getCatIds())

    def evaluate(self) -> None:
        """Reads the annotations and results that `params` choose, and checks them.

        Raises
        ------
        detlens.InputError
            What is wrong with them, each with its place.
        """
        start = time.time()
        print("Running per image evaluation...")
        params = self.params
        if params.useSegm is not None:
            params.iouType = "segm" if params.useSegm == 1 else "bbox"
            print(f"useSegm (deprecated) is not None. Running {params.iouType} evaluation")
        print(f"Evaluate annotation type *{params.iouType}*")
        params.imgIds = _unique(params.imgIds)
        if params.useCats:
            params.catIds = _unique(params.catIds)
        params.maxDets = sorted(params.maxDets)
        self._prepare()
        self._cells = self._overlaps = None
        self._paramsEval = copy.deepcopy(params)
        print(f"DONE (t={time.time() - start:0.2f}s).")

    def accumulate(self, p: Any = None) -> None:
        """Makes the arrays of `eval`.

        Parameters
        ----------
        p
            Other settings than those of `evaluate`; as in pycocotools they may leave out
            categories, area ranges, images and limits, and have other recall thresholds.
        """
        print("Accumulating evaluation results...")
        start = time.time()
        params = self.params if p is None else p
        if self._cells is not None and len(self._cells) == 0:
            print("Please run evaluate() first")
        if not self._paramsEval:
            raise DetlensError("there is nothing to accumulate; run evaluate() first")
        # COCO rule: only a useCats of exactly 1 keeps the categories.
        params.catIds = params.catIds if params.useCats == 1 else [-1]
        arrays = self._arrays_at_once(params)
        if arrays is None:
            arrays = _cells.accumulate(self.evalImgs, params, self._paramsEval)
        precision, recall, scores = arrays
        n_thresholds, *others = recall.shape
        self.eval = {
            "params": params,
            "counts": [n_thresholds, len(params.recThrs), *others],
            "date": datetime.datetime.now().strftime("%Y-%m-%d %H:%M:%S"),
            "precision": precision,
            "recall": recall,
            "scores": scores,
        }
        print(f"DONE (t={time.time() - start:0.2f}s).")

    def summarize(self) -> None:
        """Prints the twelve numbers and keeps them in `stats`.

        Raises
        ------
        detlens.DetlensError
            If there is nothing to summarize, or there are fewer than three detection limits.
        """
        if not self.eval:
            raise DetlensError("there is nothing to summarize; run accumulate() first")
        stats: list[float] = []
        for line, value in _summary.numbers(self.params, self.eval):
            print(line)
            stats.append(value)
        self.stats = np.array(stats, dtype=np.float64)

    def __str__(self) -> str:
        """The summary as text, if there is one."""
        if not self.eval:
            return repr(self)
        return "\n".join(line for line, _ in _summary.numbers(self.params, self.eval))

    @property
    def evalImgs(self) -> Any:
        if self._cells is None:
            self._cells = _cells.all_cells(self._checked_input(), self._paramsEval)
        return self._cells

    @evalImgs.setter
    def evalImgs(self, cells: Any) -> None:
        self._cells = cells

    @property
    def ious(self) -> Any:
        if self._overlaps is None:
            self._overlaps = _cells.all_overlaps(self._checked_input(), self._paramsEval)
        return self._overlaps

    @ious.setter
    def ious(self, overlaps: Any) -> None:
        self._overlaps = overlaps

    def computeIoU(self, imgId: Any, catId: Any) -> Any:
        """The overlaps of one image and category, ``[D, G]``; an empty list if there are none."""
        return _cells.overlaps(self._checked_input(), self.params, imgId, catId)

    def evaluateImg(self, imgId: Any, catId: Any, aRng: Any, maxDet: int) -> Any:
        """The matches of one image and category in one area range; None if both are empty."""
        return _cells.cell(self._checked_input(), self.params, (imgId, catId), aRng, maxDet)

    def _prepare(self) -> None:
        """Reads what `params` choose."""
        self._input = _cells.read(self.cocoGt, self.cocoDt, self.params)
        self._cells = defaultdict(list)
        self.eval = {}

    def _checked_input(self) -> _detlens.CocoInput:
        if self._input is None:
            raise DetlensError("nothing has been read yet; run evaluate() first")
        return self._input

    def _arrays_at_once(self, params: Any) -> _cells.Arrays | None:
        """The arrays straight from the engine, if nothing was changed since `evaluate`."""
        if self._cells is not None or not _cells.same_choice(params, self._paramsEval):
            return None
        return self._checked_input().arrays(
            [float(threshold) for threshold in params.iouThrs],
            [float(threshold) for threshold in params.recThrs],
            params.maxDets,
            [(float(low), float(high)) for low, high in params.areaRng],
        )


def _unique(ids: Any) -> list[Any]:
    unique: npt.NDArray[Any] = np.unique(ids)
    return list(unique)
