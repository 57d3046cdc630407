"""Detailed evaluation of object detection and instance segmentation.

`evaluate` takes ground truth and detections and gives a `Run`; `Evaluator` does the same in a
training loop. `detlens.coco` and `detlens.mask` stand in for pycocotools.

Errors are `DetlensError`, a `ValueError`: `InputError` if the input is wrong, `SettingsError` if a
setting is, `MachineError` if something failed on this machine.
"""

from detlens._detlens import DetlensError, InputError, MachineError, SettingsError
from detlens._evaluate import evaluate
from detlens._evaluator import Evaluator
from detlens._page import Page
from detlens._run import Run
from detlens._run import open_run as open

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
