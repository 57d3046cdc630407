"""Measures evaluators that are fed arrays, as a training loop does: `arrays.py GT RESULTS`.

Each contestant has a process of its own, in which the boxes are in memory before the clock starts:
an array ``[N, 7]`` for those that take one, columns of each image for Detlens' `Evaluator`. What is
measured is CPU time (user and system) from there to the twelve numbers, reading the ground truth
from its file included. The numbers of all must be equal to the last bit.
"""

import contextlib
import io
import json
import resource
import statistics
import subprocess
import sys

ROUNDS = 5


def detlens_evaluator(ground_truth, rows, np):
    import detlens

    starts = np.flatnonzero(np.diff(rows[:, 0], prepend=np.nan))
    images = [(int(part[0, 0]), part) for part in np.split(rows, starts[1:])]

    def numbers():
        evaluator = detlens.Evaluator(ground_truth, box_format="xywh", protocol="coco")
        for image_id, part in images:
            labels = part[:, 6].astype(np.int64)
            found = {"boxes": part[:, 1:5], "scores": part[:, 5], "labels": labels}
            evaluator.update(image_id, found)
        return [row["value"] for row in evaluator.compute().coco["statistics"]]

    return numbers


def detlens_array(ground_truth, rows, np):
    import detlens

    def numbers():
        run = detlens.evaluate(ground_truth, rows, protocol="coco")
        return [row["value"] for row in run.coco["statistics"]]

    return numbers


def ultrafast_pycocotools(ground_truth, rows, np):
    from ultrafast_pycocotools import COCO, COCOeval

    return _like_pycocotools(COCO, COCOeval, "loadRes", ground_truth, rows)


def hotcoco(ground_truth, rows, np):
    from hotcoco import COCO, COCOeval

    return _like_pycocotools(COCO, COCOeval, "load_res", ground_truth, rows)


def _like_pycocotools(coco, evaluation, load, ground_truth, rows):
    def numbers():
        gt = coco(ground_truth)
        done = evaluation(gt, getattr(gt, load)(rows), "bbox")
        done.evaluate()
        done.accumulate()
        done.summarize()
        return list(done.stats)[:12]

    return numbers


CONTESTANTS = {
    function.__name__.replace("_", "-"): function
    for function in (detlens_evaluator, detlens_array, ultrafast_pycocotools, hotcoco)
}


def measured(ground_truth, results):
    """Everybody in turn, forwards and backwards: the rounds of each by its name."""
    rounds_of = {name: [] for name in CONTESTANTS}
    for round_idx in range(ROUNDS):
        for name in list(CONTESTANTS)[:: 1 if round_idx % 2 == 0 else -1]:
            command = [sys.executable, __file__, ground_truth, results, name]
            output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            rounds_of[name].append(json.loads(output.splitlines()[-1]))
    told = [one["numbers"] for rounds in rounds_of.values() for one in rounds]
    if any(numbers != told[0] for numbers in told):
        raise SystemExit(f"the numbers differ: {rounds_of}")
    return rounds_of


def table(rounds_of):
    """The medians."""
    lines = ["| | CPU s | lowest to highest |", "| --- | --- | --- |"]
    for name, rounds in rounds_of.items():
        cpu_s = [one["cpu_s"] for one in rounds]
        spread = f"{min(cpu_s):.2f} to {max(cpu_s):.2f}"
        lines.append(f"| {name} | {statistics.median(cpu_s):.2f} | {spread} |")
    return "\n".join(lines) + "\n"


def measure(ground_truth, results, name):
    """One contestant, once."""
    import numpy as np

    with open(results) as file:
        results = json.load(file)
    rows = np.array(
        [[row["image_id"], *row["bbox"], row["score"], row["category_id"]] for row in results]
    )
    rows = rows[np.argsort(rows[:, 0], kind="stable")]
    del results
    numbers = CONTESTANTS[name](ground_truth, rows, np)
    with contextlib.redirect_stdout(io.StringIO()):
        start = _cpu_s()
        found = numbers()
        cpu_s = _cpu_s() - start
    print(json.dumps({"cpu_s": cpu_s, "numbers": [float(number) for number in found]}))


def _cpu_s():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(table(measured(*sys.argv[1:])), end="")
    else:
        measure(*sys.argv[1:])
