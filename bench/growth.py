"""Measures Detlens alone on once, ten and fifty times the detections, on one thread and on two.

The protocol `coco`, on drawn data of COCO's size. The twelve numbers of one thread and of two must
be equal to the last bit in every round, or the measurement fails.
"""

import statistics

import data
import record
from contestants import detlens_program
from process import measure

THREADS = (1, 2)
FORMS = ("bbox", "segm-and-bbox")
COLUMNS = (
    "| detections | threads | CPU s | lowest to highest | to the fewest | s a million "
    "| wall s | one thread to this | peak MiB | to the fewest | KiB a detection |"
)


def measured(program, workplace, rounds, forms):
    """The table, and what a record holds: the data, and every round of every process."""
    made = {kind: data.make(workplace / "data", program, kind) for kind in data.DRAWN}
    detections = {kind: one.n_detections() for kind, one in made.items()}
    everybody = [(form, kind, threads) for form in forms for kind in made for threads in THREADS]
    found = []
    for round_idx in range(rounds):
        for form, kind, threads in everybody[:: 1 if round_idx % 2 == 0 else -1]:
            contestant = detlens_program(kind, program, ["--protocol=coco", f"--threads={threads}"])
            one = measure(contestant, made[kind], form, workplace / "answer.json")
            found.append(one | {"threads": threads, "round": round_idx})
            print(form, round_idx, kind, threads, f"{one['cpu_s']:.2f} s CPU", flush=True)
        _check(found)
    described = {kind: one.describe() for kind, one in made.items()}
    return _table(found, detections), {"data": described, "rounds": found}


def _check(found):
    """Whether each data set has the same numbers, whatever the threads and the round."""
    first = {}
    for one in found:
        expected = first.setdefault((one["form"], one["name"]), one["numbers"])
        if one["numbers"] != expected:
            raise SystemExit(f"{one['name']} on {one['threads']} threads differs: {found}")


def _table(found, detections):
    """Medians; the ratios are medians too, each of two processes of the same round."""
    lines = []
    for form in dict.fromkeys(one["form"] for one in found):
        rounds_of = {}
        for one in found:
            if one["form"] == form:
                rounds_of.setdefault((one["name"], one["threads"]), []).append(one)
        rows = [_row(rounds_of, detections, *key) for key in rounds_of]
        lines += [f"\n{form}", "", *record.table(COLUMNS, rows)]
    return "\n".join(lines) + "\n"


def _row(rounds_of, detections, kind, threads):
    rounds = rounds_of[kind, threads]
    fewest = rounds_of[next(iter(detections)), threads]
    cpu_s = [one["cpu_s"] for one in rounds]
    peak_mib = statistics.median(one["peak_mib"] for one in rounds)
    return [
        f"{detections[kind]:,}",
        f"{threads}",
        f"{statistics.median(cpu_s):.2f}",
        f"{min(cpu_s):.2f} to {max(cpu_s):.2f}",
        _ratio(rounds, fewest, "cpu_s"),
        f"{statistics.median(cpu_s) / detections[kind] * 1e6:.2f}",
        f"{statistics.median(one['wall_s'] for one in rounds):.2f}",
        _ratio(rounds_of[kind, THREADS[0]], rounds, "wall_s"),
        f"{peak_mib:.0f}",
        _ratio(rounds, fewest, "peak_mib"),
        f"{peak_mib * 1024 / detections[kind]:.2f}",
    ]


def _ratio(rounds, others, key):
    """The median over the rounds, which stand in the same order on both sides."""
    ratios = (one[key] / other[key] for one, other in zip(rounds, others, strict=True))
    return f"{statistics.median(ratios):.2f}"
