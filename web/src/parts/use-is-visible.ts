/**
 * Whether an element is in sight, or nearly so.
 */
import { useEffect, useState } from "preact/hooks";
import { isPrinting } from "./printing";

/** True while the element is within a quarter of a screen of what is shown, and while printing. */
export function useIsVisible(frame: { current: Element | null }): boolean {
  const [isVisible, setVisible] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => setVisible(entries.at(-1)?.isIntersecting ?? false),
      { rootMargin: "25%" },
    );
    if (frame.current) observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);
  return isVisible || isPrinting.value;
}
