"""What must hold for every data set, asked of the runs that `detlens eval` writes."""

import json
import random

import pytest

from oracle.run_directory import Run
from support import programs
from support.datasets import DataSet, data_set

SEEDS = range(1000, 1012)
EVERY_DATA_SET = [(iou_type, seed) for iou_type in ("bbox", "segm") for seed in SEEDS]
each_data_set = pytest.mark.parametrize(("iou_type", "seed"), EVERY_DATA_SET)

PARTITION = "--areas=all=0-,low=0-30,middle=30-100,high=100-"
PARTS = ("low", "middle", "high")
COUNTS = ("n_tp", "n_fp", "n_fn", "n_ground_truths", "n_detections", "n_excused")


def evaluate(folder, drawn, *flags, threads=None):
    """A run of a data set, in a folder that does not exist yet."""
    drawn.write(folder)
    every = ("--protocol=exact", f"--output={folder / 'run'}", *flags)
    programs.run_eval(folder / "gt.json", folder / "dt.json", *every, threads=threads)
    return Run(folder / "run")


def by_key(rows, *keys):
    """Rows by the values under some of their keys."""
    return {tuple(row[key] for key in keys): row for row in rows}


@each_data_set
@pytest.mark.parametrize("score_threshold", ["-100", "0.3", "best-f1"])
def test_ranges_that_partition_add_up(tmp_path, iou_type, seed, score_threshold):
    drawn = data_set(seed, iou_type)
    flags = [f"--iou-type={iou_type}", PARTITION, f"--score-threshold={score_threshold}"]
    run = evaluate(tmp_path / "data", drawn, *flags)
    rows = by_key(run.table("counts"), "scope", "category_id", "iou_threshold", "area_range")
    wholes = {key: row for key, row in rows.items() if key[-1] == "all"}
    assert len(wholes) * 4 == len(rows)
    for key, whole in wholes.items():
        parts = [rows[*key[:-1], part] for part in PARTS]
        for count in COUNTS:
            assert whole[count] == sum(part[count] for part in parts), (key, count)


@each_data_set
def test_images_add_up(tmp_path, iou_type, seed):
    run = evaluate(tmp_path / "data", data_set(seed, iou_type), f"--iou-type={iou_type}")
    images = run.table("images")
    for row in images:
        assert row["n_detections"] == row["n_tp"] + row["n_fp"]
        assert row["n_ground_truths"] == row["n_tp"] + row["n_fn"]
    pooled = by_key(run.exact["counts"], "scope", "iou_threshold", "area_range")
    for count in COUNTS:
        assert sum(row[count] for row in images) == pooled["pooled", 0.5, "all"][count]


@each_data_set
def test_order_of_rows_and_ids_changes_nothing(tmp_path, iou_type, seed):
    drawn = data_set(seed, iou_type)
    runs = [
        evaluate(tmp_path / name, data, f"--iou-type={iou_type}")
        for name, data in (("before", drawn), ("after", _renumbered(drawn, seed)))
    ]
    for table in ("counts", "curves", "averages"):
        before, after = (_without_ids(run.table(table)) for run in runs)
        assert before == after, table
    before, after = (run.exact for run in runs)
    for part in ("operating_point", "averages", "curves", "counts", "distributions"):
        assert before[part] == after[part], part


def _renumbered(drawn, seed):
    """The same objects in other rows, under other ids; the categories keep theirs."""
    rng = random.Random(seed)
    document = json.loads(json.dumps(drawn.ground_truth))
    results = json.loads(json.dumps(drawn.results))
    ids = rng.sample(range(10_000), len(document["images"]))
    new_id = {image["id"]: new for image, new in zip(document["images"], ids)}
    for row in document["annotations"] + results:
        row["image_id"] = new_id[row["image_id"]]
    for image in document["images"]:
        image["id"] = new_id[image["id"]]
    for annotation, new in zip(
        document["annotations"], rng.sample(range(10_000), len(document["annotations"]))
    ):
        annotation["id"] = new
    for rows in (document["images"], document["annotations"], document["categories"]):
        rng.shuffle(rows)
    first = results[:1]
    rest = results[1:]
    rng.shuffle(rest)
    # The first result stays the first, since it decides what the others are.
    return DataSet(document, first + rest)


def _without_ids(rows):
    """Rows in an order of their own, without what counts rows of the input."""
    return [{key: value for key, value in row.items() if key != "category_row"} for row in rows]


@each_data_set
def test_threads_change_no_byte(tmp_path, iou_type, seed):
    drawn = data_set(seed, iou_type)
    drawn.write(tmp_path)
    runs = []
    for threads in (1, 4):
        # The same path, so that the records may be equal to the byte.
        folder = tmp_path / "run"
        files = (tmp_path / "gt.json", tmp_path / "dt.json")
        flags = (f"--iou-type={iou_type}", f"--output={folder}", "--overwrite")
        programs.run_eval(*files, *flags, threads=threads)
        runs.append({file.name: file.read_bytes() for file in folder.iterdir()})
    assert runs[0] == runs[1]
    assert "run.json" in runs[0]


@each_data_set
def test_nothing_rises_with_the_iou_threshold(tmp_path, iou_type, seed):
    run = evaluate(tmp_path / "data", data_set(seed, iou_type), f"--iou-type={iou_type}")
    for row in run.exact["averages"]:
        values = [at_iou["ap"] for at_iou in row["by_iou_threshold"]]
        # In one range AP may rise: an object out of range may be what a detection leaves.
        if row["area_range"] == "all" and not isinstance(values[0], dict):
            assert values == sorted(values, reverse=True), row["scope"]
    for scope in ("pooled", "class_agnostic"):
        rows = [row for row in run.exact["counts"] if row["scope"] == scope]
        hits = [row["n_tp"] for row in rows if row["area_range"] == "all"]
        assert hits == sorted(hits, reverse=True)


@each_data_set
def test_cutting_scores_before_equals_cutting_after(tmp_path, iou_type, seed):
    drawn = data_set(seed, iou_type)
    scores = sorted(result["score"] for result in drawn.results)
    cut = scores[len(scores) // 3] if scores else 0.5
    kept = [result for result in drawn.results if result["score"] > cut]
    after = evaluate(tmp_path / "after", drawn, f"--iou-type={iou_type}", f"--score-threshold={cut}")
    if _form(drawn.results) != _form(kept):
        return  # The first result decides what the others are, and it was cut away.
    before = evaluate(
        tmp_path / "before",
        DataSet(drawn.ground_truth, kept),
        f"--iou-type={iou_type}",
        f"--score-threshold={cut}",
    )
    for part in ("counts", "operating_point"):
        assert before.exact[part] == after.exact[part], part
    assert before.table("images") == after.table("images")


def _form(results):
    return bool(results) and "bbox" in results[0]
