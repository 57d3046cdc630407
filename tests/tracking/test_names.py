"""Every name that is logged is in `docs/logging.md`, and every name there is logged."""

import re

import pytest

from support.programs import ROOT
from tracking.offline_run import OfflineRun

PLACES = {"RANGE": r"(all|small|medium|large|smallest|corrected)", "IOU": r"\d\.\d\d+", "N": r"\d+"}


@pytest.fixture(scope="module")
def documented():
    """Names in the first column of a table, as patterns."""
    text = (ROOT / "docs/logging.md").read_text()
    cells = re.findall(r"^\| (`.*?) \|", text, re.M)
    names = [name for cell in cells for name in re.findall("`(.*?)`", cell)]
    return {name: pattern(name) for name in names}


def pattern(name):
    """What a name with placeholders stands for."""
    parts = re.split(r"(RANGE|IOU|(?<=_)N$)", name)
    return re.compile("".join(PLACES.get(part, re.escape(part)) for part in parts))


def test_names_and_documentation_agree(detlens, tmp_path, documented):
    answer = detlens("wandb", "run", "--project", "p", "--dir", tmp_path)
    assert answer.returncode == 0, answer.stderr
    run = OfflineRun.only_one_in(tmp_path)
    logged = set(run.receipt["summary_keys"]) | set(run.charts())
    unknown = [key for key in logged if not any(p.fullmatch(key) for p in documented.values())]
    assert unknown == []
    unused = [name for name, p in documented.items() if not any(map(p.fullmatch, logged))]
    assert unused == []
