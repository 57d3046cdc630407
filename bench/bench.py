"""Measures Detlens and its rivals: fresh processes, alternating order, equal numbers.

CPU time (user and system) and peak memory are those of the whole process, starting included; they
are what the operating system says when it ends. The twelve COCO numbers of all must be equal to the
last bit in every round, or the measurement fails. `cargo xtask bench` builds what this needs.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

import arrays
import data
from contestants import contestants

HERE = Path(__file__).parent
FORMS = {"bbox": "bbox", "segm": "segm", "segm-and-bbox": "segm"}
COLUMNS = "| | CPU s | lowest to highest | ratio | wall s | peak MiB | ratio | rounds |"
RULE = str.maketrans({letter: "-" for letter in map(chr, range(32, 127)) if letter != "|"})


def main():
    """Measures, prints the table, writes the record."""
    arguments = _arguments()
    made = _data(arguments)
    everybody = contestants(arguments.detlens, arguments.workplace / "cargo/bin")
    chosen = [one for one in everybody if _is_chosen(one, arguments)]
    rounds = [
        measured
        for form in arguments.forms.split(",")
        for round_idx in range(arguments.rounds)
        for measured in _round(chosen, made, form, round_idx, arguments.workplace)
    ]
    rivals = {one.name for one in chosen if one.is_rival}
    table, of_arrays = _table(rounds, rivals), {}
    if "bbox" in arguments.forms.split(",") and not arguments.only:
        of_arrays = arrays.measured(str(made.ground_truth), str(made.results["bbox"]))
        table += f"\nbbox, from arrays in memory\n\n{arrays.table(of_arrays)}"
    print(table)
    if not arguments.no_record:
        _write_record(rounds, of_arrays, table, made)


def _data(arguments):
    """Made in another process: a started program's peak memory is never below its starter's."""
    with ProcessPoolExecutor(1) as made_by:
        folder, kind = arguments.workplace / "data", arguments.data
        return made_by.submit(data.make, folder, arguments.detlens, kind).result()


def _is_chosen(contestant, arguments):
    """Whether it is asked for; a quick look leaves out who is asked once."""
    words = arguments.only.split(",")
    return any(word in contestant.name for word in words) and not (
        arguments.quick and contestant.once
    )


def _arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--detlens", type=Path, required=True)
    parser.add_argument("--workplace", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--forms", default=",".join(FORMS), help="of the results, with commas")
    parser.add_argument("--data", choices=data.KINDS, default="plain")
    parser.add_argument("--only", default="", help="parts of the names of who is measured")
    parser.add_argument("--no-record", action="store_true")
    parser.add_argument("--quick", action="store_true", help="two rounds of one form, no record")
    arguments = parser.parse_args()
    if arguments.quick:
        arguments.rounds, arguments.forms, arguments.no_record = 2, "segm-and-bbox", True
    return arguments


def _round(everybody, made, form, round_idx, workplace):
    """Everybody once, in turn forwards and backwards; all numbers must agree."""
    order = everybody if round_idx % 2 == 0 else everybody[::-1]
    measured = []
    for contestant in order:
        if contestant.takes(form, round_idx):
            files = (FORMS[form], made.ground_truth, made.results[form])
            one = _measure(contestant, *files, workplace / "answer.json")
            measured.append(one | {"form": form, "round": round_idx})
            print(form, round_idx, contestant.name, f"{one['cpu_s']:.2f} s CPU", flush=True)
    for one in measured:
        if one["numbers"] != measured[0]["numbers"]:
            raise SystemExit(f"{one['name']} and {measured[0]['name']} differ: {measured}")
    return measured


def _measure(contestant, iou_type, ground_truth, results, answer):
    """One process from its start to its end."""
    answer.unlink(missing_ok=True)
    command = [str(word) for word in contestant.command(iou_type, ground_truth, results, answer)]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall_s = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if status != 0:
        raise SystemExit(f"{contestant.name} failed: {' '.join(command)}")
    return {
        "name": contestant.name,
        "cpu_s": usage.ru_utime + usage.ru_stime,
        "wall_s": wall_s,
        "peak_mib": usage.ru_maxrss / 1024,
        "numbers": contestant.numbers(output, answer),
    }


def _table(rounds, rivals):
    """Medians, the quickest first, one table for each form of the results.

    The ratios are medians too: in each round, to the rival with the least CPU time and to the one
    with the least memory.
    """
    lines = []
    for form in dict.fromkeys(one["form"] for one in rounds):
        of_form = [one for one in rounds if one["form"] == form]
        best = {key: _best_of_rivals(of_form, rivals, key) for key in ("cpu_s", "peak_mib")}
        rows = [
            _row(name, [one for one in of_form if one["name"] == name], best)
            for name in dict.fromkeys(one["name"] for one in of_form)
        ]
        lines += [f"\n{form}", "", COLUMNS, COLUMNS.translate(RULE)]
        lines += [text for _, text in sorted(rows)]
    return "\n".join(lines) + "\n"


def _best_of_rivals(measured, rivals, key):
    """The least of each round."""
    best = {}
    for one in measured:
        if one["name"] in rivals:
            best[one["round"]] = min(one[key], best.get(one["round"], one[key]))
    return best


def _ratio(rounds, best, key):
    """The median ratio to the best rival of the same round."""
    ratios = [one[key] / best[key][one["round"]] for one in rounds if one["round"] in best[key]]
    return f"{statistics.median(ratios):.2f}" if ratios else "–"


def _row(name, rounds, best):
    cpu_s = [one["cpu_s"] for one in rounds]
    wall_s = statistics.median(one["wall_s"] for one in rounds)
    peak_mib = statistics.median(one["peak_mib"] for one in rounds)
    median = statistics.median(cpu_s)
    spread = f"{min(cpu_s):.2f} to {max(cpu_s):.2f}"
    cells = [name, f"{median:.2f}", spread, _ratio(rounds, best, "cpu_s"), f"{wall_s:.2f}"]
    cells += [f"{peak_mib:.0f}", _ratio(rounds, best, "peak_mib"), str(len(rounds))]
    return median, f"| {' | '.join(cells)} |"


def _write_record(rounds, of_arrays, table, made):
    folder = HERE / "records" / f"{date.today()}-{_machine()}" / made.name
    folder.mkdir(parents=True, exist_ok=True)
    record = {
        "machine": {"processor": _processor(), "cores": os.cpu_count(), "load": os.getloadavg()},
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "rivals": [*_pinned("requirements.txt"), *_pinned("crates.txt")],
        "data": made.describe(),
        "rounds": rounds,
        "arrays": of_arrays,
    }
    (folder / "record.json").write_text(json.dumps(record, indent=1) + "\n")
    (folder / "table.md").write_text(table)
    print(f"the record is in {folder}")


def _pinned(name):
    lines = (HERE / name).read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _machine():
    """The processor as a folder name."""
    words = "".join(c if c.isalnum() else " " for c in _processor().lower()).split()
    return "-".join([*words[:4], f"{os.cpu_count()}-cores"])


if __name__ == "__main__":
    main()
