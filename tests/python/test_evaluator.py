"""`detlens.Evaluator`: what comes image by image is what comes at once, in one process or many."""

import json
import threading

import numpy as np
import pytest

import detlens
from support.datasets import data_set
from python.test_run import FOUND, GROUND_TRUTH, bitmaps, columns, numbers, supervision_detections

FORMAT = {"box_format": "xyxy"}


def found(image_id, *, masks=False):
    rows = FOUND[image_id]
    return columns(rows, np.asarray) | ({"masks": bitmaps(rows)} if masks else {})


def filled(image_ids, *, masks=False):
    evaluator = detlens.Evaluator(GROUND_TRUTH, **FORMAT)
    for image_id in image_ids:
        evaluator.update(image_id, found(image_id, masks=masks))
    return evaluator


@pytest.mark.parametrize("masks", [False, True])
def test_image_by_image_is_at_once(masks):
    at_once = {image_id: found(image_id, masks=masks) for image_id in FOUND}
    expected = numbers(detlens.evaluate(GROUND_TRUTH, at_once, **FORMAT))
    evaluator = filled([2, 1], masks=masks)
    assert len(evaluator) == 2
    assert numbers(evaluator.compute()) == expected
    assert numbers(evaluator.compute()) == expected
    evaluator.reset()
    assert len(evaluator) == 0
    evaluator.update(1, found(1, masks=masks))
    evaluator.update(2, found(2, masks=masks))
    assert numbers(evaluator.compute()) == expected


@pytest.mark.parametrize("masks", [False, True])
def test_merged_processes_give_the_bits_of_one(masks):
    expected = filled([1, 2], masks=masks).compute().record
    states = [filled(ids, masks=masks).state_bytes() for ids in ([2], [1, 2], [])]
    evaluator = filled([], masks=masks)
    evaluator.merge(states)
    assert evaluator.compute().record == expected
    assert evaluator.state_bytes() == filled([2, 1], masks=masks).state_bytes()


def test_numbers_keep_every_bit_on_their_way():
    rng = np.random.default_rng(0)
    boxes, scores = rng.random((50, 4)) / 3, rng.random(50) / 7
    one = {"boxes": boxes, "scores": scores.astype(np.float32), "labels": [7] * 50}
    sender, receiver = (detlens.Evaluator(GROUND_TRUTH, box_format="xywh") for _ in "ab")
    sender.update(1, one)
    receiver.merge([sender.state_bytes()])
    (image,) = receiver._coded()
    (batch,) = image["detections"]
    assert batch["boxes"].tobytes() == boxes.tobytes()
    assert batch["scores"].tobytes() == scores.astype(np.float32).astype(np.float64).tobytes()


def test_bitmaps_may_be_written_to_after_they_were_given():
    masks = bitmaps(FOUND[1])
    evaluator = filled([])
    blocked = threading.Event()
    for _ in range(2):
        evaluator._pool.submit(blocked.wait)
    evaluator.update(1, found(1) | {"masks": masks})
    masks[:] = False
    blocked.set()
    expected = filled([1], masks=True).compute()
    assert evaluator.compute().record == expected.record


def test_arrays_may_be_written_to_after_they_were_given():
    given = {name: np.array(values) for name, values in found(1).items()}
    evaluator = filled([])
    evaluator.update(1, given)
    for values in given.values():
        values[:] = 0
    assert evaluator.compute().record == filled([1]).compute().record


def test_a_ground_truth_is_read_once(tmp_path):
    path = tmp_path / "gt.json"
    path.write_text(json.dumps(GROUND_TRUTH))
    evaluator = detlens.Evaluator(path, **FORMAT)
    evaluator.update(1, found(1))
    first = evaluator.compute().record
    path.unlink()
    assert evaluator.compute().record == first
    evaluator.update(1, found(1, masks=True))
    evaluator.reset()
    evaluator.update(2, found(2))
    assert evaluator.compute().record["dataset"]["n_ground_truths"] == len(GROUND_TRUTH["annotations"])


