"""Measures Detlens and its rivals: fresh processes, alternating order, equal numbers.

CPU time (user and system) and peak memory are those of the whole process, starting included; they
are what the operating system says when it ends. The twelve COCO numbers of all must be equal to the
last bit in every round, or the measurement fails. `cargo xtask bench` builds what this needs.
`--growth` measures Detlens alone, on growing data.
"""

import argparse
import statistics
from pathlib import Path

import arrays
import data
import growth
import record
from contestants import contestants
from process import measure

HERE = Path(__file__).parent
COLUMNS = "| | CPU s | lowest to highest | ratio | wall s | peak MiB | ratio | rounds |"


def main():
    """Measures, prints the table, writes the record."""
    arguments = _arguments()
    name, table, measured = (_growth if arguments.growth else _rivals)(arguments)
    print(table)
    if not arguments.no_record:
        record.write(name, table, **measured)


def _growth(arguments):
    forms = arguments.forms.split(",") if arguments.forms else growth.FORMS
    given = (arguments.detlens, arguments.workplace, arguments.rounds, forms)
    return "growth", *growth.measured(*given)


def _rivals(arguments):
    made = data.make(arguments.workplace / "data", arguments.detlens, arguments.data)
    everybody = contestants(arguments.detlens, arguments.workplace / "cargo/bin")
    chosen = [one for one in everybody if _is_chosen(one, arguments)]
    forms = arguments.forms.split(",") if arguments.forms else data.FORMS
    rounds = [
        measured
        for form in forms
        for round_idx in range(arguments.rounds)
        for measured in _round(chosen, made, form, round_idx, arguments.workplace)
    ]
    table, of_arrays = _table(rounds, {one.name for one in chosen if one.is_rival}), {}
    if "bbox" in forms and not arguments.only:
        of_arrays = arrays.measured(str(made.ground_truth), str(made.results["bbox"]))
        table += f"\nbbox, from arrays in memory\n\n{arrays.table(of_arrays)}"
    pinned = [*_pinned("requirements.txt"), *_pinned("crates.txt")]
    measured = {"rivals": pinned, "data": made.describe(), "rounds": rounds, "arrays": of_arrays}
    return made.name, table, measured


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
    parser.add_argument("--forms", default="", help="of the results, with commas")
    parser.add_argument("--data", choices=data.KINDS, default="plain")
    parser.add_argument("--only", default="", help="parts of the names of who is measured")
    parser.add_argument("--growth", action="store_true", help="Detlens alone on growing data")
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
            one = measure(contestant, made, form, workplace / "answer.json")
            measured.append(one | {"round": round_idx})
            print(form, round_idx, contestant.name, f"{one['cpu_s']:.2f} s CPU", flush=True)
    for one in measured:
        if one["numbers"] != measured[0]["numbers"]:
            raise SystemExit(f"{one['name']} and {measured[0]['name']} differ: {measured}")
    return measured


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
        lines += [f"\n{form}", "", *record.table(COLUMNS, (row for _, row in sorted(rows)))]
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
    return median, cells


def _pinned(name):
    lines = (HERE / name).read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


if __name__ == "__main__":
    main()
