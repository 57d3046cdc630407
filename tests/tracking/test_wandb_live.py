"""`Run.log_to_wandb` logs into a live run what the native writer logs of the same run."""

import subprocess
from pathlib import Path

import pytest

from tracking.environments import WANDB
from tracking.offline_run import OfflineRun
from tracking.test_wandb_official import unordered

SCRIPT = Path(__file__).with_name("official_live.py")
#: What the training logged itself, a step earlier.
OF_TRAINING = {"loss"}


@pytest.fixture(scope="module")
def both(scene_folder, tmp_path_factory):
    """What the native writer wrote, and what the live run wrote down."""
    run = OfflineRun.written(scene_folder, tmp_path_factory.mktemp("live"))
    return run.beside(SCRIPT, scene_folder / "run", name="live", cwd=scene_folder)


def test_the_settings_are_the_same(both):
    ours, live = (one["config"] for one in both)
    assert len(ours["detlens"]) > 5
    assert live == ours


def test_the_charts_are_the_same(both):
    ours, live = (one["panels"] for one in both)
    assert len(ours) > 5
    assert live == ours


@pytest.mark.parametrize("where", ["history", "summary"])
def test_the_values_have_the_same_keys(both, where):
    ours, live = (one[where].keys() for one in both)
    assert {"coco/mAP", "exact/mAP", "table/examples", "report"} <= ours
    assert live - OF_TRAINING == ours


def test_everything_is_in_one_step(both):
    ours, live = (one["steps"] for one in both)
    assert (ours, live) == ([0], [0, 1])


def test_numbers_and_histograms_are_the_same(both):
    ours, live = (
        {key: value for key, value in one["summary"].items() if not is_of_files(value)}
        for one in both
    )
    assert live == ours | {"loss": 0.5}


def test_the_page_is_the_same(both):
    ours, live = (one["history"]["report"] for one in both)
    assert ours == live


def test_tables_have_the_same_rows_types_and_images(both):
    ours, live = (
        {key: value for key, value in one["history"].items() if key.startswith("table/")}
        for one in both
    )
    assert len(ours) > 8
    for key, table in ours.items():
        types = [one["table"].pop("column_types") for one in (table, live[key])]
        assert unordered(types[0]) == unordered(types[1]), key
        assert table == live[key], key
    image = live["table/examples"]["table"]["data"][0][0]
    assert image["masks"].keys() == image["boxes"].keys() == {"TP", "FP", "FN"}


def is_of_files(value):
    return isinstance(value, dict) and ("table" in value or "html" in value)


def test_what_is_missing_is_said(scene_folder):
    code = "import detlens; detlens.open('run').log_to_wandb()"
    command = [WANDB / "python", "-c", code]
    done = subprocess.run(command, cwd=scene_folder, capture_output=True, text=True, check=False)
    assert "SettingsError: no run of W&B is open" in done.stderr
    without = "import sys; sys.modules['wandb'] = None; " + code
    command = [WANDB / "python", "-c", without]
    done = subprocess.run(command, cwd=scene_folder, capture_output=True, text=True, check=False)
    assert "MachineError: wandb is not installed" in done.stderr
