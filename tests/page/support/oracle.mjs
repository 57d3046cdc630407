/**
 * What the page must show, counted from a synthetic run a row at a time.
 *
 * It shares no code with the page: it goes by the words of docs/page-data.md.
 */

/** TP, FP, FN and excused of a selection; `category` null counts all. */
export function countOf(run, ranges, { score, iouIdx, areaIdx, category = null, image = null }) {
  const range = ranges[areaIdx];
  const isIn = (object) =>
    range.low_px2 <= object.area &&
    object.area < (range.high_px2 ?? Infinity) &&
    (category === null || object.category === category) &&
    (image === null || object.image === image);
  const partners = new Map(
    run.matches
      .filter((m) => m.iouFirst <= iouIdx && iouIdx < m.iouEnd)
      .map((m) => [m.detection, run.groundTruths[m.groundTruth]]),
  );
  const counts = { tp: 0, fp: 0, fn: 0, excused: 0 };
  const found = new Set();
  for (const detection of run.detections) {
    if (!(detection.score > score)) continue;
    const partner = partners.get(detection.row);
    if (!partner) counts.fp += isIn(detection) ? 1 : 0;
    else if (partner.role !== 0) counts.excused += isIn(detection) ? 1 : 0;
    else {
      found.add(partner.row);
      counts.tp += isIn(partner) ? 1 : 0;
    }
  }
  for (const groundTruth of run.groundTruths) {
    if (groundTruth.role === 0 && isIn(groundTruth) && !found.has(groundTruth.row)) counts.fn++;
  }
  return counts;
}

/** The row of a counts table that these counts give. */
export function rowOf({ tp, fp, fn, excused }) {
  const ratio = (part, whole) => (whole === 0 ? null : part / whole);
  const isDefined = tp + fn > 0 && tp + fp > 0;
  return {
    gt: tp + fn,
    dt: tp + fp,
    tp,
    fp,
    fn,
    excused,
    precision: ratio(tp, tp + fp),
    recall: ratio(tp, tp + fn),
    f1: isDefined ? (2 * tp) / (2 * tp + fp + fn) : null,
  };
}
