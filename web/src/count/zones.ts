/**
 * Zones: the few ways in which an object can lie in the area ranges.
 *
 * Ranges are intervals, so A of them part the areas into at most 2 A + 1 zones.
 * Counting by zone counts every range at once; a range is the sum of its zones.
 */
import type { Column } from "../data/shard";

export interface Zones {
  /** For each zone the ranges it lies in, bit a for range a. */
  readonly masks: readonly number[];
  /** Zone of each detection, length D. */
  readonly ofDetection: Uint8Array;
  /** Zone of each ground truth, length G. */
  readonly ofGroundTruth: Uint8Array;
}

/** Numbers the zones that occur; both columns hold a bit for each area range. */
export function findZones(detectionRanges: Column, groundTruthRanges: Column): Zones {
  const numbers = new Map<number, number>();
  const zonesOf = (ranges: Column): Uint8Array => {
    const zones = new Uint8Array(ranges.length);
    let [lastMask, lastZone] = [-1, 0];
    for (let i = 0; i < ranges.length; i++) {
      const mask = ranges[i]!;
      if (mask !== lastMask) {
        lastZone = numbers.get(mask) ?? numbers.size;
        numbers.set(mask, lastZone);
        lastMask = mask;
      }
      zones[i] = lastZone;
    }
    return zones;
  };
  const ofDetection = zonesOf(detectionRanges);
  const ofGroundTruth = zonesOf(groundTruthRanges);
  return { masks: [...numbers.keys()], ofDetection, ofGroundTruth };
}

/** The zones inside area range `areaIdx`. */
export function zonesInRange(zones: Zones, areaIdx: number): number[] {
  return [...zones.masks.keys()].filter((zone) => (zones.masks[zone]! >>> areaIdx) & 1);
}
