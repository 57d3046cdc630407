"""A program of another package, unchanged, on Detlens in the place of pycocotools."""

import json
import subprocess
import sys

import pytest

from support.datasets import data_set

SAHI = """
import sys
if sys.argv[1] == "detlens":
    import detlens.coco
    detlens.coco.install()
from sahi.scripts.coco_evaluation import evaluate
evaluate("gt.json", "dt.json", out_dir=sys.argv[1], type=sys.argv[2], classwise=True)
"""


@pytest.mark.parametrize("iou_type", ["bbox", "segm"])
def test_sahi(tmp_path, iou_type):
    # A seed whose data set has matches.
    data_set(6, iou_type).write(tmp_path)
    results = {}
    for tools in ("pycocotools", "detlens"):
        command = [sys.executable, "-c", SAHI, tools, iou_type]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        (written,) = (tmp_path / tools).glob("*.json")
        results[tools] = json.loads(written.read_text())
    assert results["detlens"] == results["pycocotools"]
    assert any(isinstance(value, float) and value > 0 for value in results["detlens"].values())
