"""Detailed evaluation of object detection and instance segmentation."""

from detlens._detlens import DetlensError, InputError

__all__ = ["DetlensError", "InputError"]
