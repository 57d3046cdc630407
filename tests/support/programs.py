"""The built programs, and how the suites call them."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUILT = Path(os.environ.get("DETLENS_BUILT", ROOT / "target/debug"))
DETLENS = BUILT / "detlens"
PROTOCOL_DUMP = BUILT / "examples/protocol_dump"
#: Where a failed test leaves its files for a person to look at and run again.
FAILURES = BUILT.parent / "failures"


class ProgramError(Exception):
    """A program ended with another exit code than 0; the text is all that it wrote."""


def run(program, *arguments, threads=None):
    """Runs a program to its end and gives its standard output."""
    environment = os.environ | ({"RAYON_NUM_THREADS": str(threads)} if threads else {})
    command = [str(program), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        raise ProgramError(f"{' '.join(command)}\n{done.stdout}{done.stderr}".rstrip())
    return done.stdout


def run_eval(ground_truth, results, *flags, threads=None):
    """`detlens eval` on two files; gives its standard output."""
    return run(DETLENS, "eval", "--gt", ground_truth, "--dt", results, *flags, threads=threads)
