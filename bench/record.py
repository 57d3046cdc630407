"""The record of a measurement: its table, and everything measured with the machine it ran on."""

import json
import os
import platform
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
RULE = str.maketrans({letter: "-" for letter in map(chr, range(32, 127)) if letter != "|"})


def table(columns, rows):
    """Lines of a Markdown table; `columns` is its head, `rows` hold texts."""
    return [columns, columns.translate(RULE), *(f"| {' | '.join(row)} |" for row in rows)]


def write(name, text, **measured):
    """Writes the table and what was measured into the folder of this day and machine."""
    folder = HERE / "records" / f"{date.today()}-{_machine()}" / name
    folder.mkdir(parents=True, exist_ok=True)
    record = {
        "machine": {"processor": _processor(), "cores": os.cpu_count(), "load": os.getloadavg()},
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        **measured,
    }
    (folder / "record.json").write_text(json.dumps(record, indent=1) + "\n")
    (folder / "table.md").write_text(text)
    print(f"the record is in {folder}")


def _processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _machine():
    """The processor as a folder name."""
    words = "".join(c if c.isalnum() else " " for c in _processor().lower()).split()
    return "-".join([*words[:4], f"{os.cpu_count()}-cores"])
