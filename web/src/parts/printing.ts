/**
 * Printing: everything is drawn, seen or not, before the browser lays the pages out.
 */
import { signal } from "@preact/signals";
import { options } from "preact";

/** True from the moment a print is asked for until it is done. */
export const isPrinting = signal(false);

/** Follows the browser's print events. */
export function followPrinting(): void {
  const usual = options.debounceRendering;
  addEventListener("beforeprint", () => {
    // The browser waits for this handler and for nothing that it puts off.
    options.debounceRendering = (render) => render();
    isPrinting.value = true;
  });
  addEventListener("afterprint", () => {
    options.debounceRendering = usual;
    isPrinting.value = false;
  });
}
