"""`detlens.coco.COCOeval` against pycocotools' own, call by call and bit by bit."""

import random

import numpy as np
import pytest

import detlens
from python.drop_in import DETLENS, REFERENCE, Result, differences, everything_of, load, load_results, run
from parity.settings import random_settings
from support import real_data
from support.datasets import data_set as random_data_set

SEEDS = [range(start, start + 10) for start in range(0, 60, 10)]


def assert_same(calls, seed="") -> Result:
    """Makes the calls on both; compares what they print, give, and whether they raise."""
    expected, found = run(REFERENCE, calls), run(DETLENS, calls)
    both = [type(result.raised) is type(None) for result in (found, expected)]
    assert both[0] == both[1], f"seed {seed}: {found.raised!r} is not {expected.raised!r}"
    assert found.text == expected.text, f"seed {seed}"
    assert differences(found.values, expected.values) == [], f"seed {seed}"
    return expected


def evaluation_of(tools, data_set, iou_type):
    gt = load(tools, data_set.ground_truth)
    return tools.COCOeval(gt, load_results(tools, gt, data_set.results), iou_type)


def set_params(params, settings):
    params.iouThrs = np.array(settings.iou_thresholds)
    params.recThrs = np.array(settings.recall_thresholds)
    params.maxDets = list(settings.max_detections)
    params.areaRngLbl = [name for name, _, _ in settings.area_ranges]
    params.areaRng = [[low, high] for _, low, high in settings.area_ranges]
    params.useCats = int(settings.use_categories)


def run_all(evaluation, values):
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
    values.update(everything_of(evaluation))


@pytest.mark.parametrize("iou_type", ["bbox", "segm"])
@pytest.mark.parametrize("seeds", SEEDS, ids=str)
def test_every_attribute_has_the_bits_of_pycocotools(iou_type, seeds):
    for seed in seeds:
        data_set = random_data_set(seed, iou_type)
        settings = random_settings(seed, iou_type, data_set)

        def calls(tools, values):
            evaluation = evaluation_of(tools, data_set, iou_type)
            set_params(evaluation.params, settings)
            run_all(evaluation, values)

        assert not assert_same(calls, seed).raised


def mutations(rng, gt):
    """Ways to change the parameters, each of which may come before or after any other."""
    images = [image["id"] for image in gt["images"]]
    categories = [category["id"] for category in gt["categories"]]

    def some(values):
        return rng.choices(values, k=rng.randint(1, len(values))) if values else []

    n = rng.randint(1, 4)
    return {
        "imgIds": rng.choice([some(images), sorted(set(some(images)))]),
        "catIds": rng.choice([some(categories), categories[::-1], categories[:1]]),
        "iouThrs": np.array(rng.choice([[0.75, 0.5], [0.5, 0.5], [0.9, 0.1, 0.5], [0.3]])),
        "recThrs": rng.choice([[0.5, 0.1], [1.0, 0.0, 0.5, 0.25], np.linspace(0, 1, 5), [0.5, 0.5]]),
        "maxDets": rng.choice([[100, 1, 10], [3, 3, 3], [0, 1, 100], [7], [1, 100], [1, 2, 3, 4]]),
        "areaRng": [sorted(rng.choice([0, 4, 9.0, 30, 64, 1e10]) for _ in "ab") for _ in range(n)],
        "areaRngLbl": rng.sample(["all", "small", "medium", "large", "own"], n),
        "useCats": rng.choice([0, 1, True, False, 2]),
    }


def set_some(rng, params, changes):
    for name in rng.sample(list(changes), rng.randint(0, 4)):
        value = changes[name]
        setattr(params, name, value.copy() if hasattr(value, "copy") else value)
    if len(params.areaRngLbl) != len(params.areaRng):
        params.areaRngLbl = (["all", "small", "medium", "large"] * 2)[: len(params.areaRng)]


def has_twice(params):
    """A category twice is refused; pycocotools then counts its objects twice."""
    return not params.useCats and len(set(params.catIds)) < len(params.catIds)


