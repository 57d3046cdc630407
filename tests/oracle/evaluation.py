"""Every table of the protocol `exact`, counted anew from the matches."""

from collections import defaultdict
from dataclasses import dataclass

from oracle import areas
from oracle.curves import Curve, points_of, threshold_below
from oracle.matching import (
    BEYOND_LIMIT,
    detections_of,
    ground_truths_of,
    in_order_of_matching,
    match_cell,
    overlap,
)


@dataclass(frozen=True)
class Counts:
    """Counts under one heading."""

    n_tp: int
    n_fp: int
    n_fn: int
    n_excused: int


class Evaluation:
    """One evaluation. Scopes are "pooled", "class_agnostic" or a category's id."""

    def __init__(self, document, results, settings):
        self.settings = settings
        self.ground_truths = ground_truths_of(document, settings.iou_type)
        self.detections = detections_of(document, results, settings.iou_type)
        self.categories = sorted(category["id"] for category in document["categories"])
        counted = [gt.region.area for gt in self.ground_truths if gt.role == "counted"]
        self.bounds = {
            area_range.name: areas.bounds(area_range, counted)
            for area_range in settings.area_ranges
        }
        self._pooled = self._match(self._cells(), settings.max_detections)
        self._class_agnostic = self._match_class_agnostic()
        self.score_threshold = self._score_threshold()

    def scopes(self):
        """Every scope that has tables: one pool alone where categories play no part."""
        if self.settings.class_agnostic:
            return ["pooled"]
        both = ["pooled", "class_agnostic"] if len(self.categories) > 1 else ["pooled"]
        return both + self.categories

    def _cells(self):
        """Detections and ground truths that may match each other."""
        cells = defaultdict(lambda: ([], []))
        for side, objects in enumerate((self.detections, self.ground_truths)):
            for thing in objects:
                category = None if self.settings.class_agnostic else thing.category
                cells[thing.image, category][side].append(thing)
        return cells.values()

    def _match(self, cells, limit):
        """For each IoU threshold the match of each detection, by row."""
        matches = [{} for _ in self.settings.iou_thresholds]
        for detections, ground_truths in cells:
            lowest = self.settings.iou_thresholds[0]
            ordered = in_order_of_matching(detections, ground_truths, lowest)
            limit_here = len(ordered) if limit is None else limit
            for idx, threshold in enumerate(self.settings.iou_thresholds):
                matches[idx] |= match_cell(ordered[:limit_here], ground_truths, threshold)
                matches[idx] |= {detection.row: BEYOND_LIMIT for detection in ordered[limit_here:]}
        return matches

    def _match_class_agnostic(self):
        """The detections within the limits of their categories, matched across categories."""
        beyond = {row for row, match in self._pooled[0].items() if match is BEYOND_LIMIT}
        cells = defaultdict(lambda: ([], []))
        for detection in self.detections:
            if detection.row not in beyond:
                cells[detection.image][0].append(detection)
        for gt in self.ground_truths:
            cells[gt.image][1].append(gt)
        matches = self._match(cells.values(), None)
        return [{**at_iou, **{row: BEYOND_LIMIT for row in beyond}} for at_iou in matches]

    def match(self, scope, iou_idx, row):
        """What became of a detection."""
        table = self._class_agnostic if scope == "class_agnostic" else self._pooled
        return table[iou_idx][row]

    def matches_of_pool(self):
        """For each IoU threshold the match of each detection inside its category, by row."""
        return self._pooled

    def _is_in(self, scope, thing):
        return scope in ("pooled", "class_agnostic") or thing.category == scope

    def _holds(self, area_range, thing):
        low, high = self.bounds[area_range]
        return low <= thing.region.area < high

    def _events(self, scope, iou_idx, area_range, detections):
        """`(score, outcome)` of what counts in a range: hits by the ground truth's area."""
        for detection in detections:
            if not self._is_in(scope, detection):
                continue
            match = self.match(scope, iou_idx, detection.row)
            if match is BEYOND_LIMIT:
                continue
            by = match.ground_truth if match.outcome == "tp" else detection
            if area_range is None or self._holds(area_range, by):
                yield detection.score, match.outcome

    def n_ground_truths(self, scope, area_range):
        """Counted ground truths of a scope in a range (`None` for every object)."""
        return sum(
            gt.role == "counted"
            and self._is_in(scope, gt)
            and (area_range is None or self._holds(area_range, gt))
            for gt in self.ground_truths
        )

    def kept(self):
        """The detections above the operating point."""
        return [dt for dt in self.detections if dt.score > self.score_threshold]

    def counts(self, scope, iou_idx, area_range):
        """Counts at the operating point."""
        events = self._events(scope, iou_idx, area_range, self.kept())
        outcomes = [outcome for _, outcome in events]
        n_tp = outcomes.count("tp")
        n_fn = self.n_ground_truths(scope, area_range) - n_tp
        return Counts(n_tp, outcomes.count("fp"), n_fn, outcomes.count("excused"))

    def curve(self, scope, iou_idx, area_range):
        """The curve over all detections; `None` without a ground truth to be found."""
        n_ground_truths = self.n_ground_truths(scope, area_range)
        events = list(self._events(scope, iou_idx, area_range, self.detections))
        return Curve(points_of(events), n_ground_truths) if n_ground_truths else None

    def _score_threshold(self):
        if self.settings.score_threshold is not None:
            return self.settings.score_threshold
        iou_idx = self.settings.reference_iou_idx()
        curve = self.curve("pooled", iou_idx, None)
        best = curve.best() if curve else None
        scores = [detection.score for detection in self.detections]
        return threshold_below(best.score, scores) if best else 0.0

    def image_counts(self, image):
        """Counts of one image at the operating point, and the overlaps of its hits."""
        iou_idx = self.settings.reference_iou_idx()
        here = [(dt, self.match("pooled", iou_idx, dt.row)) for dt in self.kept()]
        here = [(dt, match) for dt, match in here if dt.image == image]
        outcomes = [match.outcome for _, match in here]
        n_counted = sum(gt.role == "counted" and gt.image == image for gt in self.ground_truths)
        n_tp = outcomes.count("tp")
        counts = Counts(n_tp, outcomes.count("fp"), n_counted - n_tp, outcomes.count("excused"))
        ious = [float(overlap(dt, m.ground_truth)) for dt, m in here if m.outcome == "tp"]
        return counts, ious

    def best_overlap(self, detection, *, same_category):
        """The highest overlap with a ground truth of the same or of any other category.

        Crowds are left out: the share of a detection that lies in one is no IoU.
        """
        return max(
            (
                float(overlap(detection, gt))
                for gt in self.ground_truths
                if gt.image == detection.image
                and gt.role != "crowd"
                and self._is_same_category(gt, detection) == same_category
            ),
            default=0.0,
        )

    def _is_same_category(self, one, other):
        """Whether two objects may match; without categories all may."""
        return self.settings.class_agnostic or one.category == other.category
