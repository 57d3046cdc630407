"""`detlens.coco.COCO` against pycocotools' own: questions, results, masks, pictures."""

import json
import random
import subprocess
import sys

import matplotlib
import numpy as np
import pytest
from matplotlib import pyplot

import detlens
import detlens.mask
from python.drop_in import DETLENS, REFERENCE, differences, load, run
from support.datasets import data_set as random_data_set

matplotlib.use("agg")

SEEDS = range(40)


def assert_same(calls):
    """Makes the calls on both; compares what they print, give, and whether they raise."""
    expected, found = run(REFERENCE, calls), run(DETLENS, calls)
    assert (found.raised is None) == (expected.raised is None), (found.raised, expected.raised)
    assert found.text == expected.text
    assert differences(found.values, expected.values) == []
    return expected


def named(data_set, rng):
    """The ground truth with names, groups and a word about itself."""
    document = json.loads(json.dumps(data_set.ground_truth))
    for category in document["categories"]:
        category |= {"name": rng.choice("xyz"), "supercategory": rng.choice("pq")}
    return {"info": {"year": 2017, "description": "made up"}, **document}


@pytest.mark.parametrize("seed", SEEDS)
def test_questions_have_the_answers_of_pycocotools(seed):
    rng = random.Random(seed)
    document = named(random_data_set(seed, "segm"), rng)
    ids = {
        name: rng.choice([[], [row[key] for row in document[rows][:2]], [-99]])
        for name, rows, key in [("imgIds", "images", "id"), ("catIds", "categories", "id")]
    }
    names = rng.choice([[], "x", ["x", "y"]]), rng.choice([[], "p", ["q"]])
    area_range, is_crowd = rng.choice([[], [4, 100.0]]), rng.choice([None, 0, 1, True])

    def calls(tools, values):
        coco = load(tools, document)
        coco.info()
        found = coco.getAnnIds(**ids, areaRng=area_range, iscrowd=is_crowd)
        values["annotations"] = found, coco.loadAnns(found)
        values["categories"] = coco.getCatIds(*names), coco.getCatIds(*names, ids["catIds"])
        values["images"] = [sorted(coco.getImgIds(**ids), key=str), coco.getImgIds()]
        values["loaded"] = coco.loadImgs(coco.getImgIds()), coco.loadCats(coco.getCatIds())
        values["maps"] = [coco.anns, coco.cats, coco.imgs, coco.imgToAnns, coco.catToImgs]
        values["coded"] = [coco.annToRLE(row) for row in document["annotations"]]
        values["bitmaps"] = [coco.annToMask(row) for row in document["annotations"]]
        single = document["images"][0]["id"]
        if isinstance(single, int):
            values["single"] = coco.loadImgs(single), coco.getAnnIds(single)

    assert assert_same(calls).raised is None


@pytest.mark.parametrize("iou_type", ["bbox", "segm"])
@pytest.mark.parametrize("seed", SEEDS)
def test_results_are_completed_as_pycocotools_does_it(seed, iou_type, tmp_path):
    data_set = random_data_set(seed, iou_type)
    if not data_set.results:
        return
    paths = tmp_path / "gt.json", tmp_path / "dt.json"
    data_set.write(tmp_path)

    def calls(tools, values):
        gt = tools.COCO(str(paths[0]))
        values["of path"] = gt.loadRes(str(paths[1])).dataset
        values["of list"] = gt.loadRes(json.loads(paths[1].read_text())).anns

    assert assert_same(calls).raised is None


def test_results_may_be_an_array():
    data_set = random_data_set(0, "bbox")
    images = [image["id"] for image in data_set.ground_truth["images"]]
    rows = np.array([[images[0], 1, 2, 3, 4.5, 0.5, 1], [images[-1], 0, 0, 5, 5, 0.25, 7]], float)

    def calls(tools, values):
        values["of array"] = load(tools, data_set.ground_truth).loadRes(rows).dataset

    assert assert_same(calls).raised is None


def test_captions_are_results_too():
    document = {"images": [{"id": 1}, {"id": 2}], "annotations": []}

    def calls(tools, values):
        results = load(tools, document).loadRes([{"image_id": 2, "caption": "a box"}])
        values["captions"] = results.dataset, results.showAnns(results.loadAnns([1]))

    assert assert_same(calls).raised is None


