"""TensorBoard's own event reader reads back what was written."""

import json
import resource
import subprocess
from pathlib import Path

import pandas
import pytest

from support.programs import DETLENS
from tracking.environments import READERS

SCRIPT = Path(__file__).with_name("read_events.py")
#: The colors of the report page for TP, FP and FN.
COLORS = [[0x00, 0x72, 0xB2], [0xD5, 0x5E, 0x00], [0xCC, 0x79, 0xA7]]


@pytest.fixture(scope="module")
def record(scene_folder):
    """The record of the run."""
    return json.loads((scene_folder / "run/run.json").read_text())


@pytest.fixture(scope="module")
def read(scene_folder, tmp_path_factory):
    """What the reader reads."""
    folder = tmp_path_factory.mktemp("logs")
    place = ("--logdir", folder, "--name", "a run", "--step", "3", "--images", "2")
    subprocess.run([DETLENS, "tensorboard", "run", *place], cwd=scene_folder, check=True)
    command = [READERS / "python", SCRIPT, folder / "a run"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_scalars_are_those_of_the_run(read, record):
    assert set(read["steps"]) == {3}
    assert read["scalars"]["coco/mAP"] == record["coco"]["statistics"][0]["value"]
    for count in record["exact"]["counts"]:
        if count["scope"] == "pooled":
            name = f"operating_point/iou={count['iou_threshold']:.2f}/{count['area_range']}"
            assert read["scalars"][f"{name}/FP"] == count["n_fp"]
    assert '| iou-type | `"segm"` |' in read["texts"]["config"]


def test_curves_count_the_detections_of_the_run(read, scene_folder, record):
    detections = pandas.read_parquet(scene_folder / "run/detections.parquet")
    assert len(read["curves"]) == len(record["iou_thresholds"])
    for iou in record["iou_thresholds"]:
        n_tp, n_fp, _, n_fn, precision, recall = read["curves"][f"precision_recall/iou={iou:.2f}"]
        outcome = detections[f"outcome_{round(100 * iou)}"]
        for place in (0, 40, 100, 150, 200):
            kept = outcome[detections.score >= place / 200]
            assert (n_tp[place], n_fp[place]) == ((kept == "tp").sum(), (kept == "fp").sum())
            assert n_tp[place] + n_fn[place] == record["dataset"]["n_ground_truths"]
            if n_tp[place]:
                expected = n_tp[place] / (n_tp[place] + n_fp[place])
                assert precision[place] == pytest.approx(expected, rel=1e-6)
        assert recall == sorted(recall, reverse=True)


def test_histograms_are_those_of_the_run(read, record):
    (at_reference,) = (d for d in record["exact"]["distributions"] if d["iou_threshold"] == 0.5)
    wanted = at_reference["false_positive_score"]
    bins = read["histograms"]["distribution/score/FP"]
    assert [count for _, _, count in bins] == wanted["counts"]
    assert [low for low, _, _ in bins] == wanted["edges"][:-1]


def test_objects_are_drawn_on_their_images(read, scene_folder):
    images = pandas.read_parquet(scene_folder / "run/images.parquet").set_index("file_name")
    assert len(read["images"]) > 4
    for tag, colors in read["images"].items():
        image = images.loc[tag.removeprefix("examples/").rsplit("/", 1)[0]]
        for color, count in zip(COLORS, (image.n_tp, image.n_fp, image.n_fn)):
            if count == 0:
                assert color not in colors


def test_a_run_is_logged_twice_side_by_side(scene_folder, tmp_path):
    for step in (1, 2):
        place = ("--logdir", tmp_path, "--step", str(step), "--images", "0")
        subprocess.run([DETLENS, "tensorboard", "run", *place], cwd=scene_folder, check=True)
    files = [path.name for path in (tmp_path / "run").iterdir()]
    assert len(files) == 2 and all(name.startswith("events.out.tfevents.") for name in files)


def test_a_full_disk_leaves_nothing(detlens, tmp_path):
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
    place = ("--logdir", tmp_path)
    answer = detlens("tensorboard", "run", *place, preexec_fn=limit, restore_signals=False)
    assert answer.returncode == 3
    assert "cannot write" in answer.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_nothing_is_left_of_what_fails(detlens, tmp_path):
    answer = detlens("tensorboard", "run", "--logdir", tmp_path, "--image-folder", "nowhere")
    assert answer.returncode == 1
    assert "is missing" in answer.stderr
    assert not list(tmp_path.rglob("*.*"))
    for name in ("../a", "", "/a"):
        assert detlens("tensorboard", "run", "--logdir", tmp_path, "--name", name).returncode == 2
