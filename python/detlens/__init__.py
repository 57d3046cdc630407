"""Detailed evaluation of object detection and instance segmentation.

`evaluate` takes ground truth and detections and gives a `Run`; `Evaluator` does the same in a
training loop. `detlens.coco` and `detlens.mask` stand in for pycocotools.

Errors are `DetlensError`, a `ValueError`: `InputError` if the input is wrong, `SettingsError` if a
setting is, `MachineError` if something failed on this machine.
"""

from typing import TYPE_CHECKING

from detlens._detlens import DetlensError, InputError, MachineError, SettingsError
from detlens._evaluate import evaluate
from detlens._page import Page
from detlens._run import Run
from detlens._run import open_run as open

if TYPE_CHECKING:
    from detlens._evaluator import Evaluator

__all__ = [
    "DetlensError",
    "Evaluator",
    "InputError",
    "MachineError",
    "Page",
    "Run",
    "SettingsError",
    "evaluate",
    "open",
]


def __getattr__(name: str) -> object:
    """What brings NumPy is imported when it is first asked for; paths do without it."""
    import importlib

    if name == "mask":
        return importlib.import_module("detlens.mask")
    if name == "Evaluator":
        evaluator: object = importlib.import_module("detlens._evaluator").Evaluator
        return globals().setdefault(name, evaluator)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
