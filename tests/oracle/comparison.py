"""Comparing a run directory with the oracle's evaluation: every table, every number."""

import math
from fractions import Fraction

from oracle.matching import overlap

#: Sums may be added in another order; everything that is counted must be equal.
TOLERANCE = 1e-12


def differences(evaluation, run):
    """What differs, in words, one at a time."""
    yield from _area_ranges(evaluation, run)
    yield from _operating_point(evaluation, run)
    yield from _detections(evaluation, run)
    yield from _ground_truths(evaluation, run)
    yield from _counts(evaluation, run)
    yield from _curves(evaluation, run)
    yield from _averages(evaluation, run)
    yield from _images(evaluation, run)
    yield from _distributions(evaluation, run)


def _compare(place, found, expected):
    """One difference, if there is one; `found` and `expected` have the same keys."""
    for key, value in expected.items():
        other = found[key]
        same = other == value
        if isinstance(value, float) and isinstance(other, float | int):
            same = abs(other - value) <= TOLERANCE
        if not same:
            yield f"{place} {key}: {other!r}, the oracle has {value!r}"


def _rows(place, rows, expected, key):
    """Compares tables by key: the same keys, and equal values under each."""
    found = {tuple(row[part] for part in key): row for row in rows}
    if len(found) != len(rows):
        yield f"{place}: a key stands twice"
    if set(found) != set(expected):
        yield f"{place}: keys {set(found) ^ set(expected)} are on one side only"
    for parts, values in expected.items():
        if parts in found:
            yield from _compare(f"{place} {parts}", found[parts], values)


def _ratio(part, whole):
    return part / whole if whole else None


def _area_ranges(evaluation, run):
    expected = {
        (name,): {
            "low_px2": low,
            "high_px2": None if math.isinf(high) else high,
            "n_ground_truths": evaluation.n_ground_truths("pooled", name),
        }
        for name, (low, high) in evaluation.bounds.items()
    }
    yield from _rows("area range", run.record["area_ranges"], expected, ["name"])


def _operating_point(evaluation, run):
    expected = {
        "score_threshold": evaluation.score_threshold,
        "n_kept": len(evaluation.kept()),
    }
    yield from _compare("operating point", run.exact["operating_point"], expected)


def _suffixes(evaluation):
    """How the columns of each IoU threshold end: `50`, `92_5`."""
    percents = [Fraction(text) * 100 for text in evaluation.settings.iou_thresholds]
    return [str(float(percent)).removesuffix(".0").replace(".", "_") for percent in percents]


def _detections(evaluation, run):
    reference = evaluation.settings.reference_iou_idx()
    expected = {}
    for detection in evaluation.detections:
        row = {
            "score": detection.score,
            "is_kept": detection.score > evaluation.score_threshold,
            "area_px2": detection.region.area,
            "best_same_iou": evaluation.best_overlap(detection, same_category=True) or None,
            "best_other_iou": evaluation.best_overlap(detection, same_category=False) or None,
        }
        for idx, suffix in enumerate(_suffixes(evaluation)):
            match = evaluation.match("pooled", idx, detection.row)
            row[f"outcome_{suffix}"] = match.outcome
            row[f"match_{suffix}"] = match.ground_truth and match.ground_truth.row
        match = evaluation.match("pooled", reference, detection.row)
        row["iou"] = match.ground_truth and float(overlap(detection, match.ground_truth))
        for idx, suffix in enumerate(_suffixes(evaluation)):
            other = evaluation.match("pooled", idx, detection.row).ground_truth
            if idx != reference:
                is_other = other and other is not match.ground_truth
                row[f"iou_{suffix}"] = float(overlap(detection, other)) if is_other else None
        row |= _membership(evaluation, detection)
        expected[detection.row,] = row
    rows = run.table("detections")
    yield from _rows("detection", rows, expected, ["input_row"])
    if [row["score"] for row in rows] != sorted((row["score"] for row in rows), reverse=True):
        yield "detections: the table is not sorted by score"


def _membership(evaluation, thing):
    return {
        f"in_{name}": low <= thing.region.area < high
        for name, (low, high) in evaluation.bounds.items()
    }


def _ground_truths(evaluation, run):
    found = [
        {m.ground_truth.row for m in table.values() if m.outcome == "tp"}
        for table in evaluation.matches_of_pool()
    ]
    rows = run.table("ground_truths")
    for gt, row in zip(evaluation.ground_truths, rows, strict=True):
        expected = {"role": gt.role, "area_px2": gt.region.area, **_membership(evaluation, gt)}
        for idx, suffix in enumerate(_suffixes(evaluation)):
            outcome = "found" if gt.row in found[idx] else "missed"
            expected[f"outcome_{suffix}"] = outcome if gt.role == "counted" else "not_counted"
        yield from _compare(f"ground truth {gt.row}", row, expected)


def _keys(evaluation):
    """Every scope, IoU threshold and area range, and how the tables of a run write them."""
    for scope in evaluation.scopes():
        is_pool = scope in ("pooled", "class_agnostic")
        named = (scope, None) if is_pool else ("category", scope)
        for idx, text in enumerate(evaluation.settings.iou_thresholds):
            for name in evaluation.bounds:
                yield (scope, idx, name), (*named, float(text), name)


KEY = ["scope", "category_id", "iou_threshold", "area_range"]