@pytest.mark.parametrize("iou_type", ["bbox", "segm"])
@pytest.mark.parametrize("seeds", SEEDS, ids=str)
def test_parameters_may_be_changed_at_any_time(iou_type, seeds):
    """Before `evaluate`, between it and `accumulate`, and before a second evaluation."""
    for seed in seeds:
        data_set = random_data_set(seed, iou_type)

        def calls(tools, values):
            rng = random.Random(seed)
            evaluation = evaluation_of(tools, data_set, iou_type)
            for turn in range(2):
                changes = mutations(rng, data_set.ground_truth)
                set_some(rng, evaluation.params, changes)
                if has_twice(evaluation.params):
                    evaluation.params.catIds = list(dict.fromkeys(evaluation.params.catIds))
                evaluation.evaluate()
                values[f"evalImgs {turn}"] = list(evaluation.evalImgs) if rng.random() < 0.5 else 0
                if rng.random() < 0.5:
                    set_some(rng, evaluation.params, mutations(rng, data_set.ground_truth))
                evaluation.accumulate()
                values[f"eval {turn}"] = [
                    evaluation.eval[name] for name in ("precision", "recall", "scores", "counts")
                ]
                evaluation.summarize()
                values[f"all {turn}"] = everything_of(evaluation)

        assert_same(calls, seed)


def test_accumulate_takes_parameters_of_its_own():
    for seed in range(40):
        data_set = random_data_set(seed, "bbox")

        def calls(tools, values):
            rng = random.Random(seed)
            evaluation = evaluation_of(tools, data_set, "bbox")
            evaluation.evaluate()
            own = tools.COCOeval(evaluation.cocoGt, None, "bbox").params
            set_some(rng, own, mutations(rng, data_set.ground_truth))
            own.iouThrs = evaluation.params.iouThrs
            evaluation.accumulate(own)
            values["eval"] = [evaluation.eval[name] for name in ("precision", "recall", "scores")]
            values["is own"] = evaluation.eval["params"] is own

        assert_same(calls, seed)


def test_cells_may_be_made_one_by_one_and_put_together():
    """As the evaluators of torchvision's references do it: parts of the images, then all."""
    for seed in range(20):
        data_set = random_data_set(seed, "bbox")

        def calls(tools, values):
            evaluation = evaluation_of(tools, data_set, "bbox")
            params = evaluation.params
            parts = []
            for image_id in params.imgIds:
                part = tools.COCOeval(evaluation.cocoGt, evaluation.cocoDt, "bbox")
                part.params.imgIds = [image_id]
                part.evaluate()
                shape = -1, len(params.areaRng), 1
                parts.append(np.asarray(part.evalImgs).reshape(shape))
            evaluation.evalImgs = list(np.concatenate(parts, 2).flatten())
            evaluation._paramsEval = params
            evaluation.accumulate()
            evaluation.summarize()
            values["stats"] = evaluation.stats

        assert not assert_same(calls, seed).raised


def test_the_steps_of_evaluate_can_be_called():
    for seed in range(20):
        data_set = random_data_set(seed, "segm")

        def calls(tools, values):
            evaluation = evaluation_of(tools, data_set, "segm")
            params = evaluation.params
            evaluation._prepare()
            evaluation.ious = {
                (image_id, category_id): evaluation.computeIoU(image_id, category_id)
                for image_id in params.imgIds
                for category_id in params.catIds
            }
            values["ious"] = evaluation.ious
            values["cells"] = [
                evaluation.evaluateImg(image_id, category_id, area_range, limit)
                for category_id in params.catIds
                for area_range in params.areaRng
                for image_id in params.imgIds
                for limit in (1, 100)
            ]

        assert not assert_same(calls, seed).raised


