"""`detlens.evaluate` and `detlens.Run`: inputs of every kind, tables, folders, the page."""

import gzip
import json
import subprocess
import sys
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas
import polars
import pyarrow
import pytest
import supervision

import detlens
import detlens.mask
from python.drop_in import DETLENS, REFERENCE, load
from support.datasets import data_set as random_data_set

GROUND_TRUTH = {
    "images": [{"id": 1, "width": 20, "height": 10}, {"id": 2, "width": 20, "height": 10}],
    "categories": [{"id": 7, "name": "box"}, {"id": 9, "name": "lid"}],
    "annotations": [
        {"id": 1, "image_id": 1, "category_id": 7, "bbox": [2, 3, 10, 5], "iscrowd": 0, "area": 50},
        {"id": 2, "image_id": 2, "category_id": 9, "bbox": [0, 0, 4, 4], "iscrowd": 0, "area": 16},
    ],
}
for _annotation in GROUND_TRUTH["annotations"]:
    _x, _y, _width, _height = _annotation["bbox"]
    _corners = [_x, _y, _x + _width, _y, _x + _width, _y + _height, _x, _y + _height]
    _annotation["segmentation"] = [_corners]

#: x, y, right, bottom; score; category.
FOUND = {
    1: [(2, 3, 12, 8, 0.9, 7), (0, 0, 5, 5, 0.25, 9)],
    2: [(0, 0, 4, 3, 0.5, 9)],
}
RESULTS = [
    {"image_id": image_id, "category_id": label, "score": score, "bbox": [x, y, r - x, b - y]}
    for image_id, rows in FOUND.items()
    for x, y, r, b, score, label in rows
]


class Tensor:
    """What is used of a torch tensor on a device; torch itself is too large for the tests."""

    def __init__(self, values):
        self.values = np.asarray(values)

    def detach(self):
        return self

    def cpu(self):
        return self

    def numpy(self):
        return self.values


XYXY = {"box_format": "xyxy"}


def bitmaps(rows):
    stack = np.zeros((len(rows), 10, 20), bool)
    for at, (x, y, right, bottom, *_) in enumerate(rows):
        stack[at, y:bottom, x:right] = True
    return stack


def numbers(run):
    """What was computed, without where it came from."""
    return {part: run.record[part] for part in ("dataset", "area_ranges", "coco", "exact")}


def columns(rows, wrap):
    rows = np.array(rows, float)
    return {"boxes": wrap(rows[:, :4]), "scores": wrap(rows[:, 4]), "labels": wrap(rows[:, 5].astype(int))}


def supervision_detections(rows):
    found = columns(rows, np.asarray)
    return supervision.Detections(
        xyxy=found["boxes"], confidence=found["scores"], class_id=found["labels"], mask=bitmaps(rows)
    )


def ultralytics_results(rows):
    """As Ultralytics' `Results` has its attributes."""
    found = columns(rows, Tensor)
    outlines = [np.array([[x, y], [r, y], [r, b], [x, b]], float) for x, y, r, b, *_ in rows]
    return SimpleNamespace(
        orig_shape=(10, 20),
        boxes=SimpleNamespace(xyxy=found["boxes"], conf=found["scores"], cls=found["labels"]),
        masks=SimpleNamespace(xy=outlines),
    )


@pytest.fixture(scope="module")
def expected():
    return {
        "bbox": numbers(detlens.evaluate(GROUND_TRUTH, RESULTS, iou_type="bbox")),
        "segm": numbers(
            detlens.evaluate(
                GROUND_TRUTH,
                [
                    row | {"segmentation": detlens.mask.encode(bitmap)}
                    for rows in FOUND.values()
                    for row, bitmap in zip(
                        [result for result in RESULTS if FOUND[result["image_id"]] is rows], bitmaps(rows)
                    )
                ],
                iou_type="segm",
            )
        ),
    }


DETECTIONS = {
    "arrays": lambda: {key: columns(rows, np.asarray) for key, rows in FOUND.items()},
    "tensors": lambda: {key: columns(rows, Tensor) for key, rows in FOUND.items()},
    "one array": lambda: np.array(
        [[row["image_id"], *row["bbox"], row["score"], row["category_id"]] for row in RESULTS]
    ),
    "COCO": lambda: load(DETLENS, GROUND_TRUTH).loadRes(RESULTS),
    "COCO of pycocotools": lambda: load(REFERENCE, GROUND_TRUTH).loadRes(json.loads(json.dumps(RESULTS))),
    "supervision": lambda: {key: supervision_detections(rows) for key, rows in FOUND.items()},
    "ultralytics": lambda: {key: ultralytics_results(rows) for key, rows in FOUND.items()},
}


@pytest.mark.parametrize("kind", DETECTIONS)
def test_boxes_of_every_kind_are_the_same_boxes(kind, expected):
    run = detlens.evaluate(GROUND_TRUTH, DETECTIONS[kind](), iou_type="bbox", box_format="xyxy")
    assert numbers(run) == expected["bbox"]


