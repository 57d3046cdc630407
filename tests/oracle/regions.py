"""Boxes and masks: area, overlap, and an order that depends on geometry only."""

from dataclasses import dataclass
from fractions import Fraction

from pycocotools import mask as masks

from support import rle


@dataclass(frozen=True)
class Box:
    """A box in doubles, as the file has it; overlaps are doubles, in COCO's order of operations."""

    x: float
    y: float
    width: float
    height: float

    @property
    def area(self):
        return self.width * self.height

    def order(self):
        return (self.x, self.y, self.width, self.height)

    def box(self):
        return self

    def overlap(self, other, *, is_crowd):
        """IoU with a ground truth, or with a crowd the share of this box that it covers."""
        width = min(self.width + self.x, other.width + other.x) - max(self.x, other.x)
        height = min(self.height + self.y, other.height + other.y) - max(self.y, other.y)
        if width <= 0 or height <= 0:
            return 0.0
        shared = width * height
        return shared / (self.area if is_crowd else self.area + other.area - shared)

    @staticmethod
    def threshold(text):
        """What an overlap is compared with: the nearest double."""
        return float(text)


@dataclass(frozen=True)
class Mask:
    """A mask as one big integer; overlaps are fractions."""

    bits: int
    height: int
    text: str

    @property
    def area(self):
        return float(self.bits.bit_count())

    def order(self):
        box = self.box()
        return (box.x, box.y, box.width, box.height, self.area, self.text)

    def box(self):
        """The smallest box around it; all zero if it is empty."""
        if not self.bits:
            return Box(0.0, 0.0, 0.0, 0.0)
        columns, rest = [], self.bits
        while rest:
            columns.append(rest & ((1 << self.height) - 1))
            rest >>= self.height
        filled = [x for x, column in enumerate(columns) if column]
        rows = 0
        for column in columns:
            rows |= column
        top = (rows & -rows).bit_length() - 1
        size = (filled[-1] - filled[0] + 1, rows.bit_length() - top)
        return Box(float(filled[0]), float(top), float(size[0]), float(size[1]))

    def overlap(self, other, *, is_crowd):
        """IoU with a ground truth, or with a crowd the share of this mask that it covers."""
        shared = (self.bits & other.bits).bit_count()
        if not shared:
            return Fraction(0)
        whole = self.bits if is_crowd else self.bits | other.bits
        return Fraction(shared, whole.bit_count())

    @staticmethod
    def threshold(text):
        """What an overlap is compared with: the decimal itself."""
        return Fraction(text)


def mask_of(segmentation, image):
    """The mask of a `segmentation`; polygons are rasterized by pycocotools."""
    height, width = image["height"], image["width"]
    if isinstance(segmentation, list):
        coded = masks.merge(masks.frPyObjects(segmentation, height, width))
        counts = rle.counts_of_text(coded["counts"].decode())
    elif isinstance(segmentation["counts"], list):
        counts = segmentation["counts"]
    else:
        counts = rle.counts_of_text(segmentation["counts"])
    return Mask(rle.bits_of(counts), height, rle.text_of(counts))


def region_of(row, iou_type, image):
    """The region of an annotation or a result; in a box evaluation a mask stands for its box."""
    if iou_type == "segm":
        return mask_of(row["segmentation"], image)
    if row.get("bbox"):
        return Box(*map(float, row["bbox"]))
    return mask_of(row["segmentation"], image).box()
