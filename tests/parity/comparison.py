"""Comparing what Detlens wrote with what pycocotools computed, bit by bit."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from parity import reference
from support import programs
from support.settings import CocoSettings

#: The arrays of both protocols, by the names they are written under.
ARRAYS = ("precision", "recall", "scores", "statistics")


@dataclass
class Comparison:
    """One data set on its way through both programs; its files lie in a folder of their own."""

    name: str
    ground_truth: dict
    results: list
    settings: CocoSettings
    folder: Path

    def write(self):
        """Writes what the program reads."""
        self.folder.mkdir(parents=True)
        (self.folder / "gt.json").write_text(json.dumps(self.ground_truth))
        (self.folder / "dt.json").write_text(json.dumps(self.results))
        (self.folder / "settings.json").write_text(json.dumps(self.settings.as_json()))

    def differences(self):
        """What differs, in words; empty where all bits are equal."""
        if (refused := self.folder / "refused.txt").exists():
            return [f"refused: {refused.read_text()}"]
        expected = reference.evaluate(self.ground_truth, self.results, self.settings)
        regions = reference.regions(self.ground_truth, self.results, self.settings.iou_type)
        return [
            *(self._compare(name, getattr(expected, name)) for name in ARRAYS),
            self._compare("detection_areas", regions.detection_areas),
            self._compare("overlaps", regions.overlaps),
            self._compare_masks("ground_truth_masks", regions.ground_truth_masks),
            self._compare_masks("detection_masks", regions.detection_masks),
        ]

    def _compare(self, name, expected):
        found = np.fromfile(self.folder / f"{name}.f64", dtype="<f8")
        expected = np.ascontiguousarray(expected, dtype="<f8").ravel()
        if found.shape != expected.shape:
            return f"{name}: {len(found)} values, pycocotools has {len(expected)}"
        # As integers: the comparison sees signs of zero, and NaN would equal itself.
        differ = np.flatnonzero(found.view("<i8") != expected.view("<i8"))
        if not len(differ):
            return None
        first = differ[0]
        return (
            f"{name}: {len(differ)} of {len(found)} values differ, the first at {first}: "
            f"{found[first]!r}, pycocotools has {expected[first]!r}"
        )

    def _compare_masks(self, name, expected):
        found = (self.folder / f"{name}.txt").read_text().split("\n")[:-1]
        if found == expected:
            return None
        differ = [idx for idx, pair in enumerate(zip(found, expected)) if pair[0] != pair[1]]
        return f"{name}: {len(found)} masks and {len(expected)}, different at {differ[:5]}"


def check(comparisons, folder):
    """Runs all through the program at once; fails with the name and files of what differs."""
    for comparison in comparisons:
        comparison.write()
    programs.run(programs.PROTOCOL_DUMP, folder)
    failures = []
    for comparison in comparisons:
        if differences := [text for text in comparison.differences() if text]:
            kept = _keep(comparison)
            failures.append("\n  ".join([f"{comparison.name} (kept in {kept})", *differences]))
    assert not failures, "\n".join([f"{len(failures)} data sets differ", *failures[:10]])


def _keep(comparison):
    """Copies the files of a failure to where they outlive the test."""
    kept = programs.FAILURES / comparison.name.replace("/", "-")
    kept.mkdir(parents=True, exist_ok=True)
    for file in comparison.folder.iterdir():
        (kept / file.name).write_bytes(file.read_bytes())
    return kept
