"""Random images as torch tensors: detections and targets as torchmetrics takes them."""

import torch

HEIGHT, WIDTH = 120, 160
N_IMAGES, N_CLASSES = 6, 3


def scene(seed, *, masks=False, more=False, fewest=0):
    """Detections and targets; with `more` the targets have crowds and areas; each image has
    at least the `fewest` targets.

    Coordinates are eighths of a px, so that no difference of two of them is rounded in float32.
    """
    random = torch.Generator().manual_seed(seed)
    images = [_image(random, masks, more, fewest) for _ in range(N_IMAGES)]
    return [found for found, _ in images], [there for _, there in images]


def _image(random, masks, more, fewest):
    def whole(high, size):
        return torch.randint(high, size, generator=random)

    n_targets = fewest + int(whole(6, (1,)))
    boxes = _boxes(whole, n_targets)
    labels = whole(N_CLASSES, (n_targets,))
    kept = torch.rand(n_targets, generator=random) < 0.8
    moved = boxes[kept] + whole(33, (int(kept.sum()), 4)) / 8 - 2
    moved[:, 2:] = torch.maximum(moved[:, 2:], moved[:, :2] + 1)
    false = _boxes(whole, int(whole(3, (1,))))
    found = {
        "boxes": torch.cat([moved, false]),
        "labels": torch.cat([labels[kept], whole(N_CLASSES, (len(false),))]),
        "scores": torch.rand(len(moved) + len(false), generator=random),
    }
    there = {"boxes": boxes, "labels": labels}
    if more:
        there["iscrowd"] = (torch.rand(n_targets, generator=random) < 0.2).int()
        there["area"] = whole(3, (n_targets,)) * 700.0
    if masks:
        for one in (found, there):
            one["masks"] = _bitmaps(one["boxes"])
    return found, there


def _boxes(whole, n):
    corner = whole(800, (n, 2)) / 8
    return torch.cat([corner, corner + whole(480, (n, 2)) / 8 + 1], dim=1)


def _bitmaps(boxes):
    """Triangles in the boxes, so that masks and boxes do not say the same."""
    bitmaps = torch.zeros((len(boxes), HEIGHT, WIDTH), dtype=torch.bool)
    for bitmap, (x0, y0, x1, y1) in zip(bitmaps, boxes.round().int().clamp(min=0).tolist()):
        for row in range(y0, min(y1, HEIGHT)):
            bitmap[row, x0 : max(x0 + 1, x1 - (row - y0) // 2)] = True
    return bitmaps
