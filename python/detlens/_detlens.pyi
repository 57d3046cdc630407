"""The compiled half of the package; its names are for the package alone."""

from pathlib import Path
from typing import Any, final

import numpy as np
import numpy.typing as npt

from detlens.coco._cells import Arrays, Cell, Overlaps, Selection
from detlens.mask import Rle

__all__ = [
    "CocoInput",
    "DetlensError",
    "GroundTruth",
    "InputError",
    "MachineError",
    "PageServer",
    "RunRecord",
    "RunTable",
    "SettingsError",
    "accumulate_cells",
    "areas",
    "boxes_around",
    "decode",
    "encode",
    "evaluate_files",
    "evaluate_memory",
    "export_run",
    "from_boxes",
    "from_counts",
    "from_polygons",
    "iou_of_boxes",
    "iou_of_masks",
    "merge",
    "open_run",
    "run_command",
    "serve_run",
    "wandb_live",
]

class DetlensError(ValueError):
    """What Detlens cannot do, and what to do about it."""

class InputError(DetlensError):
    """The input is wrong."""

class SettingsError(DetlensError):
    """A setting or an argument is wrong."""

class MachineError(DetlensError):
    """Something failed on this machine: the disk, a permission, a port."""

def run_command(arguments: list[str]) -> int: ...

def encode(pixels: npt.NDArray[np.uint8]) -> list[Rle]: ...
def decode(masks: list[Rle]) -> npt.NDArray[np.uint8]: ...
def areas(masks: list[Rle]) -> npt.NDArray[np.uint32]: ...
def boxes_around(masks: list[Rle]) -> npt.NDArray[np.float64]: ...
def merge(masks: list[Rle], intersect: bool) -> Rle: ...
def iou_of_masks(
    dts: list[Rle], gts: list[Rle], is_crowd: npt.NDArray[np.bool_]
) -> npt.NDArray[np.float64]: ...
def iou_of_boxes(
    dts: npt.NDArray[np.float64], gts: npt.NDArray[np.float64], is_crowd: npt.NDArray[np.bool_]
) -> npt.NDArray[np.float64]: ...
def from_polygons(polygons: list[list[float]], height: int, width: int) -> list[Rle]: ...
def from_boxes(boxes: npt.NDArray[np.float64], height: int, width: int) -> list[Rle]: ...
def from_counts(counts: list[int], size: tuple[int, int]) -> Rle: ...

@final
class CocoInput:
    def __new__(
        cls,
        *,
        gts: list[dict[str, Any]],
        dts: list[dict[str, Any]],
        image_ids: list[Any],
        image_sizes: list[tuple[int, int] | None],
        category_ids: list[Any],
        iou_type: str,
        use_categories: bool,
    ) -> CocoInput: ...
    def arrays(
        self,
        iou_thresholds: list[float],
        recall_thresholds: list[float],
        max_detections: list[int],
        area_ranges: list[tuple[float, float]],
    ) -> Arrays | None: ...
    def cells(
        self,
        images: list[tuple[int, Any]],
        categories: list[tuple[int, Any]],
        area_ranges: list[Any],
        iou_thresholds: list[float],
        max_detections: tuple[int, int],
    ) -> list[Cell]: ...
    def ious(
        self, images: list[int], categories: list[int], max_detections: int
    ) -> list[Overlaps]: ...

def accumulate_cells(cells: list[Cell], selection: Selection) -> Arrays: ...

@final
class RunRecord:
    def json(self) -> str: ...
    def summary(self, width: int) -> str: ...
    def write(self, dir: Path, overwrite: bool) -> None: ...

@final
class RunTable:
    def __new__(cls, dir: Path, name: str) -> RunTable: ...
    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...

@final
class PageServer:
    @property
    def url(self) -> str: ...
    def close(self) -> None: ...

def evaluate_files(settings: dict[str, Any]) -> RunRecord: ...

@final
class GroundTruth:
    def __new__(cls, source: Path | dict[str, Any], iou_type: str) -> GroundTruth: ...

def evaluate_memory(
    settings: dict[str, Any],
    ground_truth: GroundTruth,
    results: list[dict[str, Any]],
    batches: list[Any],
) -> RunRecord: ...
def open_run(dir: Path) -> RunRecord: ...
def export_run(
    run: Path, dest: Path, images: Path | None, pictures: str | None, overwrite: bool
) -> str | None: ...
def serve_run(run: Path, images: Path | None) -> PageServer: ...
def wandb_live(
    run: Path, images: Path | None, n_examples: int | None, folder: Path
) -> tuple[str, str | None]: ...