MASKS = {
    "bitmaps": lambda rows: columns(rows, np.asarray) | {"masks": bitmaps(rows)},
    "probabilities": lambda rows: columns(rows, Tensor)
    | {"masks": Tensor(bitmaps(rows)[:, np.newaxis] * 0.75)},
    "run lengths": lambda rows: columns(rows, np.asarray)
    | {"masks": [detlens.mask.encode(bitmap) for bitmap in bitmaps(rows)]},
    "supervision": supervision_detections,
    "ultralytics": ultralytics_results,
}


@pytest.mark.parametrize("kind", MASKS)
def test_masks_of_every_kind_are_the_same_masks(kind, expected):
    found = {image_id: MASKS[kind](rows) for image_id, rows in FOUND.items()}
    run = detlens.evaluate(GROUND_TRUTH, found, box_format="xyxy", iou_type="segm")
    assert numbers(run)["exact"] == expected["segm"]["exact"]


def test_segments_are_masks():
    picture = np.zeros((10, 20), int)
    picture[3:8, 2:12] = 4
    segments = {"segmentation": picture, "segments_info": [{"id": 4, "label_id": 0, "score": 0.9}]}
    run = detlens.evaluate(GROUND_TRUTH, {1: segments}, category_ids=[7, 9])
    assert run.record["iou_type"] == "segm"
    assert run.exact["counts"][0]["n_tp"] == 1


def test_boxes_may_have_any_format_that_is_said(expected):
    for box_format, change in {
        "xywh": lambda b: np.c_[b[:, :2], b[:, 2:] - b[:, :2]],
        "cxcywh": lambda b: np.c_[(b[:, :2] + b[:, 2:]) / 2, b[:, 2:] - b[:, :2]],
    }.items():
        found = {key: columns(rows, np.asarray) for key, rows in FOUND.items()}
        for one in found.values():
            one["boxes"] = change(one["boxes"])
        run = detlens.evaluate(GROUND_TRUTH, found, box_format=box_format)
        assert numbers(run) == expected["bbox"]


@pytest.mark.parametrize(
    ("detections", "words"),
    [
        ({1: columns(FOUND[1], np.asarray)}, "say what the numbers of a box are"),
        ({1: {"boxes": np.zeros((1, 4))}}, "have no 'scores'"),
        ({1: object()}, "image 1 are of type object"),
        (17, "not int"),
        ([{"image_id": 5, "category_id": 7, "score": 1, "bbox": [0, 0, 1, 1]}], "image"),
        ([{"image_id": 1, "category_id": 7, "score": "high", "bbox": [0, 0, 1, 1]}], "not a number"),
        ([{"image_id": 1, "category_id": 7, "bbox": [0, 0, 1, 1]}], "`score` is missing"),
        (np.zeros((2, 5)), r"\[N, 7\]"),
    ],
)
def test_what_are_no_detections_is_refused(detections, words):
    with pytest.raises(detlens.DetlensError, match=words):
        detlens.evaluate(GROUND_TRUTH, detections)


def test_paths_may_stand_beside_objects_in_memory(tmp_path, expected):
    (tmp_path / "gt.json").write_text(json.dumps(GROUND_TRUTH))
    with gzip.open(tmp_path / "dt.json.gz", "wt") as file:
        json.dump(RESULTS, file)
    for gt, dt in [(tmp_path / "gt.json", RESULTS), (GROUND_TRUTH, tmp_path / "dt.json.gz")]:
        assert numbers(detlens.evaluate(gt, dt, iou_type="bbox")) == expected["bbox"]
    assert detlens.evaluate(tmp_path / "gt.json", []).record["dataset"]["n_detections"] == 0
    with pytest.raises(detlens.InputError, match="no such file"):
        detlens.evaluate(tmp_path / "none.json", RESULTS)
    (tmp_path / "broken.json").write_text("{")
    with pytest.raises(detlens.InputError, match=r"broken\.json: line 1, column 2"):
        detlens.evaluate(tmp_path / "broken.json", RESULTS)


def test_what_is_told_of_a_file_is_told_beside_objects_in_memory(tmp_path):
    annotations = [{**row} for row in GROUND_TRUTH["annotations"]]
    del annotations[0]["iscrowd"], annotations[1]["area"]
    (tmp_path / "gt.json").write_text(json.dumps(GROUND_TRUTH | {"annotations": annotations}))
    (tmp_path / "dt.json").write_text(json.dumps(RESULTS))
    gt, dt = tmp_path / "gt.json", tmp_path / "dt.json"
    told = detlens.evaluate(gt, dt, iou_type="bbox").record["problems"]
    # An iscrowd, an area and the names of the images.
    assert [note["severity"] for note in told] == ["note"] * 3
    evaluator = detlens.Evaluator(gt, iou_type="bbox", **XYXY)
    for image_id, rows in FOUND.items():
        evaluator.update(image_id, columns(rows, np.asarray))
    for run in (detlens.evaluate(gt, RESULTS, iou_type="bbox"), evaluator.compute()):
        assert run.record["problems"] == told


