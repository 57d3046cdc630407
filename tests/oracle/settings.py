"""Settings of an evaluation, as a person gives them to `detlens eval`."""

from dataclasses import dataclass, field
from fractions import Fraction


def _iou_thresholds():
    return [f"0.{percent}" for percent in range(50, 100, 5)]


def _recall_thresholds():
    return [f"{percent / 100:.2f}" for percent in range(101)]


@dataclass(frozen=True)
class AreaRange:
    """A named range; bounds as written, in percentiles or px², `None` for no upper bound."""

    name: str
    low: str
    high: str | None
    is_percentile: bool = True

    def flag(self):
        """The range as `--areas` takes it."""
        return f"{self.name}={self.low}-{self.high or ''}{'%' if self.is_percentile else ''}"


DEFAULT_RANGES = (
    AreaRange("all", "0", "100"),
    AreaRange("small", "0", "25"),
    AreaRange("medium", "25", "75"),
    AreaRange("large", "75", "100"),
    AreaRange("smallest", "0", "7.5"),
    AreaRange("corrected", "7.5", "100"),
)


@dataclass
class Settings:
    """Thresholds are texts: decimals, not doubles. A score threshold of `None` is best-f1."""

    iou_type: str = "bbox"
    iou_thresholds: list = field(default_factory=_iou_thresholds)
    recall_thresholds: list = field(default_factory=_recall_thresholds)
    max_detections: int | None = None
    area_ranges: tuple = DEFAULT_RANGES
    score_threshold: float | None = None
    class_agnostic: bool = False

    def flags(self):
        """The flags of `detlens eval` for these settings, all said aloud."""
        score = "best-f1" if self.score_threshold is None else repr(self.score_threshold)
        return [
            "--protocol=exact",
            f"--iou-type={self.iou_type}",
            f"--iou-thresholds={','.join(self.iou_thresholds)}",
            f"--recall-thresholds={','.join(self.recall_thresholds)}",
            f"--max-detections={self.max_detections or 'none'}",
            f"--areas={','.join(area_range.flag() for area_range in self.area_ranges)}",
            f"--score-threshold={score}",
            *(["--class-agnostic"] if self.class_agnostic else []),
        ]

    def reference_iou_idx(self):
        """The IoU threshold nearest to 0.5, the lower of two equally near."""
        distances = [abs(Fraction(text) - Fraction(1, 2)) for text in self.iou_thresholds]
        return distances.index(min(distances))
