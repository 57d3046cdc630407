/**
 * Section 3: GT, DT, TP, FP, FN, precision, recall and F1 at the operating point.
 */
import { Section } from "../parts/Section";
import { CountsByRange } from "./counts/CountsByRange";
import { CountsMatrix } from "./counts/CountsMatrix";

export function Counts() {
  return (
    <Section lead="What is found, false and missed at the score threshold. Every number follows the filter.">
      <div class="grid">
        <CountsByRange />
        <CountsMatrix />
      </div>
    </Section>
  );
}
