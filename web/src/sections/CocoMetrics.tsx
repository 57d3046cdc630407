/**
 * Section 1: AP and AR over all scores, by area range, in both protocols.
 */
import { Section } from "../parts/Section";
import { CocoTable } from "./coco-metrics/CocoTable";
import { ExactTable } from "./coco-metrics/ExactTable";

export function CocoMetrics() {
  return (
    <Section lead="Average precision and average recall over all scores; the score threshold does not move them.">
      <div class="grid">
        <ExactTable />
        <CocoTable />
      </div>
    </Section>
  );
}
