"""`evaluate` and `Evaluator` take torch's tensors, and give what they give of arrays."""

import numpy as np
import pytest
import torch

import detlens
from tensors.scenes import HEIGHT, WIDTH, scene


def document(there, *, masks):
    """COCO's lists of the targets."""
    annotations = []
    for image_id, target in enumerate(there, 1):
        for row, (x0, y0, x1, y1) in enumerate(target["boxes"].tolist()):
            annotation = {"image_id": image_id, "category_id": int(target["labels"][row])}
            annotation |= {"id": len(annotations) + 1, "bbox": [x0, y0, x1 - x0, y1 - y0]}
            if masks:
                bitmap = np.asfortranarray(target["masks"][row].numpy(), dtype=np.uint8)
                annotation["segmentation"] = detlens.mask.encode(bitmap)
            annotations.append(annotation)
    size = {"height": HEIGHT, "width": WIDTH}
    return {
        "images": [{"id": image_id} | size for image_id in range(1, len(there) + 1)],
        "categories": [{"id": id_, "name": str(id_)} for id_ in range(3)],
        "annotations": annotations,
    }


def as_arrays(image):
    return {name: value.numpy() for name, value in image.items()}


@pytest.mark.parametrize("masks", [False, True])
@pytest.mark.parametrize("dtype", [torch.float16, torch.float32, torch.float64])
def test_tensors_are_taken_as_arrays_are(masks, dtype):
    found, there = scene(7, masks=masks)
    found = [image | {"scores": image["scores"].to(dtype)} for image in found]
    gt = document(there, masks=masks)
    settings = {"box_format": "xyxy", "score_threshold": 0.3}
    arrays = dict(enumerate(map(as_arrays, found), 1))
    expected = detlens.evaluate(gt, arrays, **settings).record
    assert expected["exact"]["counts"][0]["n_tp"] > 3
    tensors = dict(enumerate(found, 1))
    assert detlens.evaluate(gt, tensors, **settings).record == expected
    evaluator = detlens.Evaluator(gt, **settings)
    for image_id, image in tensors.items():
        evaluator.update(image_id, image)
    assert evaluator.compute().record == expected


def test_tensors_that_a_graph_hangs_on_are_taken():
    found, there = scene(8)
    gt = document(there, masks=False)
    expected = detlens.evaluate(gt, dict(enumerate(found, 1)), box_format="xyxy").record
    trained = [image | {"boxes": image["boxes"].requires_grad_()} for image in found]
    tensors = dict(enumerate(trained, 1))
    assert detlens.evaluate(gt, tensors, box_format="xyxy").record == expected


def test_probabilities_of_torchvision_are_cut_at_one_half():
    found, there = scene(9, masks=True)
    gt = document(there, masks=True)
    expected = detlens.evaluate(gt, dict(enumerate(found, 1)), box_format="xyxy").record
    soft = [image | {"masks": (image["masks"] * 0.4 + 0.3)[:, None]} for image in found]
    assert detlens.evaluate(gt, dict(enumerate(soft, 1)), box_format="xyxy").record == expected


def test_targets_may_be_tensors():
    found, there = scene(10, masks=True, more=True)
    evaluator = detlens.Evaluator(categories=["a", "b", "c"], box_format="xyxy")
    same = detlens.Evaluator(categories=["a", "b", "c"], box_format="xyxy")
    for image_id, (detections, target) in enumerate(zip(found, there)):
        evaluator.update(image_id, detections, target)
        same.update(image_id, as_arrays(detections), as_arrays(target))
    assert evaluator.compute().record == same.compute().record
