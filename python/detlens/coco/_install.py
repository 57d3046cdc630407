"""Taking the place of pycocotools."""

from __future__ import annotations

import sys
from types import ModuleType

import detlens.mask
from detlens.coco._dataset import COCO
from detlens.coco._evaluation import COCOeval
from detlens.coco._params import Params


def install() -> None:
    """Makes ``import pycocotools`` give this package, in this process and from now on.

    Call it before the first import of whatever uses pycocotools; names that were taken out of the
    real one before stay what they are.

    >>> import detlens.coco
    >>> detlens.coco.install()
    >>> from pycocotools.cocoeval import COCOeval
    >>> COCOeval is detlens.coco.COCOeval
    True
    """
    package = ModuleType("pycocotools", "Stands in for pycocotools; made by detlens.coco.install.")
    package.__path__ = []
    modules = {
        "coco": _module("coco", COCO=COCO),
        "cocoeval": _module("cocoeval", COCOeval=COCOeval, Params=Params),
        "mask": detlens.mask,
    }
    sys.modules["pycocotools"] = package
    for name, module in modules.items():
        setattr(package, name, module)
        sys.modules[f"pycocotools.{name}"] = module


def _module(name: str, **members: object) -> ModuleType:
    module = ModuleType(f"pycocotools.{name}", "Stands in for a module of pycocotools.")
    vars(module).update(members, maskUtils=detlens.mask)
    return module
