/**
 * How precision, recall and F1 are spread over the images.
 */
import { useComputed } from "@preact/signals";
import { HistogramFigure } from "../../charts/HistogramFigure";
import { f1Of, precisionOf, recallOf, type Counts } from "../../count/counts";
import { binOf, evenEdges } from "../../count/histogram";
import { countsOfImage } from "../../count/images";
import type { Measure } from "../../data/meta";
import { formatCounted } from "../../parts/format";
import { showExamples } from "../../state/actions";
import { useSession, type Session } from "../../state/session";

const EDGES = evenEdges(0, 1, 20);

const SPREADS = [
  { field: "precision", title: "Precision of images", of: precisionOf },
  { field: "recall", title: "Recall of images", of: recallOf },
  { field: "f1", title: "F1 of images", of: f1Of },
] as const;

export function ImageSpread() {
  return (
    <>
      {SPREADS.map((spread) => (
        <Spread key={spread.field} {...spread} />
      ))}
    </>
  );
}

function Spread({ field, title, of }: (typeof SPREADS)[number]) {
  const session = useSession();
  const spread = useComputed(() => countSpread(session, of));
  const { bins, nWithout } = spread.value;
  return (
    <HistogramFigure
      name={`images-${field}`}
      title={title}
      lead={
        nWithout > 0
          ? `In steps of 0.05; ${formatCounted(nWithout, "image")} ${nWithout === 1 ? "has" : "have"} none.`
          : "In steps of 0.05."
      }
      axis={{ name: title.split(" ")[0]!, format: (edge) => edge.toFixed(2) }}
      edges={EDGES}
      groups={[{ name: "images", fill: "ink", counts: bins }]}
      span={4}
      height={200}
      onPick={(low, high) => showExamples(session, { field, low, high })}
    />
  );
}

function countSpread({ numbers }: Session, of: (counts: Counts) => Measure) {
  const bins = new Uint32Array(EDGES.length - 1);
  let nWithout = 0;
  for (const image of numbers.listedImages.value) {
    const value = of(countsOfImage(numbers.images.value, image));
    if (typeof value === "number") bins[binOf(EDGES, value)]!++;
    else nWithout++;
  }
  return { bins, nWithout };
}
