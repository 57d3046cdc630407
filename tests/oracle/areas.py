"""Area ranges: from percentiles of ground-truth area to px²."""

import math
from fractions import Fraction


def bounds(area_range, areas):
    """Lower and upper bound in px², `[low, high)`, of a range over the areas of ground truths."""
    if not area_range.is_percentile:
        return float(area_range.low), float(area_range.high or math.inf)
    return _cut(area_range.low, areas), _cut(area_range.high, areas)


def _cut(percentile, areas):
    """Midway between the two distinct areas whose cumulative share is nearest to a percentile."""
    percentile = Fraction(percentile)
    if percentile == 0:
        return 0.0
    if percentile == 100:
        return math.inf
    distinct = sorted(set(areas))
    cuts = []
    for low, high in zip(distinct, distinct[1:]):
        share = Fraction(100 * sum(area <= low for area in areas), len(areas))
        cuts.append((abs(share - percentile), low / 2 + high / 2))
    # Of equally near cuts the lower; without any, all objects are in the range that ends open.
    return min(cuts)[1] if cuts else 0.0
