"""A run directory as plain Python: `run.json` and the rows of its tables."""

import json
import math
from dataclasses import dataclass
from pathlib import Path

import pandas


@dataclass
class Run:
    """A run on disk. Rows are dictionaries; what is null there is `None` here."""

    folder: Path

    def __post_init__(self):
        self.record = json.loads((self.folder / "run.json").read_text())

    @property
    def exact(self):
        """The part of the record for the protocol `exact`."""
        return self.record["exact"]

    def table(self, name):
        """The rows of a table, read by pandas as anybody would."""
        frame = pandas.read_parquet(self.folder / f"{name}.parquet")
        return [
            {key: _plain(value) for key, value in row.items()} for row in frame.to_dict("records")
        ]


def _plain(value):
    """A value without what only pandas and numpy have; NaN is how they say null."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list):
        return [_plain(item) for item in value]
    is_null = value is pandas.NA or isinstance(value, float) and math.isnan(value)
    return None if is_null else value
