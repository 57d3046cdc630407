"""A run in a live run of Weights & Biases, through W&B's own client.

Names, values and files are those of ``detlens wandb``; here they become the client's objects.
"""

from __future__ import annotations

import json
import tempfile
import warnings
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from detlens import _detlens
from detlens._detlens import MachineError, SettingsError
from detlens._kinds import is_record


def log(
    run: Path, live_run: Any, images: Path | None, n_examples: int | None, step: int | None
) -> None:
    """Logs a run that is on disk into one of W&B; `live_run` is None for the one that is open."""
    wandb = _client()
    live_run = wandb.run if live_run is None else live_run
    if live_run is None:
        raise SettingsError("no run of W&B is open; call wandb.init first, or give the run")
    with tempfile.TemporaryDirectory(prefix="detlens-") as folder:
        text, warning = _detlens.wandb_live(run, images, n_examples, Path(folder))
        content = Content(wandb, Path(folder), json.loads(text))
        live_run.config.update(content.values["config"], allow_val_change=True)
        live_run.log(content.history() | content.charts(), step=step)
        live_run.summary.update(content.values["summary"])
    if warning is not None:
        warnings.warn(warning, stacklevel=3)


def _client() -> ModuleType:
    try:
        return import_module("wandb")
    except ImportError as error:
        message = "wandb is not installed; pip install wandb, or use `detlens wandb` without it"
        raise MachineError(message) from error


@dataclass
class Panel:
    """A chart of a table that is logged under its own name.

    It stands in for the client's own, which logs a table once more for each chart.
    """

    table_key: str
    config_value: dict[str, Any]
    key: str = ""

    @property
    def config_key(self) -> tuple[str, str, str]:
        """Where the client puts it in the configuration."""
        return ("_wandb", "visualize", self.key)


class Content:
    """What is logged, as objects of the client."""

    def __init__(self, wandb: ModuleType, folder: Path, values: dict[str, Any]) -> None:
        self._wandb = wandb
        self._folder = folder
        self.values = values
        self._tables: dict[str, Any] = {}

    def history(self) -> dict[str, Any]:
        """The values of the step."""
        return {key: self._value(key, value) for key, value in self.values["history"].items()}

    def charts(self) -> dict[str, Any]:
        """The charts of the tables that `history` has made."""
        return {name: self._chart(**chart) for name, chart in self.values["charts"].items()}

    def _value(self, key: str, value: Any) -> Any:
        kind = value.get("_type") if is_record(value) else None
        if kind == "table-file":
            self._tables[key] = self._table(value["artifact_path"])
            return self._tables[key]
        if kind == "histogram":
            return self._wandb.Histogram(np_histogram=(value["values"], value["bins"]))
        if kind == "html-file":
            page = self._folder / self.values["media"] / value["path"]
            return self._wandb.Html(str(page), inject=False)
        return value

    def _chart(self, panel: dict[str, Any], table: str) -> Any:
        settings = panel["panel_config"]
        chart = self._wandb.plot_table(
            settings["panelDefId"], self._tables[table], settings["fieldSettings"]
        )
        chart.spec = Panel(table, panel)
        return chart

    def _table(self, address: str) -> Any:
        artifact = address.rpartition("/")[0]
        content = json.loads(self._file(address).read_text(encoding="utf-8"))
        types = content["column_types"]["params"]["type_map"]
        rows, columns = content["data"], content["columns"]
        for at, column in enumerate(columns):
            if (image_type := _image_type(types[column])) is not None:
                for row in rows:
                    row[at] = self._image(artifact, row[at], image_type)
        table = self._wandb.Table(columns=columns, data=rows)
        for column in columns:
            if (of_cells := _type_of_cells(types[column])) is not None:
                # Without it the type would be that of the cells that happen to be there.
                table.cast(column, of_cells, optional=True)
        return table

    def _image(self, artifact: str, cell: dict[str, Any], image_type: dict[str, Any]) -> Any:
        def labels(kind: str, layer: str) -> dict[str, Any]:
            names = image_type[f"{kind}_class_maps"]["params"]["val"][layer]
            return {"class_labels": {int(number): name for number, name in names.items()}}

        classes = json.loads(self._file(f"{artifact}/{cell['classes']['path']}").read_text())
        masks = {
            layer: {"mask_data": _levels(self._file(f"{artifact}/{mask['path']}"))}
            | labels("mask", layer)
            for layer, mask in cell.get("masks", {}).items()
        }
        boxes = {
            layer: {"box_data": of_layer} | labels("box", layer)
            for layer, of_layer in cell["boxes"].items()
        }
        return self._wandb.Image(
            str(self._file(f"{artifact}/{cell['path']}")),
            caption=cell["caption"],
            classes=self._wandb.Classes(classes["class_set"]),
            boxes=boxes,
            masks=masks or None,
        )

    def _file(self, address: str) -> Path:
        return self._folder / str(self.values["files"][address])


def _image_type(column_type: dict[str, Any]) -> dict[str, Any] | None:
    """The layers and classes of a column of pictures."""
    allowed: list[dict[str, Any]] = column_type["params"]["allowed_types"]
    return next((one["params"] for one in allowed if one["wb_type"] == "image-file"), None)


def _type_of_cells(column_type: dict[str, Any]) -> type | None:
    """The Python type of a column of numbers or texts."""
    types = {"number": float, "string": str}
    names = [allowed["wb_type"] for allowed in column_type["params"]["allowed_types"]]
    return next((types[name] for name in names if name in types), None)


def _levels(path: Path) -> Any:
    """The gray levels of a mask."""
    # The client's own pictures need Pillow as well.
    from PIL import Image

    return np.asarray(Image.open(path))
