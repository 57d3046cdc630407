"""Run-length masks: a stand-in for ``pycocotools.mask`` with the same bits.

A mask is COCO's dictionary ``{"size": [height, width], "counts": bytes}``; its run lengths go column
by column, background first. Functions that take a list give a list or an array; `encode`, `decode`,
`area` and `toBbox` also take one mask and then give one result.

What pycocotools misreads is refused with a `detlens.InputError` that says why: run lengths that do
not fill the mask, an empty run after the first, masks of several sizes in one call.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict, Union, cast, overload

import numpy as np
import numpy.typing as npt

from detlens import _detlens
from detlens._detlens import InputError
from detlens._kinds import are_masks, is_array, is_list, is_record

__all__ = ["Rle", "area", "decode", "encode", "frPyObjects", "iou", "merge", "toBbox"]


class Rle(TypedDict):
    """A mask as run lengths."""

    size: list[int]
    """Height and width in px."""
    counts: bytes
    """The run lengths, in COCO's coding."""


_UInt8Array = npt.NDArray[np.uint8]
_FloatArray = npt.NDArray[np.float64]
_Regions = Union[Sequence[Rle], Sequence[Sequence[float]], npt.NDArray[Any]]


def encode(bimask: npt.NDArray[Any]) -> Any:
    """The run lengths of bitmaps.

    Parameters
    ----------
    bimask
        One bitmap ``[height, width]`` or several ``[height, width, N]``, of bool or uint8. Unlike
        pycocotools, which takes uint8 in Fortran order only, any order of memory will do.

    Returns
    -------
    One `Rle`, or a list of ``N``.

    Examples
    --------
    >>> from detlens import mask
    >>> mask.encode(np.array([[0, 1], [0, 1]], dtype=np.uint8))
    {'size': [2, 2], 'counts': b'22'}
    """
    if bimask.dtype not in (np.dtype(np.uint8), np.dtype(np.bool_)):
        raise InputError(f"a bitmap must be of uint8 or bool, not of {bimask.dtype}")
    pixels = bimask.view(np.uint8) if bimask.dtype == np.bool_ else bimask
    if pixels.ndim == 2:
        return _detlens.encode(pixels[:, :, np.newaxis])[0]
    if pixels.ndim == 3:
        return _detlens.encode(pixels)
    raise InputError(f"a bitmap must have 2 axes, and several 3, not {pixels.ndim}")


def decode(rleObjs: Rle | list[Rle]) -> _UInt8Array:
    """The bitmaps of masks of one size, 1 where the mask is.

    Returns
    -------
    ``[height, width]`` for one mask, ``[height, width, N]`` for a list, in Fortran order.

    Examples
    --------
    >>> from detlens import mask
    >>> mask.decode({"size": [2, 2], "counts": b"22"})
    array([[0, 1],
           [0, 1]], dtype=uint8)
    """
    if isinstance(rleObjs, list):
        return _detlens.decode(rleObjs)
    return _detlens.decode([rleObjs])[:, :, 0]


@overload
def area(rleObjs: list[Rle]) -> npt.NDArray[np.uint32]: ...
@overload
def area(rleObjs: Rle) -> np.uint32: ...
def area(rleObjs: Rle | list[Rle]) -> npt.NDArray[np.uint32] | np.uint32:
    """Areas of masks in px²: one number for one mask, length ``N`` for a list.

    Examples
    --------
    >>> from detlens import mask
    >>> int(mask.area({"size": [2, 2], "counts": b"22"}))
    2
    """
    if isinstance(rleObjs, list):
        return _detlens.areas(rleObjs)
    return cast(np.uint32, _detlens.areas([rleObjs])[0])


def toBbox(rleObjs: Rle | list[Rle]) -> _FloatArray:
    """The smallest boxes that hold masks, as x, y, width and height in px.

    Returns
    -------
    Length 4 for one mask, ``[N, 4]`` for a list. A mask without foreground has a box of zeros.

    Examples
    --------
    >>> from detlens import mask
    >>> mask.toBbox({"size": [2, 2], "counts": b"22"})
    array([1., 0., 1., 2.])
    """
    if isinstance(rleObjs, list):
        return _detlens.boxes_around(rleObjs)
    return cast(_FloatArray, _detlens.boxes_around([rleObjs])[0])


