/**
 * How good the model is, in words.
 */
import type { ComponentChildren } from "preact";
import { f1Of, groundTruthsOf, detectionsOf, precisionOf, recallOf } from "../count/counts";
import { bestF1Of } from "../count/curve";
import { countsOf } from "../count/tally";
import { formatCounted, formatMeasure, formatPercent, formatScore } from "../parts/format";
import { chosenAverages } from "../state/averages";
import { useSession, type Session } from "../state/session";

export function Verdict() {
  const session = useSession();
  return (
    <div class="verdict">
      <h1>{mainSentence(session)}</h1>
      <p>
        {[averageSentence, weakRangeSentence, weakCategorySentence, bestThresholdSentence]
          .map((sentence) => sentence(session))
          .filter((sentence) => sentence !== null)
          .map((sentence, i) => (
            <span key={i}>{sentence} </span>
          ))}
      </p>
    </div>
  );
}

function mainSentence({ run, numbers, filter }: Session): ComponentChildren {
  const counts = numbers.counts.value;
  const score = formatScore(filter.score.value);
  if (groundTruthsOf(counts) === 0) return "No object of this choice is there to be found.";
  if (run.detections.length === 0) return "The result file holds no detection.";
  if (detectionsOf(counts) === 0) return `No detection scores above ${score}.`;
  const [recall, precision] = [recallOf(counts) as number, precisionOf(counts) as number];
  return (
    <>
      At score &gt; {score} the model <em class="tp">finds {formatPercent(recall)}</em> of the
      objects, and <em class="fp">{formatPercent(1 - precision)}</em> of what it reports is{" "}
      <em class="fp">false</em>.
    </>
  );
}

function averageSentence(session: Session): ComponentChildren {
  const { map, nCategories } = chosenAverages(session);
  if (typeof map !== "number") return null;
  const over = nCategories === 1 ? "one category" : `the mean over ${nCategories} categories`;
  return (
    <>
      mAP is <b>{formatMeasure(map)}</b>, {over} at all scores.
    </>
  );
}

/** Ranges with fewer objects than this are not called the weakest. */
const ENOUGH_OBJECTS = 10;

function weakRangeSentence({ run, numbers, filter }: Session): ComponentChildren {
  if (filter.areaIdx.value !== 0) {
    const range = run.meta.area_ranges[filter.areaIdx.value]!;
    return <>Only the area range “{range.name}” is counted.</>;
  }
  const { tally, selection } = numbers;
  const recalls = run.meta.area_ranges.map((range, areaIdx) => {
    const counts = countsOf(tally.value, { ...selection.value, areaIdx });
    const recall = recallOf(counts);
    return { name: range.name, recall, n: groundTruthsOf(counts) };
  });
  const weakest = recalls
    .filter((row) => row.n >= ENOUGH_OBJECTS && typeof row.recall === "number")
    .sort((a, b) => (a.recall as number) - (b.recall as number))[0];
  if (!weakest || weakest.name === run.meta.area_ranges[0]?.name) return null;
  return (
    <>
      Weakest by size: of the {weakest.name} objects it finds{" "}
      <b>{formatPercent(weakest.recall as number)}</b>.
    </>
  );
}

function weakCategorySentence({ run, numbers, filter }: Session): ComponentChildren {
  const chosen = filter.categories.value ?? [...run.meta.categories.keys()];
  if (chosen.length < 2) return null;
  const rows = chosen
    .map((category) => {
      const counts = countsOf(numbers.tally.value, {
        ...numbers.selection.value,
        categories: [category],
      });
      return { name: run.meta.categories[category]!.name, f1: f1Of(counts), counts };
    })
    .filter((row) => typeof row.f1 === "number" && groundTruthsOf(row.counts) >= ENOUGH_OBJECTS);
  if (rows.length < 2) return null;
  const worst = rows.reduce((a, b) => ((b.f1 as number) < (a.f1 as number) ? b : a));
  return (
    <>
      Weakest category: {worst.name}, F1 <b>{formatMeasure(worst.f1)}</b> with{" "}
      {formatCounted(groundTruthsOf(worst.counts), "object")}.
    </>
  );
}

function bestThresholdSentence({ numbers, filter }: Session): ComponentChildren {
  const best = bestF1Of(numbers.curve.value);
  const now = f1Of(numbers.counts.value);
  if (typeof best === "string" || typeof now === "string") return null;
  if (best.f1 - now < 0.0005) return <>No other score threshold has a higher F1.</>;
  const use = () => (filter.score.value = best.scoreThreshold);
  return (
    <>
      F1 would be highest, <b>{formatMeasure(best.f1)}</b>, at{" "}
      <button type="button" class="link" onClick={use}>
        score &gt; {formatScore(best.scoreThreshold)}
      </button>
      .
    </>
  );
}
