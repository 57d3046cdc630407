"""Random regions, as the keys that a COCO file holds them under, each with a box near it.

Boxes lie on a coarse grid and masks are mostly rectangles, so that equal overlaps, overlaps of
exactly a threshold and perfect overlaps are common.
"""

from dataclasses import dataclass

from support import rle


@dataclass
class Region:
    """One region and whole-pixel box about where it is, from which others are drawn."""

    keys: dict
    near: tuple
    area: float


def random_box(rng, size):
    """A box of whole pixels inside an image of `size` (width, height)."""
    width, height = (rng.randint(1, max(1, rng.choice([2, side // 2, side]))) for side in size)
    return rng.randint(0, size[0] - width), rng.randint(0, size[1] - height), width, height


def moved(rng, box, size):
    """The box again, or one that differs a little, inside the image."""
    if rng.random() < 0.3:
        return box
    x, y, width, height = (side + rng.randint(-2, 2) for side in box)
    x, y = min(max(x, 0), size[0] - 1), min(max(y, 0), size[1] - 1)
    return x, y, min(max(width, 1), size[0] - x), min(max(height, 1), size[1] - y)


def box_region(rng, near):
    """A box: whole, on half pixels, of any numbers, or far larger than an image."""
    kind = rng.random()
    box = [float(side) for side in near]
    if kind < 0.2:
        box = [side + rng.choice([0.0, 0.5]) for side in box]
    elif kind < 0.35:
        box = [side + rng.random() for side in box]
    elif kind < 0.37:
        box = [side - 4 for side in box[:2]] + box[2:]
    elif kind < 0.39:
        box = [0.0, 0.0, 2e5 + box[2], 1e5]
    elif kind < 0.5:
        # Neither exact nor random: equal places give equal boxes whose overlap rounds beside 1.
        box = [side * 1.1 for side in box]
    elif kind < 0.75:
        box = list(near)
    return Region({"bbox": box}, near, box[2] * box[3])


def mask_region(rng, near, size, *, polygons):
    """A mask: coded, as run lengths, or (if `polygons`) as polygons of every kind."""
    if polygons and rng.random() < 0.5:
        return Region({"segmentation": polygon(rng, near, size)}, near, near[2] * near[3])
    bits = _mask(rng, near, size)
    counts = rle.counts_of(bits, size[0] * size[1])
    coded = polygons is False or rng.random() < 0.5
    runs = rle.text_of(counts) if coded else counts
    keys = {"segmentation": {"size": [size[1], size[0]], "counts": runs}}
    return Region(keys, near, bits.bit_count())


def _mask(rng, near, size):
    kind = rng.random()
    bits = rle.bits_of_rectangle(*near, size[1])
    everything = (1 << size[0] * size[1]) - 1
    if kind < 0.1:
        bits |= rng.getrandbits(size[0] * size[1]) & rng.getrandbits(size[0] * size[1])
    elif kind < 0.4:
        bits &= ~rle.bits_of_rectangle(*random_box(rng, size), size[1])
    elif kind < 0.6:
        bits |= rle.bits_of_rectangle(*random_box(rng, size), size[1])
    elif kind < 0.62:
        bits = rng.choice([0, everything, everything ^ 1])
    return bits


def polygon(rng, near, size):
    """One to three parts; of all the ways in which a polygon can be odd, one for each part."""
    parts = [_part(rng, moved(rng, near, size)) for _ in range(rng.choice([1, 1, 1, 2, 3]))]
    return parts + parts[:1] if rng.random() < 0.05 else parts


def _part(rng, box):
    left, top, width, height = box
    right, bottom = left + width, top + height
    corners = [left, top, right, top, right, bottom, left, bottom]

    def anywhere(margin):
        return [
            value
            for _ in range(rng.randint(3, 9))
            for value in (
                rng.uniform(left - margin, right + margin),
                rng.uniform(top - margin, bottom + margin),
            )
        ]

    return rng.choice(
        [
            lambda: corners,
            lambda: corners[::-2] + corners[-2::-2],
            lambda: [side + rng.choice([0, 0.5, -0.5]) for side in corners],
            lambda: [side - 0.5 for side in corners],
            lambda: [round(value, 2) for value in anywhere(1)],
            lambda: anywhere(0),
            lambda: anywhere(width + height),
            lambda: [left, top, right, bottom, right, top, left, bottom],
            lambda: corners[:4] * 2 + corners[4:],
            lambda: [left, top, right, top, left, top],
            lambda: [left + 0.1, top + 0.1, left + 0.4, top + 0.1, left + 0.4, top + 0.4],
            lambda: [-side for side in corners],
            lambda: [side * 100 - 500 for side in corners],
        ]
    )()