def _counts(evaluation, run):
    expected = {key: count_row(evaluation.counts(*at)) for at, key in _keys(evaluation)}
    yield from _rows("counts", run.table("counts"), expected, KEY)
    pools = {key: row for key, row in expected.items() if key[0] != "category"}
    record = [_with_reasons_as_none(row) | {"category_id": None} for row in run.exact["counts"]]
    yield from _rows("counts in run.json", record, pools, KEY)


def count_row(counts):
    """A row of counts and what follows from them."""
    n_ground_truths, n_detections = counts.n_tp + counts.n_fn, counts.n_tp + counts.n_fp
    f1 = _ratio(2 * counts.n_tp, n_ground_truths + n_detections)
    return {
        "n_ground_truths": n_ground_truths,
        "n_detections": n_detections,
        "n_tp": counts.n_tp,
        "n_fp": counts.n_fp,
        "n_fn": counts.n_fn,
        "n_excused": counts.n_excused,
        "precision": _ratio(counts.n_tp, n_detections),
        "recall": _ratio(counts.n_tp, n_ground_truths),
        "f1": f1 if n_ground_truths and n_detections else None,
    }


def _with_reasons_as_none(row):
    return {key: None if isinstance(value, dict) else value for key, value in row.items()}


def _curves(evaluation, run):
    expected = {}
    for at, key in _keys(evaluation):
        if curve := evaluation.curve(*at):
            expected[key] = {
                "n_ground_truths": curve.n_ground_truths,
                "ap": curve.average_precision(),
                "ap_101": curve.average_precision_101(evaluation.settings.recall_thresholds),
                "max_recall": curve.max_recall(),
                "point_score": [point.score for point in curve.points],
                "point_n_tp": [point.n_tp for point in curve.points],
                "point_n_fp": [point.n_fp for point in curve.points],
            }
    yield from _rows("curve", run.table("curves"), expected, KEY)


def _averages(evaluation, run):
    expected = {}
    for name in evaluation.bounds:
        by_category = []
        for scope in evaluation.scopes():
            values = _average_row(evaluation, scope, name)
            if scope in ("pooled", "class_agnostic"):
                expected[scope, None, name] = values
            else:
                expected["category", scope, name] = values
                by_category.append(values)
        if not evaluation.settings.class_agnostic and by_category:
            expected["mean_over_categories", None, name] = _mean_row(by_category)
    rows = run.table("averages")
    yield from _rows("averages", rows, expected, ["scope", "category_id", "area_range"])


def _average_row(evaluation, scope, area_range):
    recalls = evaluation.settings.recall_thresholds
    row = {}
    for idx, suffix in enumerate(_suffixes(evaluation)):
        curve = evaluation.curve(scope, idx, area_range)
        row[f"ap_{suffix}"] = curve and curve.average_precision()
        row[f"ap_101_{suffix}"] = curve and curve.average_precision_101(recalls)
        row[f"recall_{suffix}"] = curve and curve.max_recall()
    suffixes = _suffixes(evaluation)
    for total, part in (("ap", "ap"), ("ap_101", "ap_101"), ("ar", "recall")):
        row[total] = _mean([row[f"{part}_{suffix}"] for suffix in suffixes])
    return row


def _mean_row(by_category):
    defined = [row for row in by_category if row["ap"] is not None]
    row = {key: _mean([row[key] for row in defined]) for key in by_category[0]}
    return row | {"n_categories": len(defined)}


def _mean(values):
    return None if not values or None in values else math.fsum(values) / len(values)


def _images(evaluation, run):
    images = {row["image_id"]: row for row in run.table("images")}
    for image, row in images.items():
        counts, ious = evaluation.image_counts(image)
        expected = count_row(counts) | {"mean_iou": _mean(ious)}
        yield from _compare(f"image {image!r}", row, expected)


def _distributions(evaluation, run):
    for idx, found in enumerate(run.exact["distributions"]):
        for name, values in _distributed(evaluation, idx).items():
            expected = _histogram(values, found[name]["edges"])
            if expected != found[name]["counts"]:
                yield f"distribution {name} at {idx}: {found[name]}, the oracle has {expected}"


def _distributed(evaluation, iou_idx):
    here = [(dt, evaluation.match("pooled", iou_idx, dt.row)) for dt in evaluation.kept()]
    hits = [(dt, match.ground_truth) for dt, match in here if match.outcome == "tp"]
    wrong = [dt for dt, match in here if match.outcome == "fp"]
    found = {gt.row for _, gt in hits}
    counted = [gt for gt in evaluation.ground_truths if gt.role == "counted"]
    return {
        "true_positive_iou": [float(overlap(dt, gt)) for dt, gt in hits],
        "true_positive_score": [dt.score for dt, _ in hits],
        "false_positive_score": [dt.score for dt in wrong],
        "true_positive_area": [dt.region.area for dt, _ in hits],
        "false_positive_area": [dt.region.area for dt in wrong],
        "found_ground_truth_area": [gt.region.area for gt in counted if gt.row in found],
        "missed_ground_truth_area": [gt.region.area for gt in counted if gt.row not in found],
    }


def _histogram(values, edges):
    """A bin holds its lower edge; the last one holds its upper edge and all beyond."""
    counts = [0] * (len(edges) - 1)
    for value in values:
        bin_idx = max(sum(edge <= value for edge in edges) - 1, 0)
        counts[min(bin_idx, len(counts) - 1)] += 1
    return counts
