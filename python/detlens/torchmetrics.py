"""`MeanAveragePrecision` for torchmetrics, on Detlens' engine.

Needs torch and torchmetrics, and neither pycocotools nor torchvision.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import torch
from torchmetrics import Metric

from detlens import _averages, _inputs, _states, _targets
from detlens._detlens import InputError, SettingsError
from detlens.coco._params import Params

IouType = Literal["bbox", "segm"]


class MeanAveragePrecision(Metric):
    """Average precision and recall as pycocotools defines them, as a metric of torchmetrics.

    Arguments, inputs and results have the names of torchmetrics' own ``MeanAveragePrecision``. Each
    element of an `update` is an image of its own. Images of several processes are gathered by
    torchmetrics; the result has the bits of one process that was given the images of all in the
    order of their ranks.

    What differs:

    - The thresholds that are not given are COCO's. torchmetrics rounds them to float32, so that a
      recall of exactly 0.1 does not reach the threshold 0.1.
    - ``map`` and ``map_per_class`` are taken at the largest detection limit, where torchmetrics
      gives -1 unless a limit is 100.
    - With masks alone, false positives on images without targets count; torchmetrics leaves
      such images out.
    - There is no ``extended_summary``, which `detlens.coco.COCOeval` gives, and no ``backend``.

    Parameters
    ----------
    box_format
        What the four numbers of a box are: ``"xyxy"``, ``"xywh"`` or ``"cxcywh"``, in px.
    iou_type
        What is compared: ``"bbox"``, ``"segm"``, or both, whose results then begin with
        ``bbox_`` and ``segm_``.
    iou_thresholds, rec_thresholds
        IoU and recall thresholds; COCO's if not given.
    max_detection_thresholds
        Three detection limits per image and category; 1, 10 and 100 if not given.
    class_metrics
        Whether there are results of each class.
    average
        ``"macro"`` for the mean over classes, ``"micro"`` to take all classes as one.
    **kwargs
        Arguments of ``torchmetrics.Metric``.

    Examples
    --------
    >>> import torch
    >>> from detlens.torchmetrics import MeanAveragePrecision
    >>> metric = MeanAveragePrecision()
    >>> boxes, labels = torch.tensor([[2.0, 3.0, 12.0, 22.0]]), torch.tensor([0])
    >>> found = {"boxes": boxes, "scores": torch.tensor([0.9]), "labels": labels}
    >>> metric.update([found], [{"boxes": boxes, "labels": labels}])
    >>> metric.compute()["map"]
    tensor(1.)
    """

    is_differentiable = False
    higher_is_better = True
    full_state_update = False
    plot_lower_bound = 0.0
    plot_upper_bound = 1.0

    images: Any
    """Each image as bytes, a line of JSON; one tensor of all of them after it was gathered."""

    def __init__(
        self,
        box_format: _inputs.BoxFormat = "xyxy",
        iou_type: IouType | tuple[IouType, ...] = "bbox",
        iou_thresholds: Sequence[float] | None = None,
        rec_thresholds: Sequence[float] | None = None,
        max_detection_thresholds: Sequence[int] | None = None,
        class_metrics: bool = False,
        extended_summary: bool = False,
        average: Literal["macro", "micro"] = "macro",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        if extended_summary:
            raise SettingsError("there is no extended summary; detlens.coco.COCOeval gives its arrays")
        if average not in ("macro", "micro"):
            raise SettingsError(f"average is {average!r}; it may be 'macro' or 'micro'")
        if box_format not in ("xyxy", "xywh", "cxcywh"):
            raise SettingsError(f"box_format is {box_format!r}; it may be 'xyxy', 'xywh' or 'cxcywh'")
        self.iou_types = (iou_type,) if isinstance(iou_type, str) else tuple(iou_type)
        self.average = average
        self.class_metrics = class_metrics
        self._reading = _inputs.Reading(box_format, None)
        self._params = [
            _averages.settings(one, iou_thresholds, rec_thresholds, max_detection_thresholds)
            for one in self.iou_types
        ]
        self.add_state("images", default=[], dist_reduce_fx="cat")

    def update(
        self, preds: Sequence[Mapping[str, Any]], target: Sequence[Mapping[str, Any]]
    ) -> None:
        """Adds a batch of images.

        Parameters
        ----------
        preds
            For each image ``boxes`` ``[N, 4]`` or ``masks`` ``[N, height, width]`` of bool or
            uint8, ``scores`` and ``labels``.
        target
            For each image ``boxes`` or ``masks``, ``labels``, and perhaps ``iscrowd`` and ``area``
            in px², of which 0 is that of the mask or box.

        Raises
        ------
        detlens.InputError
            What is missing or does not fit.
        """
        if len(preds) != len(target):
            raise InputError(f"there are {len(preds)} predictions and {len(target)} targets")
        for row, (found, there) in enumerate(zip(preds, target)):
            for name in _needed(self.iou_types):
                if name not in found or name not in there:
                    raise InputError(f"image {row} of the batch has no {name!r}, which its iou_type needs")
            uncoded = _inputs.uncoded(row, _chosen(found, self.iou_types), self._reading)
            uncoded_target = _targets.uncoded(_chosen(there, self.iou_types), self._reading)
            image = _states.coded(uncoded, uncoded_target)
            line = json.dumps(_states.plain(image)).encode() + b"\n"
            state = torch.frombuffer(bytearray(line), dtype=torch.uint8)
            self.images.append(state.to(self.device))

    def sync(self, *args: Any, **kwargs: Any) -> None:
        """As torchmetrics does it, also where a process has had no image."""
        if not isinstance(self.images, torch.Tensor) and not self.images:
            self.images.append(torch.zeros(0, dtype=torch.uint8, device=self.device))
        super().sync(*args, **kwargs)

    def compute(self) -> dict[str, torch.Tensor]:
        """The results, each a tensor; -1 is that of what is not defined, as in torchmetrics."""
        images = self._images()
        labels = {label for image in images for part in _parts(image) for label in part["category_ids"]}
        classes = sorted(labels)
        results: dict[str, torch.Tensor] = {}
        for params in self._params:
            prefix = "" if len(self.iou_types) == 1 else f"{params.iouType}_"
            numbers = self._numbers(params, images, classes)
            results |= {f"{prefix}{name}": _tensor(value) for name, value in numbers.items()}
        return results | {"classes": torch.tensor(classes, dtype=torch.int32)}

    def _numbers(self, params: Params, images: list[_states.Image], classes: list[int]) -> dict[str, Any]:
        is_micro = self.average == "micro"
        arrays = _averages.evaluated(params, images, classes, self.iou_types, is_micro=is_micro)
        limits = params.maxDets
        numbers = _averages.means(params, arrays)
        of_classes: dict[str, Any] = {"map_per_class": -1, f"mar_{limits[-1]}_per_class": -1}
        if self.class_metrics:
            if is_micro:
                arrays = _averages.evaluated(params, images, classes, self.iou_types, is_micro=False)
            one_by_one = [_averages.means(params, _averages.of_class(arrays, at)) for at in range(len(classes))]
            of_classes = {
                "map_per_class": [means["map"] for means in one_by_one],
                f"mar_{limits[-1]}_per_class": [means[f"mar_{limits[-1]}"] for means in one_by_one],
            }
        return numbers | of_classes

    def _images(self) -> list[_states.Image]:
        states = [self.images] if isinstance(self.images, torch.Tensor) else self.images
        lines = b"".join(state.cpu().numpy().tobytes() for state in states).splitlines()
        return [_states.of_plain(json.loads(line)) for line in lines]


def _needed(iou_types: Sequence[str]) -> list[str]:
    return [{"bbox": "boxes", "segm": "masks"}[iou_type] for iou_type in iou_types]


def _chosen(columns: Mapping[str, Any], iou_types: Sequence[str]) -> dict[str, Any]:
    """The columns without the boxes or masks that are not compared."""
    left_out = {"boxes", "masks"} - set(_needed(iou_types))
    return {name: value for name, value in columns.items() if name not in left_out}


def _parts(image: _states.Image) -> list[Any]:
    return [*image["detections"], *image["ground_truths"]]


def _tensor(value: Any) -> torch.Tensor:
    return torch.tensor(value, dtype=torch.float32)
