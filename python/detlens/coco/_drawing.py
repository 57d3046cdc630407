"""Annotations drawn with matplotlib, which is imported only here and only when asked for."""

from __future__ import annotations

from typing import Any

import numpy as np

from detlens._detlens import InputError
from detlens._kinds import is_list

#: What crowds are filled with, as red, green and blue in `[0, 1]`.
_CROWD_COLOR = np.array([2.0, 166.0, 101.0]) / 255


def draw(coco: Any, annotations: Any, draw_bbox: bool) -> Any:
    """Draws masks, polygons, key points and boxes on the current axes; prints captions."""
    if len(annotations) == 0:
        return 0
    first = annotations[0]
    if "segmentation" in first or "keypoints" in first:
        return _draw_instances(coco, annotations, draw_bbox)
    if "caption" not in first:
        raise InputError("annotations without segmentation, keypoints and caption cannot be drawn")
    for annotation in annotations:
        print(annotation["caption"])
    return None


def _draw_instances(coco: Any, annotations: Any, draw_bbox: bool) -> None:
    from matplotlib import pyplot
    from matplotlib.collections import PatchCollection
    from matplotlib.patches import Polygon

    axes = pyplot.gca()
    axes.set_autoscale_on(False)
    outlines: list[Any] = []
    colors: list[Any] = []
    for annotation in annotations:
        color = np.random.random(3) * 0.6 + 0.4
        rings = _rings(annotation, draw_bbox)
        outlines += [Polygon(np.reshape(ring, (-1, 2))) for ring in rings]
        colors += [color] * len(rings)
        if isinstance(annotation.get("segmentation"), dict):
            _draw_mask(axes, coco.annToMask(annotation), annotation)
        if isinstance(annotation.get("keypoints"), list):
            _draw_key_points(axes, coco, annotation, color)
    filled = PatchCollection(outlines, facecolor=colors, linewidths=0, alpha=0.4)
    axes.add_collection(filled)
    lines = PatchCollection(outlines, facecolor="none", edgecolors=colors, linewidths=2)
    axes.add_collection(lines)


def _rings(annotation: Any, draw_bbox: bool) -> list[Any]:
    """The polygons of an annotation, and its box if that is wanted."""
    segmentation = annotation.get("segmentation")
    rings = list(segmentation) if is_list(segmentation) else []
    if draw_bbox:
        left, top, width, height = annotation["bbox"]
        right, bottom = left + width, top + height
        rings.append([left, top, left, bottom, right, bottom, right, top])
    return rings


def _draw_mask(axes: Any, bitmap: Any, annotation: Any) -> None:
    color = _CROWD_COLOR if annotation["iscrowd"] else np.random.random(3)
    picture = np.empty((*bitmap.shape, 4))
    picture[:, :, :3] = color
    picture[:, :, 3] = bitmap * 0.5
    axes.imshow(picture)


def _draw_key_points(axes: Any, coco: Any, annotation: Any, color: Any) -> None:
    (category,) = coco.loadCats(annotation["category_id"])
    x, y, visibility = np.reshape(annotation["keypoints"], (-1, 3)).T
    for limb in np.array(category["skeleton"]) - 1:
        if (visibility[limb] > 0).all():
            axes.plot(x[limb], y[limb], linewidth=3, color=color)
    for is_shown, edge in ((visibility > 0, "k"), (visibility > 1, color)):
        axes.plot(
            x[is_shown],
            y[is_shown],
            "o",
            markersize=8,
            markerfacecolor=color,
            markeredgecolor=edge,
            markeredgewidth=2,
        )
