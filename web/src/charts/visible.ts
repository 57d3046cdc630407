/**
 * Whether an element is in sight, or nearly so.
 */
import { useEffect, useState } from "preact/hooks";

/** True while the element is within half a screen of what is shown. */
export function useIsVisible(frame: { current: Element | null }): boolean {
  const [isVisible, setVisible] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => setVisible(entries.at(-1)?.isIntersecting ?? false),
      { rootMargin: "50%" },
    );
    if (frame.current) observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);
  return isVisible;
}
