"""Random data sets: every number in a run equals the oracle's.

A failure names its seed; `DETLENS_SEEDS=17` runs that seed alone, `DETLENS_SEEDS=0-999` more.
"""

import itertools

import pytest

from oracle.comparison import differences
from oracle.evaluation import Evaluation
from oracle.random_settings import random_settings
from oracle.run_directory import Run
from support import programs
from support.datasets import data_set
from support.seeds import chunks


@pytest.mark.parametrize("seeds", chunks(0, 119, 20), ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
@pytest.mark.parametrize("iou_type", ["bbox", "segm"])
def test_every_number_is_equal(tmp_path, iou_type, seeds):
    failures = [text for seed in seeds for text in _failures(tmp_path, iou_type, seed)]
    assert not failures, "\n".join(failures)


def _failures(folder, iou_type, seed):
    drawn, settings = data_set(seed, iou_type), random_settings(seed, iou_type)
    place = folder / f"{iou_type}-{seed}"
    drawn.write(place)
    flags = [*settings.flags(), f"--output={place / 'run'}"]
    programs.run_eval(place / "gt.json", place / "dt.json", *flags)
    evaluation = Evaluation(drawn.ground_truth, drawn.results, settings)
    found = list(itertools.islice(differences(evaluation, Run(place / "run")), 5))
    if found:
        kept = programs.FAILURES / f"exact-{iou_type}-{seed}"
        drawn.write(kept)
        (kept / "flags.txt").write_text("\n".join(flags[:-1]))
        yield f"{iou_type} {seed} (kept in {kept}):\n  " + "\n  ".join(found)
