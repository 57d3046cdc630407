"""The cases of `cases/evaluation/` from Python: through files, through memory, and as the command."""

import json
import re
import subprocess
import sys

import pytest

import detlens
from cases.evaluation import cases

ACCEPTED = [case for case in cases() if "refused" not in case.content]
REFUSED = [case for case in cases() if "refused" in case.content]


def each(chosen):
    return pytest.mark.parametrize("case", chosen, ids=lambda case: case.name)


def settings_of(case):
    """The flags of a case as arguments."""
    settings = {}
    for flag in case.flags():
        name, _, value = flag.removeprefix("--").partition("=")
        settings[name.replace("-", "_")] = value or True
    return settings


def run_command(*arguments):
    command = [sys.executable, "-m", "detlens", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@each(ACCEPTED)
def test_python_and_the_command_give_the_same(tmp_path, case):
    data_set, settings = case.data_set(), settings_of(case)
    data_set.write(tmp_path)
    gt, dt = str(tmp_path / "gt.json"), str(tmp_path / "dt.json")
    done = run_command("eval", "--gt", gt, "--dt", dt, "--json", *case.flags())
    of_command = json.loads(done.stdout)
    assert detlens.evaluate(gt, dt, **as_python(settings)).record == of_command

    of_memory = detlens.evaluate(data_set.ground_truth, data_set.results, **as_python(settings))
    for part in ("dataset", "area_ranges", "coco", "exact"):
        assert of_memory.record.get(part) == of_command.get(part), part


def as_python(settings):
    """Numbers as numbers: a threshold may be either."""
    settings = dict(settings)
    if re.fullmatch(r"[\d.]+", settings.get("score_threshold", "")):
        settings["score_threshold"] = float(settings["score_threshold"])
    return settings


@each(REFUSED)
def test_what_the_command_refuses_python_refuses(tmp_path, case):
    data_set, settings = case.data_set(), settings_of(case)
    data_set.write(tmp_path)
    gt, dt = str(tmp_path / "gt.json"), str(tmp_path / "dt.json")
    words = re.escape(case.content["refused"])
    done = run_command("eval", "--gt", gt, "--dt", dt, *case.flags())
    assert done.returncode == 1
    assert re.search(words, done.stderr)
    with pytest.raises(detlens.InputError, match=words):
        detlens.evaluate(gt, dt, **settings)
    with pytest.raises(detlens.DetlensError):
        detlens.evaluate(data_set.ground_truth, data_set.results, **settings)
