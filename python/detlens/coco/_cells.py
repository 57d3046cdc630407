"""The cells of an evaluation: what is read for them, and the lists that pycocotools makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Optional, TypedDict, Union

import numpy as np
import numpy.typing as npt

from detlens import _detlens
from detlens._detlens import InputError
from detlens.coco._params import Params

#: The one category that stands for all of them.
_ALL_CATEGORIES = [-1]

FloatArray = npt.NDArray[np.float64]

#: Precision ``[T, R, K, A, M]``, recall ``[T, K, A, M]`` and scores, of the shape of precision.
Arrays = tuple[FloatArray, FloatArray, FloatArray]

#: One element of `evalImgs`; None where there is neither detection nor ground truth.
Cell = Optional[dict[str, Any]]

#: One value of `ious`, ``[D, G]``; an empty list where there is no detection or no ground truth.
Overlaps = Union[FloatArray, list[Any]]


class Selection(TypedDict):
    """The part of a list of cells that arrays are made of."""

    n_area_ranges: int
    n_images: int
    """How many area ranges and images the list was made for."""
    categories: list[int]
    area_ranges: list[int]
    images: list[int]
    """Positions in the list."""
    limits: list[int]
    recall_thresholds: list[float]
    shape: tuple[int, int, int, int]
    """That of the recall: ``[T, K, A, M]``."""


def read(ground_truth: Any, detections: Any, params: Params) -> _detlens.CocoInput:
    """Reads the objects of the images and categories that the parameters choose."""
    if len(set(params.catIds)) < len(params.catIds):
        raise InputError("catIds lists a category twice; each may be evaluated once")
    return _detlens.CocoInput(
        gts=_annotations(ground_truth, params),
        dts=_annotations(detections, params),
        image_ids=params.imgIds,
        image_sizes=[_size(ground_truth, image_id) for image_id in params.imgIds],
        category_ids=params.catIds,
        iou_type=params.iouType,
        use_categories=bool(params.useCats),
    )


def all_cells(source: _detlens.CocoInput, params: Params) -> list[Cell]:
    """The list `evalImgs`, in the order of categories, area ranges, images."""
    limit = params.maxDets[-1]
    return source.cells(
        _numbered(params.imgIds),
        _numbered(_categories(params)),
        list(params.areaRng),
        _floats(params.iouThrs),
        (_limit(limit), _limit(limit)),
    )


def cell(
    source: _detlens.CocoInput, params: Params, ids: tuple[Any, Any], area_range: Any, limit: int
) -> Cell:
    """One element of `evalImgs`."""
    image_at, category_at = _positions(params, *ids)
    (found,) = source.cells(
        [(image_at, ids[0])],
        [(category_at, ids[1])],
        [area_range],
        _floats(params.iouThrs),
        (_limit(params.maxDets[-1]), _limit(limit)),
    )
    return found


def all_overlaps(source: _detlens.CocoInput, params: Params) -> dict[tuple[Any, Any], Overlaps]:
    """The dictionary `ious`."""
    categories = _categories(params)
    keys = [(image_id, category_id) for image_id in params.imgIds for category_id in categories]
    limit = _limit(params.maxDets[-1])
    found = source.ious(list(range(len(params.imgIds))), list(range(len(categories))), limit)
    return dict(zip(keys, found))


def overlaps(source: _detlens.CocoInput, params: Params, image_id: Any, category_id: Any) -> Overlaps:
    """One value of `ious`."""
    image_at, category_at = _positions(params, image_id, category_id)
    (found,) = source.ious([image_at], [category_at], _limit(params.maxDets[-1]))
    return found


def same_choice(params: Any, evaluated: Any) -> bool:
    """Whether the arrays are to be over exactly what was evaluated."""
    keeps_categories = params.useCats == 1 or not params.useCats
    categories = _categories(evaluated)
    return (
        keeps_categories
        and bool(params.useCats) == bool(evaluated.useCats)
        and list(params.catIds) == list(categories)
        and list(params.imgIds) == list(evaluated.imgIds)
        and list(params.maxDets) == list(evaluated.maxDets)
        and _ranges(params) == _ranges(evaluated)
        and np.array_equal(params.iouThrs, evaluated.iouThrs)
        and len(params.imgIds) > 0
    )


def accumulate(cells: Iterable[Cell], params: Any, evaluated: Any) -> Arrays:
    """The arrays over a list of cells, for parameters that may choose a part of them.

    COCO rule: the list is cut by the positions in `params`, and by the numbers of area ranges and
    images in what was evaluated.
    """
    categories, ranges = set(_categories(evaluated)), set(_ranges(evaluated))
    limits, images = set(evaluated.maxDets), set(evaluated.imgIds)
    selection: Selection = {
        "n_area_ranges": len(evaluated.areaRng),
        "n_images": len(evaluated.imgIds),
        "categories": [at for at, id_ in enumerate(params.catIds) if id_ in categories],
        "area_ranges": [at for at, bounds in enumerate(_ranges(params)) if bounds in ranges],
        "images": [at for at, id_ in enumerate(params.imgIds) if id_ in images],
        "limits": [_limit(limit) for limit in params.maxDets if limit in limits],
        "recall_thresholds": _floats(params.recThrs),
        "shape": (
            len(params.iouThrs),
            len(params.catIds) if params.useCats else 1,
            len(params.areaRng),
            len(params.maxDets),
        ),
    }
    return _detlens.accumulate_cells(list(cells), selection)


def _annotations(coco: Any, params: Params) -> list[dict[str, Any]]:
    """What `loadAnns` gives for the images, in the order of the images."""
    if params.imgIds and hasattr(coco, "imgToAnns") and hasattr(coco, "anns"):
        of_image, by_id = coco.imgToAnns, coco.anns
        found = (of_image.get(image_id, ()) for image_id in params.imgIds)
        return [by_id[annotation["id"]] for annotations in found for annotation in annotations]
    loaded: list[dict[str, Any]] = coco.loadAnns(coco.getAnnIds(imgIds=params.imgIds))
    return loaded


def _size(coco: Any, image_id: Any) -> tuple[int, int] | None:
    image = coco.imgs.get(image_id, {})
    height, width = image.get("height"), image.get("width")
    return None if height is None or width is None else (height, width)


def _categories(params: Any) -> Any:
    return params.catIds if params.useCats else _ALL_CATEGORIES


def _positions(params: Params, image_id: Any, category_id: Any) -> tuple[int, int]:
    return list(params.imgIds).index(image_id), list(_categories(params)).index(category_id)


def _numbered(ids: Iterable[Any]) -> list[tuple[int, Any]]:
    return list(enumerate(ids))


def _ranges(params: Any) -> list[tuple[Any, ...]]:
    return [tuple(bounds) for bounds in params.areaRng]


def _floats(values: Any) -> list[float]:
    return [float(value) for value in values]


def _limit(limit: Any) -> int:
    if limit < 0:
        raise InputError(f"a detection limit is {limit}; it must be 0 or more")
    return int(limit)
