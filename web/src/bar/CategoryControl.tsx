/**
 * Which categories count: a list with a search of its own.
 */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { formatCount } from "../parts/format";
import { useSession } from "../state/session";

export function CategoryControl() {
  const { run, filter } = useSession();
  const isOpen = useSignal(false);
  const frame = useRef<HTMLDivElement>(null);
  useCloseOutside(frame, () => (isOpen.value = false));
  const { categories } = run.meta;
  const chosen = filter.categories.value;
  if (categories.length < 2) return null;
  return (
    <div class="control" ref={frame}>
      <span class="control-name" id="categories-name">
        Categories
      </span>
      <button
        type="button"
        class="button picker"
        aria-expanded={isOpen.value}
        aria-labelledby="categories-name categories-value"
        onClick={() => (isOpen.value = !isOpen.value)}
      >
        <span id="categories-value">{describe(chosen, categories)}</span>
      </button>
      {isOpen.value && <CategoryList />}
    </div>
  );
}

function CategoryList() {
  const { run, filter } = useSession();
  const search = useSignal("");
  const { categories } = run.meta;
  const chosen = filter.categories.value;
  const toggle = (idx: number) => {
    const now = new Set(chosen ?? []);
    if (!now.delete(idx)) now.add(idx);
    filter.categories.value = now.size ? [...now].sort((a, b) => a - b) : null;
  };
  const wanted = search.value.trim().toLowerCase();
  return (
    <div class="popover" role="dialog" aria-label="Categories">
      <input
        type="search"
        placeholder={`Search ${formatCount(categories.length)} categories`}
        aria-label="Search categories"
        value={search.value}
        autoFocus
        onInput={(event) => (search.value = event.currentTarget.value)}
      />
      <ul>
        <li>
          <label>
            <input
              type="checkbox"
              checked={chosen === null}
              onChange={() => (filter.categories.value = null)}
            />
            all
          </label>
        </li>
        {categories.map(({ name }, idx) =>
          name.toLowerCase().includes(wanted) ? (
            <li key={idx}>
              <label>
                <input
                  type="checkbox"
                  checked={chosen?.includes(idx) ?? false}
                  onChange={() => toggle(idx)}
                />
                {name}
              </label>
            </li>
          ) : null,
        )}
      </ul>
    </div>
  );
}

function describe(chosen: readonly number[] | null, categories: { name: string }[]): string {
  if (!chosen) return "all";
  if (chosen.length === 1) return categories[chosen[0]!]!.name;
  return `${chosen.length} of ${categories.length}`;
}

/** Calls `close` at a click or a focus outside the element, and at Escape. */
function useCloseOutside(frame: { current: HTMLElement | null }, close: () => void): void {
  useEffect(() => {
    const onOutside = (event: Event) => {
      if (!frame.current?.contains(event.target as Node)) close();
    };
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && close();
    addEventListener("pointerdown", onOutside);
    addEventListener("focusin", onOutside);
    addEventListener("keydown", onKey);
    return () => {
      removeEventListener("pointerdown", onOutside);
      removeEventListener("focusin", onOutside);
      removeEventListener("keydown", onKey);
    };
  }, []);
}
