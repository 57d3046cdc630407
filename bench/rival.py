"""One package evaluates once, in a process of its own: `rival.py NAME IOU_TYPE GT DT`.

Each is driven through its public interface, as its documentation shows. The twelve numbers are the
last line of standard output.
"""

import json
import os
import sys


def pycocotools(iou_type, ground_truth, results):
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval

    return _like_pycocotools(COCO, COCOeval, iou_type, ground_truth, results)


def faster_coco_eval(iou_type, ground_truth, results):
    from faster_coco_eval import COCO, COCOeval_faster

    return _like_pycocotools(COCO, COCOeval_faster, iou_type, ground_truth, results)


def ultrafast_pycocotools(iou_type, ground_truth, results):
    from ultrafast_pycocotools import COCO, COCOeval

    return _like_pycocotools(COCO, COCOeval, iou_type, ground_truth, results)


def hotcoco(iou_type, ground_truth, results):
    from hotcoco import COCO, COCOeval

    gt = COCO(ground_truth)
    evaluation = COCOeval(gt, gt.load_res(results), iou_type)
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
    return evaluation.stats


def detlens_python(iou_type, ground_truth, results):
    import detlens

    run = detlens.evaluate(ground_truth, results, iou_type=iou_type, protocol="coco")
    return [row["value"] for row in run.coco["statistics"]]


def vernier(iou_type, ground_truth, results):
    from vernier.instance import Bbox, Evaluator, Segm

    evaluator = Evaluator(iou=Bbox() if iou_type == "bbox" else Segm(), parity_mode="strict")
    with open(ground_truth, "rb") as gt, open(results, "rb") as dt:
        return evaluator.evaluate(gt.read(), dt.read(), num_threads=os.cpu_count()).stats


def _like_pycocotools(coco, evaluation, iou_type, ground_truth, results):
    gt = coco(ground_truth)
    evaluation = evaluation(gt, gt.loadRes(results), iou_type)
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
    return evaluation.stats


RIVALS = {
    function.__name__.replace("_", "-"): function
    for function in (
        pycocotools,
        faster_coco_eval,
        ultrafast_pycocotools,
        hotcoco,
        vernier,
        detlens_python,
    )
}

if __name__ == "__main__":
    name, *arguments = sys.argv[1:]
    print(json.dumps([float(value) for value in list(RIVALS[name](*arguments))[:12]]))
