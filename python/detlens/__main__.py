"""``python -m detlens`` is the `detlens` command."""

import sys

from detlens._command import main

if __name__ == "__main__":
    sys.argv[0] = "detlens"
    sys.exit(main())
