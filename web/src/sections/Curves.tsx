/**
 * Section 2: precision against recall, and both against the score.
 */
import { Section } from "../parts/Section";
import { PrecisionRecall } from "./curves/PrecisionRecall";
import { ScoreSweep } from "./curves/ScoreSweep";

export function Curves() {
  return (
    <Section lead="What is gained and lost as the score threshold moves. A click in either chart sets it.">
      <div class="grid">
        <PrecisionRecall />
        <ScoreSweep />
      </div>
    </Section>
  );
}