def merge(rleObjs: list[Rle], intersect: bool = False) -> Rle:
    """One mask of what any of the masks covers, or of what all of them do.

    Examples
    --------
    >>> from detlens import mask
    >>> left, right = {"size": [1, 3], "counts": b"021"}, {"size": [1, 3], "counts": b"12"}
    >>> mask.merge([left, right])
    {'size': [1, 3], 'counts': b'03'}
    >>> mask.merge([left, right], intersect=True)
    {'size': [1, 3], 'counts': b'111'}
    """
    return _detlens.merge(rleObjs, bool(intersect))


def iou(dt: _Regions, gt: _Regions, pyiscrowd: Sequence[int] | npt.NDArray[Any]) -> Any:
    """Overlaps of detections with ground truths.

    Parameters
    ----------
    dt, gt
        Masks, or boxes as lists of four numbers or an array ``[N, 4]``; both of one kind.
    pyiscrowd
        Whether each ground truth is a crowd, length ``G``; the overlap with a crowd is the
        intersection over the area of the detection.

    Returns
    -------
    An array ``[D, G]``; an empty list where there is no detection or no ground truth. Two masks of
    different sizes overlap by -1 where the boxes around them meet.

    Examples
    --------
    >>> from detlens import mask
    >>> mask.iou([[0, 0, 1, 1]], [[0, 0, 2, 2]], [0])
    array([[0.25]])
    """
    is_crowd = np.asarray(pyiscrowd).astype(np.uint8).astype(np.bool_)
    if len(is_crowd) != len(gt):
        raise InputError(f"there are {len(is_crowd)} crowd flags for {len(gt)} ground truths")
    if len(dt) == 0 or len(gt) == 0:
        return []
    if are_masks(dt) and are_masks(gt):
        return _detlens.iou_of_masks(dt, gt, is_crowd)
    return _detlens.iou_of_boxes(_boxes(dt), _boxes(gt), is_crowd)


def frPyObjects(pyobj: Any, h: int, w: int) -> Any:
    """Masks of polygons, boxes or plain run lengths.

    Parameters
    ----------
    pyobj
        Polygons ``[[x0, y0, x1, y1, …], …]`` of three points or more; boxes
        ``[[x, y, width, height], …]`` as lists or an array ``[N, 4]``; or dictionaries whose
        ``counts`` is a list. One of them alone gives one mask.
    h, w
        Height and width of the image in px; dictionaries bring their own.

    Returns
    -------
    A list of `Rle`, or one.

    Examples
    --------
    >>> from detlens import mask
    >>> mask.frPyObjects([[0, 0, 2, 0, 2, 2]], 3, 4)
    [{'size': [3, 4], 'counts': b'318'}]
    """
    if is_array(pyobj):
        return _detlens.from_boxes(_boxes(pyobj), h, w)
    if is_record(pyobj):
        return _of_counts(pyobj)
    if not is_list(pyobj) or not pyobj:
        raise InputError("expected a list of polygons, boxes or run lengths, an array or a dict")
    if isinstance(pyobj[0], dict):
        return [_of_counts(rle) for rle in pyobj]
    if np.isscalar(pyobj[0]):
        return frPyObjects([pyobj], h, w)[0]
    if len(pyobj[0]) == 4:
        return _detlens.from_boxes(_boxes(pyobj), h, w)
    return _detlens.from_polygons(pyobj, h, w)


def _of_counts(rle: dict[str, Any]) -> Rle:
    if isinstance(rle["counts"], (bytes, str)):
        raise InputError("the run lengths are coded already; expected a list of numbers")
    height, width = rle["size"]
    return _detlens.from_counts(rle["counts"], (height, width))


def _boxes(regions: Any) -> _FloatArray:
    if is_list(regions) and any(isinstance(region, dict) for region in regions):
        raise InputError("detections and ground truths must be all boxes or all masks")
    try:
        boxes = np.asarray(regions, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InputError(f"boxes must be rows of four numbers: {error}") from error
    if boxes.ndim != 2 or boxes.shape[1] != 4:
        raise InputError(f"boxes must have the shape [N, 4], not {list(boxes.shape)}")
    return boxes
