/**
 * The runs that a server offers, with their main numbers.
 */
import type { RunSummary } from "./data/meta";
import { formatCount, formatMeasure, formatScore } from "./parts/format";

const MEASURES = [
  ["mAP", "mean_average_precision"],
  ["mAP@50", "average_precision_50"],
  ["Precision", "precision"],
  ["Recall", "recall"],
  ["F1", "f1"],
] as const;

const COUNTS = [
  ["Images", "n_images"],
  ["Categories", "n_categories"],
  ["GT", "n_ground_truths"],
  ["DT", "n_detections"],
] as const;

export function RunList({ runs }: { runs: readonly RunSummary[] }) {
  return (
    <div class="run-list">
      <header class="page-head">
        <p class="run-line">
          <b class="wordmark">Detlens</b>
        </p>
        <h1>{formatCount(runs.length)} runs</h1>
      </header>
      <div class="card table-frame">
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col">Settings</th>
              <th scope="col">On</th>
              {COUNTS.map(([title]) => (
                <th scope="col" class="number" key={title}>
                  {title}
                </th>
              ))}
              {MEASURES.map(([title]) => (
                <th scope="col" class="number" key={title}>
                  {title}
                </th>
              ))}
              <th scope="col" class="number">
                Score &gt;
              </th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <RunRow key={run.key} run={run} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function RunRow({ run }: { run: RunSummary }) {
  if (run.problem) {
    return (
      <tr>
        <th scope="row">{run.name}</th>
        <td colSpan={COUNTS.length + MEASURES.length + 3}>Cannot be shown: {run.problem}</td>
      </tr>
    );
  }
  return (
    <tr>
      <th scope="row">
        <a href={`#run=${encodeURIComponent(run.key)}`} onClick={() => setTimeout(reload)}>
          {run.name}
        </a>
      </th>
      <td class="run-settings">
        {(run.settings ?? []).filter(isTelling).map(({ key, value }) => (
          <span key={key}>
            <code>{key}</code> {key === "dt" ? baseNames(value) : value}
          </span>
        ))}
      </td>
      <td>{run.iou_type === "segm" ? "masks" : "boxes"}</td>
      {COUNTS.map(([title, key]) => (
        <td class="number" key={title}>
          {formatCount(run[key] ?? 0)}
        </td>
      ))}
      {MEASURES.map(([title, key]) => (
        <td class="number" key={title}>
          {formatMeasure(run[key] ?? null)}
        </td>
      ))}
      <td class="number">{formatScore(run.score_threshold ?? 0)}</td>
    </tr>
  );
}

/** Where the data set lies tells no two of its runs apart. */
const isTelling = ({ key }: { key: string }) => key !== "gt" && key !== "images";

const baseNames = (paths: string) =>
  paths
    .split(", ")
    .map((path) => path.split("/").at(-1))
    .join(", ");

/** A run is opened by a fresh page, so that nothing of another one stays behind. */
const reload = () => location.reload();
