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

import data
from contestants import contestants

HERE = Path(__file__).parent
FORMS = {"bbox": "bbox", "segm": "segm", "segm-and-bbox": "segm"}


def main():
    """Measures, prints the table, writes the record."""
    arguments = _arguments()
    made = _data(arguments)
    everybody = contestants(arguments.detlens, arguments.workplace / "cargo/bin")
    chosen = [one for one in everybody if arguments.only in one.name]
    rounds = [
        measured
        for form in arguments.forms.split(",")
        for round_idx in range(arguments.rounds)
        for measured in _round(chosen, made, form, round_idx, arguments.workplace)
    ]
    table = _table(rounds)
    print(table)
    if not arguments.no_record:
        _write_record(rounds, table, made)


def _data(arguments):
    """Made in another process: a started program's peak memory is never below its starter's."""
    with ProcessPoolExecutor(1) as made_by:
        return made_by.submit(data.make, arguments.workplace / "data", arguments.detlens).result()


def _arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--detlens", type=Path, required=True)
    parser.add_argument("--workplace", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--forms", default=",".join(FORMS), help="of the results, with commas")
    parser.add_argument("--only", default="", help="part of the name of who is measured")
    parser.add_argument("--no-record", action="store_true")
    return parser.parse_args()


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


def _table(rounds):
    """Medians, the quickest first, one table for each form of the results."""
    lines = []
    for form in dict.fromkeys(one["form"] for one in rounds):
        of_form = [one for one in rounds if one["form"] == form]
        rows = [
            _row(name, [one for one in of_form if one["name"] == name])
            for name in dict.fromkeys(one["name"] for one in of_form)
        ]
        lines += [f"\n{form}", "", "| | CPU s | lowest to highest | wall s | peak MiB | rounds |"]
        lines += ["| --- | --- | --- | --- | --- | --- |", *(text for _, text in sorted(rows))]
    return "\n".join(lines) + "\n"


def _row(name, rounds):
    cpu_s = [one["cpu_s"] for one in rounds]
    wall_s = statistics.median(one["wall_s"] for one in rounds)
    peak_mib = statistics.median(one["peak_mib"] for one in rounds)
    median = statistics.median(cpu_s)
    spread = f"{min(cpu_s):.2f} to {max(cpu_s):.2f}"
    text = f"| {name} | {median:.2f} | {spread} | {wall_s:.2f} | {peak_mib:.0f} | {len(rounds)} |"
    return median, text


def _write_record(rounds, table, made):
    folder = HERE / "records" / f"{date.today()}-{_machine()}"
    folder.mkdir(parents=True, exist_ok=True)
    record = {
        "machine": {"processor": _processor(), "cores": os.cpu_count(), "load": os.getloadavg()},
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "rivals": [*_pinned("requirements.txt"), *_pinned("crates.txt")],
        "data": made.describe(),
        "rounds": rounds,
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
