/**
 * Which rows of a long table are in sight.
 */
import { useEffect, useState } from "preact/hooks";

/** Height of a row, px; the token `--row`. */
export const ROW_PX = 32;

/** Browsers draw no element higher than some 17 million px; a longer table scrolls in larger steps. */
const MAX_HEIGHT_PX = 8_000_000;

/** Rows `first` to `end` are drawn, `above` and `below` px of spacers around them. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
  readonly above: number;
  readonly below: number;
}

/** The window at a scroll position, with a few rows more on either side. */
export function windowAt(scrollTop: number, nRows: number, nVisible: number): RowWindow {
  const full = nRows * ROW_PX;
  const height = Math.min(full, MAX_HEIGHT_PX);
  const viewport = nVisible * ROW_PX;
  const reach = Math.max(1, height - viewport);
  const top = Math.min(scrollTop, reach);
  const topRow = full <= MAX_HEIGHT_PX ? top / ROW_PX : (top / reach) * (nRows - nVisible);
  const first = Math.max(0, Math.floor(topRow) - 4);
  const end = Math.min(nRows, Math.ceil(topRow) + nVisible + 4);
  // The first visible row lies at `top`, whatever scale the table scrolls in.
  const above = Math.max(0, Math.round(top - (topRow - first) * ROW_PX));
  return { first, end, above, below: Math.max(0, height - above - (end - first) * ROW_PX) };
}

/** Follows the scrolling of `frame`. */
export function useWindow(
  frame: { current: HTMLElement | null },
  nRows: number,
  nVisible: number,
): RowWindow {
  const [scrollTop, setScrollTop] = useState(0);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const follow = () => setScrollTop(element.scrollTop);
    element.addEventListener("scroll", follow, { passive: true });
    return () => element.removeEventListener("scroll", follow);
  }, []);
  return windowAt(scrollTop, nRows, nVisible);
}
