"""The same calls on pycocotools and on what stands in for it, and everything that came of them."""

import contextlib
import copy
import io
import re
from dataclasses import dataclass, field

import numpy as np
import pycocotools.coco
import pycocotools.cocoeval

import detlens.coco


@dataclass(frozen=True)
class Tools:
    """Where the names are taken from."""

    name: str
    COCO: type
    COCOeval: type


REFERENCE = Tools("pycocotools", pycocotools.coco.COCO, pycocotools.cocoeval.COCOeval)
DETLENS = Tools("detlens", detlens.coco.COCO, detlens.coco.COCOeval)


@dataclass
class Result:
    """What some calls printed, gave and raised."""

    text: str = ""
    values: dict = field(default_factory=dict)
    raised: Exception | None = None


def run(tools, calls):
    """Makes the calls, which are given the tools and a dictionary for what they give."""
    result, output = Result(), io.StringIO()
    with contextlib.redirect_stdout(output):
        try:
            calls(tools, result.values)
        except Exception as error:  # noqa: BLE001 - pycocotools raises whatever comes
            result.raised = error
    result.text = re.sub(r"t=\d+\.\d+s", "t=0s", output.getvalue())
    return result


def load(tools, document):
    """A document in memory."""
    coco = tools.COCO()
    coco.dataset = copy.deepcopy(document)
    coco.createIndex()
    return coco


def load_results(tools, gt, results):
    """`loadRes`, which pycocotools cannot do with an empty list."""
    if results:
        return gt.loadRes(copy.deepcopy(results))
    return load(tools, {**gt.dataset, "annotations": []})


def everything_of(evaluation):
    """Every attribute of an evaluation that is there to be read."""
    made = evaluation.eval
    return {
        "precision": made["precision"],
        "recall": made["recall"],
        "scores": made["scores"],
        "counts": made["counts"],
        "keys": list(made),
        "stats": evaluation.stats,
        "evalImgs": list(evaluation.evalImgs),
        "ious": dict(evaluation.ious),
        "params": vars(evaluation.params),
    }


def differences(found, expected, place=""):
    """Places at which two values differ, in type or shape or any bit."""
    if isinstance(expected, np.ndarray):
        same = (
            isinstance(found, np.ndarray)
            and (found.dtype, found.shape) == (expected.dtype, expected.shape)
            and np.ascontiguousarray(found).tobytes() == np.ascontiguousarray(expected).tobytes()
        )
        return [] if same else [f"{place}: {found!r} is not {expected!r}"]
    if isinstance(expected, dict) and isinstance(found, dict):
        if list(found) != list(expected):
            return [f"{place}: keys {list(found)} are not {list(expected)}"]
        pairs = [(key, found[key], expected[key]) for key in expected]
    elif isinstance(expected, (list, tuple)) and type(found) is type(expected):
        if len(found) != len(expected):
            return [f"{place}: {len(found)} elements are not {len(expected)}"]
        pairs = [(at, *both) for at, both in enumerate(zip(found, expected))]
    else:
        same = found == expected or (found != found and expected != expected)
        return [] if same else [f"{place}: {found!r} is not {expected!r}"]
    return [line for key, *both in pairs for line in differences(*both, f"{place}[{key!r}]")]
