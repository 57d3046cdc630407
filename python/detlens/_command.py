"""The `detlens` command, as the package installs it."""

from __future__ import annotations

import signal
import sys

from detlens import _detlens


def main() -> int:
    """Does what the command line asks; it is the program itself, in this process."""
    # The program works outside the interpreter, which would answer Ctrl-C only when it is done.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return _detlens.run_command(sys.argv)