@pytest.mark.parametrize(
    "results",
    [{"image_id": 1}, [{"image_id": 99, "bbox": [0, 0, 1, 1]}], [{"image_id": 1}], np.zeros((2, 6))],
    ids=["no list", "other image", "no region", "six columns"],
)
def test_what_are_no_results_is_refused(results):
    document = {"images": [{"id": 1}], "categories": [], "annotations": []}
    if not isinstance(results, list) or results[0]["image_id"] == 99:
        assert run(REFERENCE, lambda tools, _: load(tools, document).loadRes(results)).raised
    with pytest.raises(detlens.InputError):
        load(DETLENS, document).loadRes(results)


def test_a_file_that_is_no_ground_truth_is_refused(tmp_path):
    (tmp_path / "gt.json").write_text("[]")
    with pytest.raises(detlens.InputError, match="holds a list"):
        DETLENS.COCO(tmp_path / "gt.json")


def test_no_results_are_results():
    document = random_data_set(1, "bbox").ground_truth
    gt = load(DETLENS, document)
    empty = gt.loadRes([])
    assert (empty.getAnnIds(), empty.getImgIds()) == ([], gt.getImgIds())
    assert empty.dataset["categories"] == document["categories"]


def test_images_are_fetched_once(tmp_path):
    (tmp_path / "there.jpg").write_bytes(b"picture")
    image = {"id": 1, "file_name": "a.jpg", "coco_url": (tmp_path / "there.jpg").as_uri()}

    def calls(tools, values):
        coco = load(tools, {"images": [image]})
        values["no folder"] = coco.download()
        for _ in range(2):
            coco.download(str(tmp_path / tools.name))
        values["picture"] = (tmp_path / tools.name / "a.jpg").read_bytes()

    assert assert_same(calls).raised is None


def drawn(tools, document, anns, draw_bbox):
    """The picture that `showAnns` makes, as pixels."""
    np.random.seed(0)
    figure, axes = pyplot.subplots()
    axes.set_xlim(0, 40)
    axes.set_ylim(40, 0)
    load(tools, document).showAnns(anns, draw_bbox)
    figure.canvas.draw()
    pixels = np.asarray(figure.canvas.buffer_rgba()).copy()
    pyplot.close(figure)
    return pixels


@pytest.mark.parametrize("draw_bbox", [False, True])
def test_annotations_are_drawn_as_pycocotools_draws_them(draw_bbox):
    key_points = [5, 5, 2, 20, 5, 1, 20, 30, 2, 9, 9, 0]
    document = {
        "images": [{"id": 1, "width": 40, "height": 40}],
        "categories": [{"id": 1, "skeleton": [[1, 2], [2, 3], [3, 4]]}],
    }
    common = {"image_id": 1, "category_id": 1, "bbox": [4, 4, 20, 12]}
    bitmap = np.zeros((40, 40), np.uint8)
    bitmap[10:20, 5:30] = 1
    coded = detlens.mask.encode(bitmap)
    anns = [
        common | {"segmentation": [[5, 5, 20, 5, 20, 20]], "iscrowd": 0},
        common | {"segmentation": coded, "iscrowd": 1, "keypoints": key_points},
        common | {"segmentation": {"size": [40, 40], "counts": [100, 300, 1200]}, "iscrowd": 0},
    ]
    pictures = [drawn(tools, document, anns, draw_bbox) for tools in (DETLENS, REFERENCE)]
    assert (pictures[0] != 255).any()
    assert (pictures[0] == pictures[1]).all()


def test_nothing_is_drawn_of_nothing():
    coco = load(DETLENS, {})
    assert coco.showAnns([]) == 0
    with pytest.raises(detlens.InputError, match="cannot be drawn"):
        coco.showAnns([{"id": 1}])


def test_programs_that_import_pycocotools_get_detlens():
    program = """
import detlens.coco
detlens.coco.install()
import pycocotools.mask, pycocotools.coco
from pycocotools import mask
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval, Params
assert pycocotools.mask is mask is detlens.mask is pycocotools.coco.maskUtils
assert (COCO, COCOeval, Params) == (
    detlens.coco.COCO, detlens.coco.COCOeval, detlens.coco.Params
)
"""
    subprocess.run([sys.executable, "-c", program], check=True)
