/**
 * The page's colours and type for charts, read from the same tokens as the style sheet.
 */
import type { Theme } from "../parts/theme";

/** What charts draw with. */
export interface Ink {
  readonly card: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly line: string;
  readonly line2: string;
  readonly tp: string;
  readonly fp: string;
  readonly fn: string;
  readonly tpText: string;
  readonly fpText: string;
  readonly fnText: string;
  readonly fpSoft: string;
  readonly fnSoft: string;
  readonly font: string;
}

const inks = new Map<Theme, Ink>();

/** The ink of the theme in use; reading tokens is slow, and so each theme is read once. */
export function inkOf(theme: Theme): Ink {
  const ink = inks.get(theme) ?? readInk();
  inks.set(theme, ink);
  return ink;
}

/** Reads the tokens of the theme that the document has. */
function readInk(): Ink {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    card: token("card"),
    ink: token("ink"),
    ink2: token("ink-2"),
    ink3: token("ink-3"),
    line: token("line"),
    line2: token("line-2"),
    tp: token("tp"),
    fp: token("fp"),
    fn: token("fn"),
    tpText: token("tp-text"),
    fpText: token("fp-text"),
    fnText: token("fn-text"),
    fpSoft: token("fp-soft"),
    fnSoft: token("fn-soft"),
    font: token("font"),
  };
}

/** What every chart has in common: no animation, a quiet frame, a tooltip without inline style. */
export function baseOption(ink: Ink) {
  return {
    animation: false,
    textStyle: { fontFamily: ink.font, color: ink.ink2 },
    grid: { left: 8, right: 8, top: 12, bottom: 0, outerBoundsMode: "same" as const },
    tooltip: {
      className: "chart-tip",
      confine: true,
      // Stated, since ECharts would else ask the browser for it at every step of a slider.
      appendTo: (frame: HTMLElement) => frame,
      transitionDuration: 0,
      // Position only; the style sheet does the rest.
      backgroundColor: "transparent",
      borderWidth: 0,
      padding: 0,
      shadowColor: "transparent",
    },
  };
}

/** An axis of numbers. */
export function valueAxis(ink: Ink, name: string, more: object = {}) {
  return {
    type: "value" as const,
    name,
    nameLocation: "middle" as const,
    nameTextStyle: { color: ink.ink2, fontSize: 12 },
    axisLabel: labels(ink),
    axisLine: { show: false, lineStyle: { color: ink.line2 } },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: ink.line } },
    ...more,
  };
}

/** How the labels of an axis look. */
export const labels = (ink: Ink) => ({ color: ink.ink3, fontSize: 12 });

/** The last label ends where its axis does, so that the axis can be as wide as the card. */
export const INSIDE = { alignMaxLabel: "right" } as const;

/** A text that no markup can hide in, for tooltips. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The words of a tooltip: a heading and lines of name and value. */
export function tipHtml(heading: string, lines: readonly (readonly [string, string])[]): string {
  const body = lines.map(
    ([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`,
  );
  return `<b>${escapeHtml(heading)}</b><dl>${body.join("")}</dl>`;
}