def test_images_may_differ_in_what_came_of_them():
    """With labels as numbers, texts or none at all, and with a mask that is needed or not."""
    expected = filled([1, 2]).compute().record
    nothing = {"boxes": np.zeros((0, 4)), "scores": [], "labels": []}
    evaluator = detlens.Evaluator(GROUND_TRUTH, **FORMAT, iou_type="bbox")
    evaluator.update(1, nothing)
    evaluator.update(1, found(1, masks=True))
    evaluator.update(2, nothing)
    evaluator.update(2, found(2) | {"labels": [str(label) for label in found(2)["labels"]]})
    evaluator.update(1, nothing)
    assert evaluator.compute().record["coco"] == expected["coco"]


def test_ground_truth_may_come_with_each_image():
    evaluator = detlens.Evaluator(categories={7: "box", 9: "lid"}, **FORMAT)
    for image_id, rows in FOUND.items():
        there = [row for row in GROUND_TRUTH["annotations"] if row["image_id"] == image_id]
        boxes = np.array([row["bbox"] for row in there], float)
        boxes[:, 2:] += boxes[:, :2]
        target = {"boxes": boxes, "labels": [row["category_id"] for row in there]}
        evaluator.update(image_id, columns(rows, np.asarray), target)
    expected = numbers(detlens.evaluate(GROUND_TRUTH, {k: found(k) for k in FOUND}, **FORMAT))
    assert numbers(evaluator.compute()) == expected
    again = detlens.Evaluator(categories={7: "box", 9: "lid"}, **FORMAT)
    again.merge([evaluator.state_bytes()])
    assert numbers(again.compute()) == expected


def test_targets_may_have_masks_crowds_and_areas():
    target = {
        "masks": bitmaps(FOUND[2]),
        "labels": [0],
        "iscrowd": [1],
        "area": [12.0],
    }
    evaluator = detlens.Evaluator(categories=["lid"], category_ids={9: 0, 0: 0}, **FORMAT)
    evaluator.update("a.jpg", found(2, masks=True), target)
    run = evaluator.compute()
    assert run.record["iou_type"] == "segm"
    assert run.record["dataset"]["n_crowds"] == 1


def test_several_threads_may_evaluate_at_once():
    expected = filled([1, 2]).compute().record
    records = []

    def work():
        records.append(filled([1, 2]).compute().record)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert records == [expected] * 4


def test_what_is_wrong_is_said():
    with pytest.raises(detlens.SettingsError, match="either"):
        detlens.Evaluator()
    with pytest.raises(detlens.SettingsError, match="has one already"):
        filled([]).update(1, found(1), {"labels": []})
    with pytest.raises(detlens.SettingsError, match="needs one"):
        detlens.Evaluator(categories=["box"]).update(1, found(1))
    evaluator = filled([])
    evaluator.update(1, found(1) | {"masks": np.zeros((2, 10))})
    with pytest.raises(detlens.InputError, match="masks must have the shape"):
        evaluator.compute()
    evaluator = filled([])
    evaluator.update(17, supervision_detections(FOUND[1]))
    with pytest.raises(detlens.InputError, match="17"):
        evaluator.compute()
    with pytest.raises(detlens.InputError, match="image 1 have 2 scores and 1 labels"):
        filled([]).update(1, found(1) | {"labels": [7]})


def test_a_state_is_text_that_a_person_can_read():
    (image,) = json.loads(filled([2]).state_bytes())
    assert image["image_id"] == 2
    assert image["detections"][0]["scores"] == [0.5]


@pytest.mark.parametrize("iou_type", ["bbox", "segm"])
@pytest.mark.parametrize("seed", range(1900, 1912))
def test_a_file_of_the_ground_truth_is_what_its_contents_are(tmp_path, iou_type, seed):
    """Every oddity that a file may have: crowds, ignored objects, polygons, areas, ids as text."""
    scene = data_set(seed, iou_type)
    scene.write(tmp_path)
    category_id = scene.ground_truth["categories"][0]["id"]
    image = scene.ground_truth["images"][0]
    found = {"boxes": np.array([[1, 1, 9, 9]]), "scores": [0.5], "labels": [0]}
    found["masks"] = np.ones((1, image["height"], image["width"]), np.bool_)
    records = []
    for gt in (tmp_path / "gt.json", scene.ground_truth):
        evaluator = detlens.Evaluator(gt, box_format="xywh", category_ids=[category_id], iou_type=iou_type)
        evaluator.update(image["id"], found)
        record = evaluator.compute().record
        # Of a dictionary no notes are told.
        records.append({part: value for part, value in record.items() if part != "problems"})
    assert records[0] == records[1]
