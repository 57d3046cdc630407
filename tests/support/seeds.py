"""Which random data sets a suite compares: its own, or those that `DETLENS_SEEDS` asks for."""

import os


def chunks(first, last, size):
    """The seeds from `first` to `last`, or those of the environment, some to a test."""
    if asked := os.environ.get("DETLENS_SEEDS"):
        start, _, stop = asked.partition("-")
        first, last = int(start), int(stop or start)
    seeds = range(first, last + 1)
    return [seeds[start : start + size] for start in range(0, len(seeds), size)]
