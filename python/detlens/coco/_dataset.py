"""`COCO`: annotations or results in memory, and questions about them."""

from __future__ import annotations

import itertools
import json
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from detlens import mask
from detlens._detlens import InputError
from detlens.coco import _drawing, _results


class COCO:
    """The annotations of a file, indexed by id, image and category.

    Parameters
    ----------
    annotation_file
        A COCO file; without one the object is empty, and `dataset` can be set before
        `createIndex`.

    Attributes
    ----------
    dataset
        The file's contents.
    anns, cats, imgs
        Records by id.
    imgToAnns, catToImgs
        Annotations of each image; image ids of each category, one for each annotation.

    Examples
    --------
    >>> from detlens.coco import COCO
    >>> coco = COCO()
    >>> coco.dataset = {
    ...     "images": [{"id": 1}, {"id": 2}],
    ...     "categories": [{"id": 7, "name": "box"}],
    ...     "annotations": [{"id": 3, "image_id": 2, "category_id": 7, "area": 4, "iscrowd": 0}],
    ... }
    >>> coco.createIndex()
    creating index...
    index created!
    >>> coco.getImgIds(catIds=7), coco.getAnnIds(imgIds=2), coco.getCatIds(catNms="box")
    ([2], [3], [7])
    """

    def __init__(self, annotation_file: Any = None) -> None:
        self.dataset: dict[str, Any] = {}
        self._index_nothing()
        if annotation_file is None:
            return
        print("loading annotations into memory...")
        start = time.time()
        with open(annotation_file) as file:
            dataset = json.load(file)
        if not isinstance(dataset, dict):
            raise InputError(
                f"{annotation_file} holds a {type(dataset).__name__}, not COCO's object of lists"
            )
        print(f"Done (t={time.time() - start:0.2f}s)")
        self.dataset = dataset
        self.createIndex()

    def createIndex(self) -> None:
        """Indexes `dataset`; to be called again after it has been changed."""
        print("creating index...")
        self._index_nothing()
        annotations = self.dataset.get("annotations", [])
        for annotation in annotations:
            self.imgToAnns[annotation["image_id"]].append(annotation)
            self.anns[annotation["id"]] = annotation
        self.imgs.update((image["id"], image) for image in self.dataset.get("images", []))
        self.cats.update((cat["id"], cat) for cat in self.dataset.get("categories", []))
        if "categories" in self.dataset:
            for annotation in annotations:
                self.catToImgs[annotation["category_id"]].append(annotation["image_id"])
        print("index created!")

    def info(self) -> None:
        """Prints what the file says about itself."""
        for key, value in self.dataset["info"].items():
            print(f"{key}: {value}")

    def getAnnIds(
        self, imgIds: Any = (), catIds: Any = (), areaRng: Any = (), iscrowd: Any = None
    ) -> list[Any]:
        """Ids of the annotations that fit every filter.

        Parameters
        ----------
        imgIds, catIds
            One id or several; none for all.
        areaRng
            Two bounds in px², both excluded.
        iscrowd
            Only crowds, or only others.
        """
        image_ids, category_ids = _listed(imgIds), _listed(catIds)
        annotations: Iterable[Any] = self.dataset["annotations"]
        if len(image_ids):
            of_images = (self.imgToAnns[id_] for id_ in image_ids if id_ in self.imgToAnns)
            annotations = itertools.chain.from_iterable(of_images)
        if len(category_ids):
            annotations = (ann for ann in annotations if ann["category_id"] in category_ids)
        if len(areaRng):
            low, high = areaRng[0], areaRng[1]
            annotations = (ann for ann in annotations if low < ann["area"] < high)
        if iscrowd is not None:
            annotations = (ann for ann in annotations if ann["iscrowd"] == iscrowd)
        return [annotation["id"] for annotation in annotations]

    def getCatIds(self, catNms: Any = (), supNms: Any = (), catIds: Any = ()) -> list[Any]:
        """Ids of the categories that fit every filter: names, supercategories, ids."""
        filters = {
            "name": _listed(catNms),
            "supercategory": _listed(supNms),
            "id": _listed(catIds),
        }
        asked = {key: allowed for key, allowed in filters.items() if len(allowed)}
        return [
            category["id"]
            for category in self.dataset["categories"]
            if all(category[key] in allowed for key, allowed in asked.items())
        ]

    def getImgIds(self, imgIds: Any = (), catIds: Any = ()) -> list[Any]:
        """Ids of the images among `imgIds` that have an object of every category in `catIds`."""
        image_ids, category_ids = _listed(imgIds), _listed(catIds)
        if len(image_ids) == len(category_ids) == 0:
            return list(self.imgs)
        found = set(image_ids)
        for place, category_id in enumerate(category_ids):
            with_category = set(self.catToImgs[category_id])
            found = with_category if place == 0 and not found else found & with_category
        return list(found)

    def loadAnns(self, ids: Any = ()) -> Any:
        """The annotations with these ids."""
        return _looked_up(self.anns, ids)

    def loadCats(self, ids: Any = ()) -> Any:
        """The categories with these ids."""
        return _looked_up(self.cats, ids)

    def loadImgs(self, ids: Any = ()) -> Any:
        """The images with these ids."""
        return _looked_up(self.imgs, ids)

    def loadRes(self, resFile: Any) -> COCO:
        """Results on this ground truth, as a `COCO` of their own.

        Parameters
        ----------
        resFile
            A result file, a list of results, or an array ``[N, 7]`` as `loadNumpyAnnotations`
            takes it. Unlike pycocotools the list and its dictionaries stay as they are, and it
            may be empty.

        Raises
        ------
        detlens.InputError
            If it is no list, or a result is on an image that is not there.
        """
        results = COCO()
        _results.load(self, results, resFile)
        return results

    def loadNumpyAnnotations(self, data: Any) -> list[dict[str, Any]]:
        """Results of an array ``[N, 7]``: image id, x, y, width, height, score, category id."""
        return _results.of_array(data)

    def annToRLE(self, ann: dict[str, Any]) -> Any:
        """The run lengths of an annotation's mask, whatever form it has."""
        image = self.imgs[ann["image_id"]]
        height, width, segmentation = image["height"], image["width"], ann["segmentation"]
        if isinstance(segmentation, list):
            return mask.merge(mask.frPyObjects(segmentation, height, width))
        if isinstance(segmentation["counts"], list):
            return mask.frPyObjects(segmentation, height, width)
        return segmentation

    def annToMask(self, ann: dict[str, Any]) -> Any:
        """The bitmap of an annotation's mask, ``[height, width]`` of uint8."""
        return mask.decode(self.annToRLE(ann))

    def showAnns(self, anns: Any, draw_bbox: bool = False) -> Any:
        """Draws annotations on matplotlib's current axes; captions are printed."""
        return _drawing.draw(self, anns, draw_bbox)

    def download(self, tarDir: Any = None, imgIds: Any = ()) -> Any:
        """Fetches images from their ``coco_url`` into a folder; those that are there stay."""
        if tarDir is None:
            print("Please specify target directory")
            return -1
        images = self.loadImgs(imgIds) if len(imgIds) else list(self.imgs.values())
        folder = Path(tarDir)
        folder.mkdir(parents=True, exist_ok=True)
        for place, image in enumerate(images):
            start = time.time()
            path = folder / image["file_name"]
            if not path.exists():
                urllib.request.urlretrieve(image["coco_url"], path)
            print(f"downloaded {place}/{len(images)} images (t={time.time() - start:0.1f}s)")
        return None

    def _index_nothing(self) -> None:
        self.anns: dict[Any, Any] = {}
        self.cats: dict[Any, Any] = {}
        self.imgs: dict[Any, Any] = {}
        self.imgToAnns: defaultdict[Any, list[Any]] = defaultdict(list)
        self.catToImgs: defaultdict[Any, list[Any]] = defaultdict(list)


def _listed(value: Any) -> Any:
    """One value as a list of it; a text counts as several, as in pycocotools."""
    return value if hasattr(value, "__iter__") and hasattr(value, "__len__") else [value]


def _looked_up(records: dict[Any, Any], ids: Any) -> Any:
    if hasattr(ids, "__iter__") and hasattr(ids, "__len__"):
        return [records[id_] for id_ in ids]
    return [records[ids]]
