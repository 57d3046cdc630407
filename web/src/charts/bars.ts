/**
 * How bars of outcomes are drawn: TP solid, FP hatched, FN hollow, as everywhere on the page.
 */
import type { Ink } from "./ink";

export type OutcomeName = "tp" | "fp" | "fn";

/** How a bar is filled and framed. */
export interface Fill {
  readonly color: string;
  readonly decal?: object;
  readonly borderColor?: string;
  readonly borderWidth?: number;
}

/** The fill of a bar or an area of one outcome. */
export function outcomeFill(outcome: OutcomeName, ink: Ink): Fill {
  switch (outcome) {
    case "tp":
      return { color: ink.tp };
    case "fp":
      return { color: ink.fp, decal: hatch(ink.card) };
    case "fn":
      return { color: ink.fnSoft, borderColor: ink.fn, borderWidth: 1 };
  }
}

function hatch(color: string) {
  return {
    symbol: "rect",
    color,
    dashArrayX: [1, 0],
    dashArrayY: [1, 4],
    rotation: -Math.PI / 4,
    symbolSize: 1,
  };
}
