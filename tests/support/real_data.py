"""The real data sets that a developer may have beside the checkout; none of them is ours to ship."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("DETLENS_REAL_DATA", ROOT.parent / "shared/reference/data"))


@dataclass(frozen=True)
class Pair:
    """A ground-truth file and a result file on it."""

    name: str
    ground_truth: Path
    results: Path


def pairs():
    """Every pair in the folder: each result file beside a `gt.json`."""
    return [
        Pair(f"{folder.name}/{results.stem}", folder / "gt.json", results)
        for folder in sorted(FOLDER.glob("*/"))
        if (folder / "gt.json").exists()
        for results in sorted(folder.glob("*.json"))
        if results.name != "gt.json"
    ]
