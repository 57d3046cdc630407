"""`detlens.mask` against `pycocotools.mask`, to the bit; and what it refuses."""

import random

import numpy as np
import pytest
from pycocotools import mask as reference

import detlens
from detlens import mask
from support import rle
from support.regions import polygon, random_box

SEEDS = range(60)


def bitmaps(rng, n=3):
    """Bitmaps of one size, Fortran order: empty, full, noise and rectangles."""
    size = rng.randint(2, 30), rng.randint(2, 30)
    stack = np.zeros((*size, n), np.uint8, order="F")
    for idx in range(n):
        kind = rng.random()
        if kind < 0.1:
            stack[:, :, idx] = rng.choice([0, 1])
        elif kind < 0.5:
            noise = np.random.default_rng(rng.getrandbits(32))
            stack[:, :, idx] = noise.random(size) < rng.random()
        else:
            x, y, width, height = random_box(rng, size[::-1])
            stack[y : y + height, x : x + width, idx] = 1
    return stack


def assert_same(found, expected):
    """Equal in type, shape, order in memory and every bit."""
    assert type(found) is type(expected)
    if isinstance(expected, np.ndarray):
        assert (found.dtype, found.shape) == (expected.dtype, expected.shape)
        assert found.flags.f_contiguous == expected.flags.f_contiguous
        assert found.tobytes() == expected.tobytes()
    else:
        assert found == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_every_function_has_the_bits_of_pycocotools(seed):
    rng = random.Random(seed)
    stack = bitmaps(rng)
    masks = reference.encode(stack)
    assert_same(mask.encode(stack), masks)
    assert_same(mask.encode(stack[:, :, 0]), masks[0])
    for name in ("decode", "area", "toBbox"):
        found, expected = getattr(mask, name), getattr(reference, name)
        assert_same(found(masks), expected(masks))
        assert_same(found(masks[1]), expected(masks[1]))
    for intersect in (False, True):
        for n in (1, 2, 3):
            assert mask.merge(masks[:n], intersect) == reference.merge(masks[:n], intersect)


@pytest.mark.parametrize("seed", SEEDS)
def test_overlaps_have_the_bits_of_pycocotools(seed):
    rng = random.Random(seed)
    dts, gts = reference.encode(bitmaps(rng, 4)), reference.encode(bitmaps(rng, 3))
    same_size = reference.encode(bitmaps(rng, 5))
    crowds = [rng.randint(0, 1) for _ in range(3)]
    assert_same(mask.iou(dts, gts, crowds), reference.iou(dts, gts, crowds))
    assert_same(
        mask.iou(same_size[:2], same_size[2:], crowds),
        reference.iou(same_size[:2], same_size[2:], crowds),
    )
    boxes = [[rng.choice([rng.randint(0, 9), rng.random() * 9]) for _ in range(4)] for _ in "7654321"]
    assert_same(mask.iou(boxes[:4], boxes[4:], crowds), reference.iou(boxes[:4], boxes[4:], crowds))
    array = np.array(boxes)
    assert_same(mask.iou(array[:4], array[4:], crowds), reference.iou(array[:4], array[4:], crowds))


@pytest.mark.parametrize("seed", SEEDS)
def test_masks_of_other_things_have_the_bits_of_pycocotools(seed):
    rng = random.Random(seed)
    size = width, height = rng.randint(3, 36), rng.randint(3, 30)
    parts = polygon(rng, random_box(rng, size), size)
    assert mask.frPyObjects(parts, height, width) == reference.frPyObjects(parts, height, width)
    boxes = np.array([random_box(rng, size) for _ in range(5)], float) + rng.choice([0, 0.5, 0.3])
    assert mask.frPyObjects(boxes, height, width) == reference.frPyObjects(boxes, height, width)
    counts = rle.counts_of(rng.getrandbits(width * height), width * height)
    plain = {"size": [height, width], "counts": counts}
    assert mask.frPyObjects(plain, 1, 1) == reference.frPyObjects(plain, 1, 1)
    assert mask.frPyObjects([plain], 1, 1) == reference.frPyObjects([plain], 1, 1)


def test_bytes_other_than_one_are_read_as_pycocotools_reads_them():
    pixels = np.array([[0, 5, 7, 0, 255, 255, 1]], np.uint8, order="F")
    assert mask.encode(pixels) == reference.encode(pixels)


def test_nothing_overlaps_nothing():
    assert mask.iou([], [[0, 0, 1, 1]], [0]) == reference.iou([], [[0, 0, 1, 1]], [0]) == []
    assert_same(mask.area([]), reference.area([]))
    assert_same(mask.toBbox([]), reference.toBbox([]))


SQUARE = {"size": [3, 4], "counts": b"714"}


@pytest.mark.parametrize(
    "call",
    [
        lambda m: m.encode(np.zeros((2, 2))),
        lambda m: m.iou([SQUARE], [SQUARE], [0, 1]),
        lambda m: m.iou([SQUARE], [[0, 0, 1, 1]], [0]),
        lambda m: m.iou([[0, 0, 1]], [[0, 0, 1]], [0]),
        lambda m: m.frPyObjects([[0, 0]], 3, 4),
        lambda m: m.frPyObjects([], 3, 4),
        lambda m: m.frPyObjects("a polygon", 3, 4),
        lambda m: m.frPyObjects(SQUARE, 3, 4),
    ],
)
def test_what_pycocotools_refuses_is_refused_with_a_message(call):
    with pytest.raises(Exception):  # noqa: B017, PT011 - pycocotools raises Exception itself
        call(reference)
    with pytest.raises(detlens.InputError) as refused:
        call(mask)
    assert isinstance(refused.value, ValueError)
    assert len(str(refused.value)) > 10


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: mask.area({"size": [3, 4], "counts": b"0"}), "add up to 0 px"),
        (lambda: mask.decode([SQUARE, {"size": [1, 1], "counts": b"1"}]), "must have one size"),
        (lambda: mask.decode([]), "there is no mask"),
        (lambda: mask.merge([SQUARE, {"size": [1, 1], "counts": b"1"}]), "must have one size"),
        (lambda: mask.area({"size": [3, 4], "counts": b"10207"}), "only the first run may be"),
        (lambda: mask.area({"size": [0, 4], "counts": b"0"}), "has no pixels"),
    ],
)
def test_what_pycocotools_misreads_is_refused_with_a_message(call, words):
    with pytest.raises(detlens.InputError, match=words):
        call()


def test_more_forms_are_taken_than_pycocotools_takes():
    stack = np.asfortranarray(bitmaps(random.Random(0)))
    in_any_order = np.ascontiguousarray(stack)
    assert mask.encode(in_any_order) == mask.encode(in_any_order.astype(bool)) == mask.encode(stack)
    box = [[0, 0, 2, 2]]
    assert mask.frPyObjects(box, 3, 4) == mask.frPyObjects(np.array(box, float), 3, 4)
    assert mask.area({"size": (3, 4), "counts": "714"}) == 1