def test_every_setting_is_one_of_the_command(tmp_path):
    with pytest.raises(detlens.SettingsError, match="areas"):
        detlens.evaluate(GROUND_TRUTH, RESULTS, areas="sideways")
    run = detlens.evaluate(
        GROUND_TRUTH,
        RESULTS,
        score_threshold=0.3,
        iou_thresholds=[0.5, 0.9],
        max_detections=[1, 2, 3],
        areas=["all=0-", "tiny=0-20"],
        categories=["box"],
        class_agnostic=True,
        threads=1,
    )
    assert run.record["iou_thresholds"] == [0.5, 0.9]
    assert [row["name"] for row in run.record["area_ranges"]] == ["all", "tiny"]
    again = detlens.evaluate(GROUND_TRUTH, RESULTS, areas_from=run.save(tmp_path / "run"))
    assert [row["name"] for row in again.record["area_ranges"]] == ["all", "tiny"]


def test_tables_are_taken_by_every_library():
    data_set = random_data_set(2, "segm")
    run = detlens.evaluate(data_set.ground_truth, data_set.results, iou_type="segm")
    assert set(run.tables) == {"images", "ground_truths", "detections", "curves", "counts", "averages"}
    for name, table in run.tables.items():
        arrow = pyarrow.table(table)
        assert arrow.num_rows > 0, name
        assert polars.DataFrame(table).shape == arrow.shape
        assert pandas.DataFrame.from_arrow(table).shape == arrow.shape
    detections = pyarrow.table(run.tables["detections"])
    assert detections.num_rows == len(data_set.results)
    with pytest.raises(KeyError):
        run.tables["errors"]


def test_a_run_is_saved_and_opened(tmp_path):
    run = detlens.evaluate(GROUND_TRUTH, RESULTS)
    path = run.save(tmp_path / "run")
    opened = detlens.open(path)
    assert opened.record == run.record
    assert opened.summary() == run.summary() == str(run)
    with pytest.raises(detlens.SettingsError):
        run.save(path)
    with pytest.raises(detlens.SettingsError):
        opened.save(path)
    run.save(path, overwrite=True)
    copied = opened.save(tmp_path / "copy")
    assert opened.save(tmp_path / "copy", overwrite=True) == copied
    names = sorted(file.name for file in path.iterdir())
    assert names == sorted(file.name for file in copied.iterdir())
    for name in names:
        assert (path / name).read_bytes() == (copied / name).read_bytes()
    with pytest.raises(detlens.InputError, match="run.json"):
        detlens.open(tmp_path)


def test_the_page_is_exported_and_served(tmp_path):
    run = detlens.evaluate(GROUND_TRUTH, RESULTS)
    text = run.export(tmp_path / "report.html").read_text()
    assert text.lstrip().lower().startswith("<!doctype html")
    assert (run.export(tmp_path / "report") / "index.html").exists()
    with pytest.raises(detlens.SettingsError, match="pictures"):
        run.export(tmp_path / "other", pictures="all")
    with run.view(open=False) as page:
        address = page.url
        with urllib.request.urlopen(address) as answer:
            assert answer.status == 200
    with pytest.raises(OSError):
        urllib.request.urlopen(address, timeout=5)


def test_a_notebook_gets_the_page_in_its_cell(monkeypatch):
    ipython = SimpleNamespace(get_ipython=lambda: SimpleNamespace(kernel=object()))
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    page = detlens.evaluate(GROUND_TRUTH, RESULTS).view()
    assert page.url is None
    assert page._repr_html_().startswith('<iframe srcdoc="')


def test_a_notebook_shows_the_summary():
    run = detlens.evaluate(GROUND_TRUTH, RESULTS)
    assert "Aggregate metrics" in run._repr_html_()
    assert repr(run) == "<detlens.Run: 2 images, 2 ground truths, 3 detections>"


def test_the_command_is_installed():
    command = Path(sys.executable).with_name("detlens")
    version = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    module = subprocess.run(
        [sys.executable, "-m", "detlens", "--version"], capture_output=True, text=True, check=True
    )
    assert version.stdout == module.stdout
    assert version.stdout.startswith("detlens 0.")
    assert subprocess.run([command, "nonsense"], capture_output=True, check=False).returncode == 2


LEAN = """
import resource
import sys

def cpu_s():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime

before = cpu_s()
import detlens
assert cpu_s() - before < 0.15, cpu_s() - before
run = detlens.evaluate("gt.json", "dt.json")
assert run.coco and run.exact and str(run)
run.save("run")
assert "numpy" not in sys.modules
assert detlens.Evaluator and detlens.mask.encode
assert "numpy" in sys.modules
"""


def test_files_are_evaluated_without_numpy(tmp_path):
    """It takes longer to import than many files to evaluate."""
    (tmp_path / "gt.json").write_text(json.dumps(GROUND_TRUTH))
    (tmp_path / "dt.json").write_text(json.dumps(RESULTS))
    subprocess.run([sys.executable, "-c", LEAN], cwd=tmp_path, check=True)
