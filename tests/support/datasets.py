"""Random small data sets that together have every oddity of the COCO format.

`data_set(seed, iou_type)` is the same on every machine. What may be odd in it is decided once for
the whole set (see `Habits`), so that each oddity meets some data sets that are otherwise plain.
"""

import json
import random
from dataclasses import dataclass

from support.regions import box_region, mask_region, moved, random_box


@dataclass
class DataSet:
    """The two documents of one evaluation."""

    ground_truth: dict
    results: list

    def write(self, folder):
        """Writes `gt.json` and `dt.json`, as a failed test leaves them for a person to look at."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "gt.json").write_text(json.dumps(self.ground_truth))
        (folder / "dt.json").write_text(json.dumps(self.results))


class Habits:
    """What may be odd in one data set."""

    def __init__(self, rng):
        self.image_ids = rng.choice([[5, 3, 8, 1, 900, 2], [0, -7, 12, 4, 3, 1], list("bca01Z")])
        self.category_ids = rng.choice([[1], [1, 2], [7, 3, 90], [0, -2, 5, 4], ["b", "a"]])
        self.first_annotation_id = rng.choice([1, 1, 0, -5])
        self.annotation_id = rng.choice([int, int, int, str])
        self.n_objects = rng.choice([0, 2, 3, 4, 6, 9])
        self.n_false_positives = rng.choice([0, 1, 4])
        self.crowds = rng.choice([0, 0, 0.2])
        self.ignores = rng.choice([0, 0.3])
        self.area = rng.choice(["own", "own", "other", "few"])
        self.scores = rng.choice(["any", "two places", "one place", "whole", "equal", "logits"])
        self.results = rng.choice(["plain", "box in each", "box in some", "masks for boxes"])
        self.wrong_categories = rng.choice([0, 0.2])


def data_set(seed, iou_type):
    """The data set of a seed."""
    rng = random.Random(f"{iou_type} {seed}")
    habits = Habits(rng)
    images = _images(rng, habits)
    categories = [
        {"id": category_id, "name": rng.choice(["box", "tote", f"number {category_id}"])}
        for category_id in habits.category_ids
    ]
    drawn = [
        (image, category_id, near)
        for image in images
        for category_id in habits.category_ids
        for near in _places(rng, habits, _size(image))
    ]
    rng.shuffle(drawn)
    annotations = [_annotation(rng, habits, iou_type, *place) for place in drawn]
    _number(rng, habits, annotations)
    results = _results(rng, habits, iou_type, drawn, images)
    return DataSet(
        {"images": images, "categories": categories, "annotations": annotations}, results
    )


def _images(rng, habits):
    ids = habits.image_ids[: rng.randint(1, 6)]
    return [
        {
            "id": image_id,
            "file_name": f"{image_id}.png",
            "width": rng.randint(3, 36),
            "height": rng.randint(3, 30),
        }
        for image_id in ids
    ]


def _size(image):
    return image["width"], image["height"]


def _places(rng, habits, size):
    """Boxes of the objects of one category in one image; some lie on each other."""
    if rng.random() < 0.2:
        return []
    places = []
    for _ in range(rng.randint(0, habits.n_objects)):
        again = places and rng.random() < 0.3
        places.append(moved(rng, rng.choice(places), size) if again else random_box(rng, size))
    return places


def _annotation(rng, habits, iou_type, image, category_id, near):
    if iou_type == "bbox":
        region = box_region(rng, near)
    else:
        region = mask_region(rng, near, _size(image), polygons=True)
    areas = {"own": region.area, "other": rng.uniform(1, 400), "few": rng.choice([16, 25, 64.0])}
    annotation = region.keys | {
        "image_id": image["id"],
        "category_id": category_id,
        "area": areas[habits.area],
        "iscrowd": int(rng.random() < habits.crowds),
    }
    if rng.random() < habits.ignores:
        annotation["ignore"] = 1
    return annotation


def _number(rng, habits, annotations):
    """Unique ids in any order; the first in the row is often special to pycocotools."""
    first = habits.first_annotation_id
    ids = list(range(first, first + len(annotations)))
    if rng.random() < 0.5:
        rng.shuffle(ids)
    for annotation, annotation_id in zip(annotations, ids):
        annotation["id"] = habits.annotation_id(annotation_id)


def _results(rng, habits, iou_type, drawn, images):
    places = [
        (image, category_id, moved(rng, near, _size(image)))
        for image, category_id, near in drawn
        for _ in range(rng.choice([0, 1, 1, 1, 2, 3]))
    ]
    places += [
        (image, rng.choice(habits.category_ids), random_box(rng, _size(image)))
        for image in images
        for _ in range(rng.randint(0, habits.n_false_positives))
    ]
    rng.shuffle(places)
    form = _form(rng, habits, iou_type)
    return [_result(rng, habits, form, row, *place) for row, place in enumerate(places)]


@dataclass
class _Form:
    """Which keys each result has: pycocotools decides by the first one what the others are."""

    has_mask: bool
    has_box_first: bool
    has_box_later: float


def _form(rng, habits, iou_type):
    if iou_type == "bbox" and habits.results != "masks for boxes":
        return _Form(has_mask=False, has_box_first=True, has_box_later=1)
    if habits.results == "box in each":
        return _Form(has_mask=True, has_box_first=True, has_box_later=1)
    later = 0.5 if habits.results == "box in some" else 0
    return _Form(has_mask=True, has_box_first=False, has_box_later=later)


def _result(rng, habits, form, row, image, category_id, near):
    if rng.random() < habits.wrong_categories:
        category_id = rng.choice(habits.category_ids)
    result = {"image_id": image["id"], "category_id": category_id, "score": _score(rng, habits)}
    if form.has_mask:
        # Only results with a box may have polygons or plain run lengths (`COCO.loadRes`).
        result |= mask_region(rng, near, _size(image), polygons=form.has_box_first).keys
    if form.has_box_first if row == 0 else rng.random() < form.has_box_later:
        result |= box_region(rng, near).keys
    return result


def _score(rng, habits):
    return {
        "any": lambda: rng.random(),
        "two places": lambda: round(rng.random(), 2),
        "one place": lambda: rng.randint(0, 10) / 10,
        "whole": lambda: rng.randint(0, 3),
        "equal": lambda: 0.5,
        "logits": lambda: round(rng.gauss(0, 4), 1),
    }[habits.scores]()
