"""The package's types: strict for both checkers, and true of the compiled module."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import detlens

PACKAGE = Path(__file__).parents[2] / "python"

CHECKS = {
    "mypy": ["mypy", "--config-file", "pyproject.toml", "detlens"],
    "pyright": ["pyright", "--project", ".", "--pythonpath", sys.executable],
}


def run(folder, *arguments):
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("checker", CHECKS)
def test_the_sources_pass(checker):
    run(PACKAGE, *CHECKS[checker])


def test_no_rule_of_the_checkers_is_relaxed():
    tools = tomllib.loads((PACKAGE / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert tools["mypy"] == {"strict": True, "mypy_path": "$MYPY_CONFIG_FILE_DIR/typings"}
    assert tools["pyright"] == {"include": ["detlens", "typings"], "typeCheckingMode": "strict"}


def test_no_line_is_excepted():
    sources = [path for path in PACKAGE.rglob("*.py*") if path.suffix in (".py", ".pyi")]
    assert sources
    marks = re.compile(r"#\s*(type:\s*ignore|pyright:|mypy:)")
    excepted = [path.name for path in sources if marks.search(path.read_text(encoding="utf-8"))]
    assert excepted == []


def test_the_stubs_are_true_of_the_module(tmp_path):
    run(tmp_path, "mypy.stubtest", "detlens._detlens")


USE = """
import detlens
from detlens import mask
from detlens.coco import COCO, COCOeval

run: detlens.Run = detlens.evaluate("gt.json", ["dt.json"], iou_type="segm", score_threshold=0.5)
path = run.save("run", overwrite=True)
evaluator = detlens.Evaluator("gt.json", box_format="xyxy")
evaluator.update(1, {"boxes": [], "scores": [], "labels": []})
state: bytes = evaluator.state_bytes()
area = mask.area({"size": [2, 2], "counts": b"22"})
evaluation = COCOeval(COCO("gt.json"), COCO(), "bbox")
"""

MISUSE = {
    "an IoU type that is none": 'detlens.evaluate("a", "b", iou_type="box")',
    "a setting that is none": 'detlens.evaluate("a", "b", iou_thershold=0.5)',
    "a setting by its place": 'detlens.evaluate("a", "b", "segm")',
    "a box format that is none": 'detlens.Evaluator("a", box_format="xyyx")',
    "a mask without size": 'mask.area({"counts": b"22"})',
}


def test_what_is_right_passes(tmp_path):
    (tmp_path / "use.py").write_text(USE)
    run(tmp_path, "mypy", "--strict", "use.py")


@pytest.mark.parametrize("mistake", MISUSE)
def test_what_is_wrong_is_found(tmp_path, mistake):
    (tmp_path / "use.py").write_text(USE + MISUSE[mistake] + "\n")
    with pytest.raises(AssertionError, match="error"):
        run(tmp_path, "mypy", "--strict", "use.py")


def test_the_installed_package_says_that_it_is_typed():
    assert (Path(detlens.__file__).parent / "py.typed").exists()
