/**
 * The sections by number and name, with the one that is read marked.
 */
import { useEffect, useState } from "preact/hooks";
import { SECTIONS } from "./sections/list";
import { goTo } from "./state/actions";

export function Sidebar() {
  const read = useReadSection();
  return (
    <nav class="sidebar" aria-label="Sections">
      <ol>
        {SECTIONS.map(({ id, number, title }) => (
          <li key={id}>
            <button
              type="button"
              aria-current={id === read ? "location" : undefined}
              onClick={() => goTo(id)}
            >
              <span class="number" aria-hidden="true">
                {number ?? ""}
              </span>
              {title}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The section whose beginning was last scrolled past. */
function useReadSection(): string | null {
  const [read, setRead] = useState<string | null>(null);
  useEffect(() => {
    const follow = () => {
      const passed = SECTIONS.filter(({ id }) => {
        const top = document.getElementById(id)?.getBoundingClientRect().top ?? Infinity;
        return top < innerHeight / 3;
      });
      setRead(passed.at(-1)?.id ?? null);
    };
    follow();
    addEventListener("scroll", follow, { passive: true });
    return () => removeEventListener("scroll", follow);
  }, []);
  return read;
}
