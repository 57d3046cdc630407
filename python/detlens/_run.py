"""Runs: what one evaluation said, kept as a folder."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from detlens import _detlens
from detlens._detlens import SettingsError
from detlens._page import Page, shown_in_browser, shown_in_notebook

#: Columns of a summary where no terminal says how many it has.
_WIDTH = 100


class Run:
    """One evaluation: its numbers, its tables, its report page.

    Made by `detlens.evaluate`, `detlens.Evaluator.compute` and `detlens.open`. ``print(run)`` shows
    the summary of the command line.
    """

    def __init__(self, record: _detlens.RunRecord, path: Path | None = None) -> None:
        self._record = record
        self._path = path
        self._is_passing = False
        self._contents: dict[str, Any] | None = None

    @property
    def record(self) -> dict[str, Any]:
        """Everything in ``run.json``, as plain values; ``docs/run-format.md`` describes it."""
        contents = self._contents
        if contents is None:
            contents = self._contents = json.loads(self._record.json())
        return contents

    @property
    def coco(self) -> dict[str, Any] | None:
        """The numbers of the protocol ``coco``; None if it was not asked for."""
        return self.record.get("coco")

    @property
    def exact(self) -> dict[str, Any] | None:
        """The numbers of the protocol ``exact``; None if it was not asked for."""
        return self.record.get("exact")

    @property
    def tables(self) -> Tables:
        """The tables by name, each an Arrow stream that any data frame library takes."""
        return Tables(self)

    @property
    def path(self) -> Path:
        """The folder of the run; one that was not saved is written to a passing folder."""
        if self._path is None:
            import shutil
            import tempfile
            import weakref

            folder = tempfile.mkdtemp(prefix="detlens-")
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
            self._path = Path(folder) / "run"
            self._is_passing = True
            self._record.write(self._path, False)
        return self._path

    def summary(self, width: int = _WIDTH) -> str:
        """The summary that the command line prints, laid out for `width` columns."""
        return self._record.summary(width)

    def save(self, path: str | os.PathLike[str], *, overwrite: bool = False) -> Path:
        """Writes the run to a folder, whole or not at all, and gives its path.

        Raises
        ------
        detlens.SettingsError
            If something is there that may not be replaced.
        """
        path = Path(path)
        if self._path is None or self._is_passing:
            self._record.write(path, overwrite)
        else:
            _copy(self._path, path, overwrite)
        return path

    def export(
        self,
        path: str | os.PathLike[str],
        *,
        images: str | os.PathLike[str] | None = None,
        pictures: Literal["none", "thumbnails", "full"] | None = None,
        overwrite: bool = False,
    ) -> Path:
        """Writes the report page: as one file if `path` ends in ``.html``, else as a folder.

        Parameters
        ----------
        images
            The folder of the images, if it is no longer where the run says.
        pictures
            Which pictures go with it.
        """
        path = Path(path)
        warning = _detlens.export_run(
            self.path, path, None if images is None else Path(images), pictures, overwrite
        )
        if warning is not None:
            warnings.warn(warning, stacklevel=2)
        return path

    def view(self, *, images: str | os.PathLike[str] | None = None, open: bool = True) -> Page:
        """Shows the report page: in the cell of a notebook, else in the browser.

        Outside a notebook the page is served from this machine until `Page.close`, or the end of
        the program.

        Parameters
        ----------
        images
            The folder of the images, if it is no longer where the run says.
        open
            Whether to open a browser; the address is in `Page.url` either way.
        """
        folder = None if images is None else Path(images)
        in_notebook = shown_in_notebook(self.path, folder)
        return in_notebook or shown_in_browser(self.path, folder, open=open)

    def log_to_wandb(
        self,
        run: Any = None,
        *,
        images: str | os.PathLike[str] | None = None,
        n_examples: int | None = None,
        step: int | None = None,
    ) -> None:
        """Logs the run to Weights & Biases: what ``detlens wandb`` logs, into a run that is open.

        Parameters
        ----------
        run
            What ``wandb.init`` gave; ``wandb.run`` if not given.
        images
            The folder of the images, if it is no longer where the run says.
        n_examples
            How many of the worst and of the best images there are by each criterion; 0 for none.
        step
            The step that the numbers belong to; that at which the run is if not given.

        Raises
        ------
        detlens.SettingsError
            If no run of W&B is open.
        detlens.MachineError
            If ``wandb`` is not installed.
        """
        from detlens import _wandb

        _wandb.log(self.path, run, None if images is None else Path(images), n_examples, step)

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        counts = self.record["dataset"]
        return (
            f"<detlens.Run: {counts['n_images']} images, {counts['n_ground_truths']} ground truths, "
            f"{counts['n_detections']} detections>"
        )

    def _repr_html_(self) -> str:
        import html

        return f'<pre style="line-height: 1.2">{html.escape(self.summary())}</pre>'


class Table:
    """One table of a run, as an Arrow stream."""

    def __init__(self, run: Run, name: str) -> None:
        # A passing folder is there as long as its run is.
        self._run = run
        self._table = _detlens.RunTable(run.path, name)
        self.name = name

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        return f"<detlens table {self.name!r}>"


class Tables(Mapping[str, Table]):
    """The tables of a run by name.

    A table has ``__arrow_c_stream__``, so that ``pandas.DataFrame.from_arrow``,
    ``polars.DataFrame``, ``pyarrow.table`` and DuckDB take it.
    """

    def __init__(self, run: Run) -> None:
        self._run = run

    def __getitem__(self, name: str) -> Table:
        if name not in list(self):
            raise KeyError(name)
        return Table(self._run, name)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(path.stem for path in self._run.path.glob("*.parquet")))

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __repr__(self) -> str:
        return f"<tables: {', '.join(self)}>"


def open_run(path: str | os.PathLike[str]) -> Run:
    """Opens a run that is on disk.

    Raises
    ------
    detlens.InputError
        If there is no run, or one that is damaged or of another version.
    """
    return Run(_detlens.open_run(Path(path)), Path(path))


def _copy(source: Path, path: Path, overwrite: bool) -> None:
    """Copies a run beside its destination, and renames it when it is complete."""
    import shutil
    import tempfile

    replaces = path.exists() and any(path.iterdir())
    if replaces and not (overwrite and (path / "run.json").exists()):
        raise SettingsError(f"{path} exists already, and is not replaced")
    with tempfile.TemporaryDirectory(dir=path.absolute().parent, prefix=".detlens-") as folder:
        copy = shutil.copytree(source, Path(folder) / "run")
        if path.exists():
            path.rename(Path(folder) / "replaced")
        copy.rename(path)
