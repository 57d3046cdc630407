/**
 * The width that an element has been given.
 */
import { useEffect, useState } from "preact/hooks";

/** Follows the width of `frame`, px; a guess until it is known. */
export function useWidth(frame: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(960);
  useEffect(() => {
    const element = frame.current!;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return width;
}
