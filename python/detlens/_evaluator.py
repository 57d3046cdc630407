"""`Evaluator`: detections collected while a model runs, evaluated when it is done."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Union

import numpy as np

from detlens import _detlens, _inputs, _states, _targets
from detlens._detlens import SettingsError
from detlens._run import Run

#: Threads that code masks; more would take the cores from the model.
_N_WORKERS = 2


#: One update: an image, or its masks still being coded.
_Part = Union[_states.Image, Future[_states.Image]]


class Evaluator:
    """Collects the detections of images one after the other, and evaluates them.

    Masks are coded on threads of their own while the caller goes on; what they find wrong is
    raised by `compute`. Any number of processes may collect parts: see `state_bytes` and `merge`.

    Parameters
    ----------
    gt
        The ground truth of all images: a path, a COCO object or a dictionary of COCO's lists.
        It is read by the first `compute`, which keeps it for the ones after it. Without it each `update` brings the ground truth of its image.
    categories
        Names of the categories by id, if there is no `gt`; a list has the ids 0, 1, …
    box_format
        What the four numbers of a box are: ``"xyxy"``, ``"xywh"`` or ``"cxcywh"``, in px.
    category_ids
        The category id that each label of the detector stands for; labels are ids if not given.
    **settings
        Settings of `detlens.evaluate`.

    Examples
    --------
    >>> import detlens, numpy as np
    >>> evaluator = detlens.Evaluator(categories=["box"], box_format="xyxy", score_threshold=0.5)
    >>> found = {"boxes": np.array([[2, 3, 12, 22]]), "scores": [0.9], "labels": [0]}
    >>> there = {"boxes": np.array([[2, 3, 12, 23]]), "labels": [0]}
    >>> evaluator.update("a.jpg", found, there)
    >>> evaluator.compute().exact["counts"][0]["n_tp"]
    1
    """

    def __init__(
        self,
        gt: Any = None,
        *,
        categories: Mapping[Any, str] | Sequence[str] | None = None,
        box_format: _inputs.BoxFormat | None = None,
        category_ids: Mapping[int, Any] | Sequence[Any] | None = None,
        **settings: Any,
    ) -> None:
        if (gt is None) == (categories is None):
            raise SettingsError("give either the ground truth or the categories")
        self._ground_truth = None if gt is None else _inputs.ground_truth_of(gt)
        #: The ground truth as it was read, by what is compared.
        self._kept: dict[str, _detlens.GroundTruth] = {}
        self._categories = _targets.category_records(categories)
        known = list(category_ids) if isinstance(category_ids, Sequence) else category_ids
        self._reading = _inputs.Reading(box_format, known)
        self._settings = {"iou_type": None, **settings}
        self._pool = ThreadPoolExecutor(_N_WORKERS, thread_name_prefix="detlens")
        self.reset()

    def reset(self) -> None:
        """Forgets every image."""
        self._images: dict[Any, list[_Part]] = {}

    def update(self, image_id: Any, detections: Any, ground_truth: Any = None) -> None:
        """Adds the detections of an image, and its ground truth if that is not known yet.

        Parameters
        ----------
        image_id
            The id of the image in the ground truth, or any number or text. An image may come
            several times with further detections.
        detections
            As the values of the dictionary that `detlens.evaluate` takes.
        ground_truth
            ``boxes`` or ``masks``, ``labels``, and perhaps ``iscrowd`` and ``area``, as the targets
            of torchmetrics; only without `gt`, and then an empty one where there is nothing.
        """
        if (ground_truth is None) != (self._ground_truth is not None):
            has = "has one already" if self._ground_truth is not None else "needs one"
            raise SettingsError(f"image {image_id!r}: the ground truth {has}")
        batch = _inputs.uncoded(image_id, detections, self._reading)
        target = None if ground_truth is None else _targets.uncoded(ground_truth, self._reading)
        for part in (batch, target):
            if part is not None and isinstance(masks := part["masks"], np.ndarray):
                # The caller may write to its bitmaps again while they are coded.
                part["masks"] = masks.copy()
        parts = self._images.setdefault(image_id, [])
        if batch["masks"] is None and (target is None or target["masks"] is None):
            # Handing over what needs no work takes longer than all else that is done here.
            parts.append(_states.coded(batch, target))
        else:
            parts.append(self._pool.submit(_states.coded, batch, target))

    def compute(self) -> Run:
        """Evaluates all images that came; those of `gt` that did not come have no detections.

        Raises
        ------
        detlens.InputError
            What is wrong with anything that came.
        """
        images = self._coded()
        columns = _inputs.joined(batch for image in images for batch in image["detections"])
        ground_truth = self._ground_truth or _targets.document(self._categories, images)
        iou_type = self._settings["iou_type"] or _inputs.iou_type_of(ground_truth, [], columns)
        kept = self._kept.get(iou_type) or _detlens.GroundTruth(ground_truth, iou_type)
        if self._ground_truth is not None:
            self._kept[iou_type] = kept
        return Run(_detlens.evaluate_memory(self._settings, kept, [], columns))

    def state_bytes(self) -> bytes:
        """All that came, to be sent to another process, which gives it to `merge`.

        It is a text of JSON in which every number has all its digits.
        """
        return json.dumps([_states.plain(image) for image in self._coded()]).encode()

    def merge(self, states: Iterable[bytes]) -> None:
        """Takes the images of several processes in place of its own.

        The result is to the bit that of one process to which all images came. An image that is in
        several states, as distributed samplers make it, is taken from the first.

        Examples
        --------
        In each process of ``torch.distributed``::

            for images, targets in loader:
                for found, target in zip(model(images), targets):
                    evaluator.update(target["image_id"], found)
            states = [b""] * torch.distributed.get_world_size()
            torch.distributed.all_gather_object(states, evaluator.state_bytes())
            evaluator.merge(states)
            run = evaluator.compute()
        """
        merged: dict[Any, list[_Part]] = {}
        for state in states:
            for plain in json.loads(state):
                image = _states.of_plain(plain)
                merged.setdefault(image["image_id"], [image])
        self._images = merged

    def __len__(self) -> int:
        """The number of images that came."""
        return len(self._images)

    def _coded(self) -> list[_states.Image]:
        works = self._images.values()
        return [_states.joined([_done(part) for part in parts]) for parts in works]


def _done(part: _Part) -> _states.Image:
    return part.result() if isinstance(part, Future) else part
