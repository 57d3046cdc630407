"""Precision-recall curves, the area under them, and the best score threshold."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Point:
    """Counts down to a score, equal scores together."""

    score: float
    n_tp: int
    n_fp: int

    def precision(self):
        return self.n_tp / (self.n_tp + self.n_fp)


@dataclass(frozen=True)
class Curve:
    """The points at which recall rises, from the highest score down."""

    points: list
    n_ground_truths: int

    def _envelope(self, idx):
        """The highest precision at this point or any later one."""
        return max(point.precision() for point in self.points[idx:])

    def average_precision(self):
        """The exact area under the envelope."""
        total, before = 0.0, 0
        for idx, point in enumerate(self.points):
            total += (point.n_tp - before) * self._envelope(idx)
            before = point.n_tp
        return total / self.n_ground_truths

    def average_precision_101(self, recall_thresholds):
        """The mean of the envelope at the recall thresholds, compared as fractions."""
        total = 0.0
        for text in recall_thresholds:
            for idx, point in enumerate(self.points):
                if Fraction(point.n_tp, self.n_ground_truths) >= Fraction(text):
                    total += self._envelope(idx)
                    break
        return total / len(recall_thresholds)

    def max_recall(self):
        return self.points[-1].n_tp / self.n_ground_truths if self.points else 0.0

    def best(self):
        """The point with the highest F1, the first of equal ones."""
        def f1(point):
            return Fraction(2 * point.n_tp, point.n_tp + point.n_fp + self.n_ground_truths)

        return max(self.points, key=f1, default=None)


def points_of(events):
    """Points of a curve from `(score, outcome)`; excused detections give none."""
    points, n_tp, n_fp = [], 0, 0
    for score in sorted({score for score, _ in events}, reverse=True):
        here = [outcome for event_score, outcome in events if event_score == score]
        n_fp += here.count("fp")
        if n_new := here.count("tp"):
            n_tp += n_new
            points.append(Point(score, n_tp, n_fp))
    return points


def threshold_below(score, scores):
    """Midway between a score and the next lower one of `scores`."""
    lower = [other for other in scores if other < score]
    if lower:
        middle = (score + max(lower)) / 2
        return middle if middle < score else max(lower)
    return score / 2 if score > 0 else score - 1
