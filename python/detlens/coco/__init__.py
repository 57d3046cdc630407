"""A stand-in for pycocotools: its names, its text, its numbers to the bit.

`COCO` holds annotations and answers questions about them, `COCOeval` evaluates, `Params` says how.
`install` lets programs that import ``pycocotools`` use this instead, unchanged.

>>> from detlens.coco import COCO, COCOeval

What differs: the dictionaries of the caller are not written to; what pycocotools crashes on or
misreads is refused with a `detlens.DetlensError` that says why; key points are not there.
"""

from detlens.coco._dataset import COCO
from detlens.coco._evaluation import COCOeval
from detlens.coco._install import install
from detlens.coco._params import Params

__all__ = ["COCO", "COCOeval", "Params", "install"]
