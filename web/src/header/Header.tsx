/**
 * The head of the page: which run, the verdict in words, and the numbers people ask for first.
 */
import { f1Of, precisionOf, recallOf } from "../count/counts";
import { formatCounted, formatMeasure, formatScore } from "../parts/format";
import { OutcomeDiagram } from "../parts/OutcomeBar";
import { theme, toggleTheme } from "../parts/theme";
import { chosenAverages } from "../state/averages";
import { useSession } from "../state/session";
import { Verdict } from "./Verdict";
import type { Measure } from "../data/meta";

export function Header({ hasRunList }: { hasRunList: boolean }) {
  const { numbers } = useSession();
  return (
    <header class="page-head">
      <RunLine hasRunList={hasRunList} />
      <div class="verdict-row">
        <Verdict />
        <OutcomeDiagram counts={numbers.counts.value} />
      </div>
      <KeyNumbers />
    </header>
  );
}

function RunLine({ hasRunList }: { hasRunList: boolean }) {
  const { meta } = useSession().run;
  return (
    <div class="run-line">
      <p>
        <b class="wordmark">Detlens</b>
        {hasRunList && <a href=".">All runs</a>}
        <span class="run-name">{meta.name}</span>
        <span class="quiet">
          {meta.iou_type === "segm" ? "masks" : "boxes"} · {formatCounted(meta.n_images, "image")} ·{" "}
          {formatCounted(meta.categories.length, "category", "categories")}
        </span>
      </p>
      <button type="button" class="button small" onClick={toggleTheme}>
        {theme.value === "dark" ? "Light" : "Dark"}
      </button>
    </div>
  );
}

function KeyNumbers() {
  const session = useSession();
  const { filter, numbers } = session;
  const averages = chosenAverages(session);
  const counts = numbers.counts.value;
  const thresholds = session.run.meta.iou_thresholds;
  const iou = Number(thresholds[filter.iouIdx.value]).toFixed(2);
  // The run has no AP of some of its images.
  const scores = filter.search.value === "" ? "all scores" : "all scores, all images";
  const point = `score > ${formatScore(filter.score.value)}, IoU ≥ ${iou}`;
  return (
    <dl class="key-numbers">
      <KeyNumber name="mAP" note={scores} value={averages.map} />
      <KeyNumber name="mAP@50" note={scores} value={averages.at("0.5")} />
      <KeyNumber name="mAP@75" note={scores} value={averages.at("0.75")} />
      <KeyNumber name="Precision" note={point} value={precisionOf(counts)} />
      <KeyNumber name="Recall" note={point} value={recallOf(counts)} />
      <KeyNumber name="F1" note={point} value={f1Of(counts)} />
    </dl>
  );
}

function KeyNumber(props: { name: string; note: string; value: Measure | null }) {
  const { name, note, value } = props;
  return (
    <div title={typeof value === "string" ? value : undefined}>
      <dt>{name}</dt>
      <dd>{formatMeasure(value)}</dd>
      <dd class="note">{typeof value === "string" ? value : note}</dd>
    </div>
  );
}
