"""The report page, in a notebook or in a browser."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from detlens import _detlens

#: Height of the page in a notebook's cell, px.
_HEIGHT_PX = 800


class Page:
    """A report page that is shown somewhere; usable as a context manager."""

    url: str | None
    """The address in a browser; None in a notebook."""

    def __init__(self, server: _detlens.PageServer | None, document: str | None) -> None:
        self._server = server
        self._document = document
        self.url = None if server is None else server.url

    def close(self) -> None:
        """Ends the server, if there is one."""
        if self._server is not None:
            self._server.close()

    def __enter__(self) -> Page:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<detlens.Page: {self.url or 'in this notebook'}>"

    def _repr_html_(self) -> str:
        if self._document is None:
            return f'<a href="{self.url}" target="_blank">{self.url}</a>'
        import html

        document = html.escape(self._document, quote=True)
        style = f"width: 100%; height: {_HEIGHT_PX}px; border: 0"
        return f'<iframe srcdoc="{document}" style="{style}"></iframe>'


def shown_in_notebook(run: Path, images: Path | None) -> Page | None:
    """The page as one document, if this runs in a notebook."""
    if not _is_notebook():
        return None
    import tempfile

    with tempfile.TemporaryDirectory(prefix="detlens-") as folder:
        path = Path(folder) / "report.html"
        _detlens.export_run(run, path, images, None, False)
        return Page(None, path.read_text(encoding="utf-8"))


def shown_in_browser(run: Path, images: Path | None, *, open: bool) -> Page:
    """The page on a server of its own."""
    server = _detlens.serve_run(run, images)
    if open:
        import webbrowser

        webbrowser.open(server.url)
    return Page(server, None)


def _is_notebook() -> bool:
    """Whether cells show rich output: IPython with a kernel, which is imported already then."""
    ipython: Any = sys.modules.get("IPython")
    shell = None if ipython is None else ipython.get_ipython()
    return shell is not None and hasattr(shell, "kernel")
