/**
 * Light or dark: the system's choice until the reader makes another.
 */
import { computed, effect, signal } from "@preact/signals";

export type Theme = "light" | "dark";

const KEY = "detlens-theme";
const systemQuery = matchMedia("(prefers-color-scheme: dark)");
const system = signal<Theme>(systemQuery.matches ? "dark" : "light");
const chosen = signal<Theme | null>(readChoice());

/** The theme in use. */
export const theme = computed<Theme>(() => chosen.value ?? system.value);

/** Puts the theme on the document, now and at each change. */
export function followTheme(): void {
  systemQuery.addEventListener("change", () => {
    system.value = systemQuery.matches ? "dark" : "light";
  });
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
  });
}

/** Changes to the other theme and remembers it, unless it is the system's own. */
export function toggleTheme(): void {
  const other = theme.value === "dark" ? "light" : "dark";
  chosen.value = other === system.value ? null : other;
  try {
    if (chosen.value) localStorage.setItem(KEY, chosen.value);
    else localStorage.removeItem(KEY);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

function readChoice(): Theme | null {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : null;
  } catch {
    return null;
  }
}
