"""Runs of every kind are logged: boxes, one protocol, other ranges, ids that are texts."""

import json
import math

import pytest

from support.datasets import data_set
from tracking.offline_run import OfflineRun

KINDS = {
    "boxes": ("--iou-type=bbox",),
    "coco": ("--protocol=coco",),
    "exact": ("--protocol=exact",),
    "class agnostic": ("--class-agnostic",),
    "own ranges": ("--areas=all=0-,tiny one=0-50%,a/b=900-", "--iou-thresholds=0.5,0.925"),
    "nothing kept": ("--score-threshold=2",),
}


def table(run, name):
    """The rows of a table in its artifact, as dictionaries."""
    (receipt,) = (a for a in run.receipt["artifacts"] if a["name"].endswith(f"-table.{name}"))
    (file,) = (f for f in receipt["files"] if f["path"].endswith("table.json"))
    content = json.loads(run.artifact_files()[file["md5"]])
    assert all(len(row) == len(content["columns"]) for row in content["data"])
    return [dict(zip(content["columns"], row)) for row in content["data"]]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_logged_as_the_run_says_it(detlens, scene_folder, tmp_path, kind):
    files = ("--gt", "gt.json", "--dt", "dt.json", "--images", "images")
    place = ("-o", tmp_path / "run", "--wandb", "p")
    environment = {"WANDB_DIR": str(tmp_path), "PATH": ""}
    absolute = [scene_folder / f if f in ("gt.json", "dt.json", "images") else f for f in files]
    answer = detlens("eval", *absolute, *place, *KINDS[kind], env=environment)
    assert answer.returncode == 0, answer.stderr
    record = json.loads((tmp_path / "run/run.json").read_text())
    run = OfflineRun.only_one_in(tmp_path)
    has_exact = record["exact"] is not None
    assert ("report" in run.receipt["summary_keys"]) == has_exact
    assert len(table(run, "area_ranges")) == len(record["area_ranges"])
    if has_exact:
        examples = table(run, "examples")
        masks = [row["image"].get("masks", {}) for row in examples]
        assert all(m.keys() == ({"TP", "FP", "FN"} if kind != "boxes" else set()) for m in masks)
        counts = table(run, "aggregate_metrics")
        assert [row["TP"] for row in counts] == [row["n_tp"] for row in record["exact"]["counts"]]
    place = ("--logdir", tmp_path / "logs", "--name", "x")
    answer = detlens("tensorboard", tmp_path / "run", *place)
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize("iou_type", ["bbox", "segm"])
@pytest.mark.parametrize("seed", range(2000, 2008))
def test_any_run_is_logged_without_its_images(detlens, tmp_path, iou_type, seed):
    data_set(seed, iou_type).write(tmp_path)
    files = ("--gt", tmp_path / "gt.json", "--dt", tmp_path / "dt.json")
    answer = detlens("eval", *files, f"--iou-type={iou_type}", "-o", tmp_path / "run")
    assert answer.returncode == 0, answer.stderr
    for command in (("wandb", "--project=p", "--dir"), ("tensorboard", "--logdir")):
        answer = detlens(command[0], tmp_path / "run", *command[1:], tmp_path)
        assert answer.returncode == 0, answer.stderr
        assert "without pictures" in answer.stdout or "no example images" in answer.stdout
    run = OfflineRun.only_one_in(tmp_path)
    for content in run.artifact_files().values():
        rows = json.loads(content)["data"]
        numbers = [cell for row in rows for cell in row if isinstance(cell, float)]
        assert all(map(math.isfinite, numbers))
