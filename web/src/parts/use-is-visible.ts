/**
 * Whether an element is in sight, or nearly so.
 */
import { useEffect, useState } from "preact/hooks";
import { isPrinting } from "./printing";

/**
 * True while the element is near what is shown, and while printing.
 *
 * `near` is how far from the edges of the screen: px, or a share of its height.
 */
export function useIsVisible(frame: { current: Element | null }, near = "25%"): boolean {
  const [isVisible, setVisible] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => setVisible(entries.at(-1)?.isIntersecting ?? false),
      { rootMargin: near },
    );
    if (frame.current) observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);
  return isVisible || isPrinting.value;
}
