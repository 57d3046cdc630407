/**
 * Layers: which shapes of an image are shown, and what each looks like.
 *
 * Colours over an image are the same in both themes, and each layer has a line of its own, so
 * that colour is never the only cue.
 */
import { Role } from "../data/run";
import { Outcome } from "../count/outcomes";
import { isMissed } from "../count/scope";
import type { Session } from "../state/session";
import type { Shape } from "./shapes";

export type LayerName = "gt" | "tp" | "fp" | "fn" | "excused";

export interface Layer {
  readonly name: LayerName;
  readonly title: string;
  /** The title without its letters, where there is little room. */
  readonly short: string;
  readonly color: string;
  /** Dashes, px on screen; empty is a solid line. */
  readonly dash: readonly number[];
  /** px on screen */
  readonly width: number;
  readonly filled: boolean;
}

/** In the order of their keys, 1 to 5. */
export const LAYERS: readonly Layer[] = [
  {
    name: "gt",
    title: "Ground truth",
    short: "Ground truth",
    color: "#f4f4f2",
    dash: [],
    width: 1.25,
    filled: false,
  },
  {
    name: "tp",
    title: "Found (TP)",
    short: "Found",
    color: "#0072b2",
    dash: [],
    width: 2,
    filled: true,
  },
  {
    name: "fp",
    title: "False (FP)",
    short: "False",
    color: "#d55e00",
    dash: [8, 4],
    width: 2,
    filled: true,
  },
  {
    name: "fn",
    title: "Missed (FN)",
    short: "Missed",
    color: "#cc79a7",
    dash: [2, 3],
    width: 2.5,
    filled: true,
  },
  {
    name: "excused",
    title: "Excused",
    short: "Excused",
    color: "#9aa1a9",
    dash: [8, 3, 2, 3],
    width: 1.5,
    filled: false,
  },
];

const BY_NAME = new Map(LAYERS.map((layer) => [layer.name, layer]));

export const layerOf = (name: LayerName): Layer => BY_NAME.get(name)!;

/** A shape in its layer. */
export interface Placed {
  readonly shape: Shape;
  readonly layer: LayerName;
  /** Key of the object that it matched; null without one. */
  readonly partner: number | null;
}

/** The shapes that the filter leaves, in the order in which they are drawn. */
export function placeShapes(session: Session, shapes: readonly Shape[]): Placed[] {
  const placed = shapes
    .map((shape) => (shape.isGroundTruth ? placeGroundTruth : placeDetection)(session, shape))
    .filter((shape) => shape !== null);
  const rank = (shape: Placed) => DRAWING_ORDER.indexOf(shape.layer);
  return placed.sort((a, b) => rank(a) - rank(b));
}

const DRAWING_ORDER: readonly LayerName[] = ["excused", "gt", "tp", "fn", "fp"];

const LAYER_OF_OUTCOME: Record<number, LayerName> = {
  [Outcome.TruePositive]: "tp",
  [Outcome.FalsePositive]: "fp",
  [Outcome.Excused]: "excused",
};

function placeDetection({ run, numbers }: Session, shape: Shape): Placed | null {
  const scope = numbers.scope.value;
  const outcome = scope.ofDetection[shape.row]!;
  if (shape.row >= numbers.nKept.value || outcome > Outcome.Excused) return null;
  const partner = scope.outcomes.partner[shape.row]!;
  const isMatched = outcome !== Outcome.FalsePositive;
  return {
    shape,
    layer: LAYER_OF_OUTCOME[outcome]!,
    partner: isMatched ? run.detections.length + partner : null,
  };
}

function placeGroundTruth({ run, numbers }: Session, shape: Shape): Placed | null {
  const scope = numbers.scope.value;
  const nKept = numbers.nKept.value;
  if (run.groundTruths.role[shape.row] !== Role.Counted)
    return { shape, layer: "excused", partner: null };
  if (!scope.isGroundTruthIn[shape.row]) return null;
  if (isMissed(scope, shape.row, nKept)) return { shape, layer: "fn", partner: null };
  return { shape, layer: "gt", partner: scope.outcomes.matchedBy[shape.row]! };
}