def changed(data_set, seed):
    """Detections with areas and ids that no result file gives, as other programs make them."""
    rng = random.Random(seed)
    rows = [dict(row) for row in data_set.results]
    ids = rng.sample(range(-3, len(rows) + 5), len(rows))
    for row, id_ in zip(rows, ids):
        row |= {"id": id_, "area": rng.choice([4, 9.0, 30.5, 64]), "iscrowd": 0}
    return rows


@pytest.mark.parametrize("iou_type", ["bbox", "segm"])
def test_detections_may_have_any_area_and_id(iou_type):
    for seed in range(60):
        data_set = random_data_set(seed, iou_type)
        rows = changed(data_set, seed)
        if not all("bbox" in row or iou_type == "segm" for row in rows):
            continue

        def calls(tools, values):
            gt = load(tools, data_set.ground_truth)
            dt = load(tools, {**data_set.ground_truth, "annotations": rows})
            run_all(tools.COCOeval(gt, dt, iou_type), values)

        assert not assert_same(calls, seed).raised


def test_objects_of_pycocotools_itself_can_be_evaluated():
    data_set = random_data_set(3, "segm")
    gt = load(REFERENCE, data_set.ground_truth)
    dt = load_results(REFERENCE, gt, data_set.results)

    def calls(tools, values):
        run_all(tools.COCOeval(gt, dt, "segm"), values)

    found, expected = run(DETLENS, calls), run(REFERENCE, calls)
    assert differences(found.values, expected.values) == []


@pytest.mark.parametrize("pair", real_data.pairs(), ids=lambda pair: pair.name)
def test_real_data_has_the_bits_of_pycocotools(pair):
    iou_type = "segm" if "segm" in pair.name else "bbox"

    def calls(tools, values):
        gt = tools.COCO(str(pair.ground_truth))
        run_all(tools.COCOeval(gt, gt.loadRes(str(pair.results)), iou_type), values)

    assert not assert_same(calls, pair.name).raised


def test_what_is_out_of_order_is_said():
    evaluation = DETLENS.COCOeval(iouType="bbox")
    for call in (evaluation.accumulate, evaluation.summarize, lambda: evaluation.computeIoU(1, 1)):
        with pytest.raises(detlens.DetlensError, match="run "):
            call()


def test_key_points_are_refused():
    with pytest.raises(detlens.DetlensError, match="no key points"):
        DETLENS.COCOeval(iouType="keypoints")


def test_a_summary_needs_three_limits_as_in_pycocotools():
    def calls(tools, _):
        evaluation = evaluation_of(tools, random_data_set(1, "bbox"), "bbox")
        evaluation.params.maxDets = [1, 100]
        evaluation.evaluate()
        evaluation.accumulate()
        with pytest.raises(IndexError):
            evaluation.summarize()

    assert not assert_same(calls).raised


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("iscrowd", None, r"annotation \[0\]: `iscrowd` is missing"),
        ("area", None, r"annotation \[0\]: `area` is missing"),
        ("bbox", [0, 0, 1], "`bbox` is .*, not four numbers"),
        ("bbox", [0, 0, -1, 1], "bbox"),
        ("area", float("nan"), "area"),
    ],
)
def test_what_cannot_be_evaluated_is_refused_with_its_place(key, value, words):
    annotation = {"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 2, 2], "area": 4}
    annotation |= {"iscrowd": 0, key: value}
    if value is None:
        del annotation[key]
    document = {"images": [{"id": 1}], "categories": [{"id": 1}], "annotations": [annotation]}
    gt = load(DETLENS, document)
    with pytest.raises(detlens.InputError, match=words):
        DETLENS.COCOeval(gt, load(DETLENS, {**document, "annotations": []}), "bbox").evaluate()


def test_nothing_that_belongs_to_the_caller_is_written_to():
    data_set = random_data_set(5, "segm")
    gt = load(DETLENS, data_set.ground_truth)
    results = [dict(row) for row in data_set.results]
    evaluation = DETLENS.COCOeval(gt, gt.loadRes(results), "segm")
    evaluation.evaluate()
    assert gt.dataset == data_set.ground_truth
    assert results == data_set.results
