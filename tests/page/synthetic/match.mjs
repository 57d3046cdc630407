/**
 * Who matched whom in one image: greedy from the highest score down, at each IoU threshold.
 */

/**
 * `detections` and `groundTruths` hold `{category, row, score?, role?}`; `iouOf(d, g)` their
 * overlap. Gives a stretch `{detection, groundTruth, iouFirst, iouEnd, iou}` for each run of
 * thresholds over which a pair matched.
 */
export function matchImage(detections, groundTruths, thresholds, iouOf) {
  const pairs = overlapsOf(detections, groundTruths, iouOf);
  const stretches = [];
  thresholds.forEach((threshold, t) => {
    const taken = new Set();
    for (const { detection, candidates } of pairs) {
      const best = bestOf(candidates, threshold, taken);
      if (!best) continue;
      taken.add(best.groundTruth.row);
      extend(stretches, detection.row, best, t);
    }
  });
  return stretches.sort((a, b) => a.detection - b.detection || a.iouFirst - b.iouFirst);
}

function overlapsOf(detections, groundTruths, iouOf) {
  return [...detections]
    .sort((a, b) => a.row - b.row)
    .map((detection) => ({
      detection,
      candidates: groundTruths
        .filter(({ category }) => category === detection.category)
        .map((groundTruth) => ({ groundTruth, iou: iouOf(detection, groundTruth) }))
        .filter(({ iou }) => iou > 0.3),
    }));
}

function bestOf(candidates, threshold, taken) {
  const free = candidates.filter(
    ({ groundTruth, iou }) =>
      iou >= threshold && (groundTruth.role === 2 || !taken.has(groundTruth.row)),
  );
  const counted = free.filter(({ groundTruth }) => groundTruth.role === 0);
  const group = counted.length > 0 ? counted : free;
  return group.reduce((best, one) => (!best || one.iou > best.iou ? one : best), null);
}

function extend(stretches, detection, { groundTruth, iou }, t) {
  const last = stretches.find(
    (s) => s.detection === detection && s.groundTruth === groundTruth.row && s.iouEnd === t,
  );
  if (last) last.iouEnd = t + 1;
  else stretches.push({ detection, groundTruth: groundTruth.row, iouFirst: t, iouEnd: t + 1, iou });
}
