"""Which detection matches which ground truth, at each IoU threshold."""

from dataclasses import dataclass

from oracle.regions import region_of


@dataclass(frozen=True)
class GroundTruth:
    """An object to be found, or one that excuses detections."""

    row: int
    image: object
    category: object
    role: str
    region: object


@dataclass(frozen=True)
class Detection:
    """An object that the model reported."""

    row: int
    image: object
    category: object
    score: float
    region: object


@dataclass(frozen=True)
class Match:
    """What became of a detection at one IoU threshold."""

    outcome: str
    ground_truth: GroundTruth | None = None


FALSE_POSITIVE = Match("fp")
BEYOND_LIMIT = Match("beyond_limit")


def ground_truths_of(document, iou_type):
    """The ground truths, in file order."""
    images = {image["id"]: image for image in document["images"]}
    return [
        GroundTruth(
            row,
            annotation["image_id"],
            annotation["category_id"],
            _role(annotation),
            region_of(annotation, iou_type, images[annotation["image_id"]]),
        )
        for row, annotation in enumerate(document["annotations"])
    ]


def _role(annotation):
    if annotation.get("iscrowd"):
        return "crowd"
    return "ignored" if annotation.get("ignore") else "counted"


def detections_of(document, results, iou_type):
    """The detections, in file order."""
    images = {image["id"]: image for image in document["images"]}
    return [
        Detection(
            row,
            result["image_id"],
            result["category_id"],
            float(result["score"]),
            region_of(result, iou_type, images[result["image_id"]]),
        )
        for row, result in enumerate(results)
    ]


def overlap(detection, ground_truth):
    """The overlap that matching compares."""
    is_crowd = ground_truth.role == "crowd"
    return detection.region.overlap(ground_truth.region, is_crowd=is_crowd)


def in_order_of_matching(detections, ground_truths, lowest):
    """Highest score first; of equal scores the highest overlap, then geometry decides.

    An overlap below the lowest IoU threshold decides nothing.
    """

    def key(detection):
        overlaps = [overlap(detection, gt) for gt in ground_truths]
        highest = max((o for o in overlaps if o >= detection.region.threshold(lowest)), default=0)
        return (-detection.score, -highest, detection.region.order())

    return sorted(detections, key=key)


def match_cell(detections, ground_truths, threshold):
    """Matches of detections that stand in the order of matching, by row of the detection."""
    taken, matches = set(), {}
    for detection in detections:
        best = _best(detection, ground_truths, taken, threshold, ["counted"])
        if best is None:
            best = _best(detection, ground_truths, taken, threshold, ["ignored", "crowd"])
        if best is None:
            matches[detection.row] = FALSE_POSITIVE
            continue
        if best.role != "crowd":
            taken.add(best.row)
        matches[detection.row] = Match("tp" if best.role == "counted" else "excused", best)
    return matches


def _best(detection, ground_truths, taken, threshold, roles):
    """The free ground truth it overlaps most; of equal ones the first by geometry."""
    reachable = [
        gt
        for gt in ground_truths
        if gt.role in roles
        and gt.row not in taken
        and overlap(detection, gt) > 0
        and overlap(detection, gt) >= detection.region.threshold(threshold)
    ]
    reachable.sort(key=lambda gt: (-overlap(detection, gt), gt.region.order(), gt.row))
    return reachable[0] if reachable else None
