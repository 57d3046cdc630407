/**
 * What went wrong after the page was there: a server that is gone, a file that is missing.
 */
import { signal } from "@preact/signals";

const fault = signal<string | null>(null);

/** Tells the reader of an error that nothing else would show. */
export function reportFault(error: unknown): void {
  fault.value = error instanceof Error ? error.message : String(error);
}

/** The last fault, until it is dismissed. */
export function FaultBar() {
  if (fault.value === null) return null;
  return (
    <div class="fault" role="alert">
      <p>
        <b>Something could not be loaded.</b> {fault.value}
      </p>
      <button type="button" class="button small" onClick={() => (fault.value = null)}>
        Dismiss
      </button>
    </div>
  );
}
