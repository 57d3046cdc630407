/**
 * Sections out of sight sleep: what they read stands still, so that a slider step costs only
 * what is seen.
 */
import { computed, type ReadonlySignal } from "@preact/signals";
import { scopeMaker } from "./numbers";
import type { Session } from "./session";

/** A session whose numbers follow only while `awake`. */
export function gateSession(session: Session, awake: ReadonlySignal<boolean>): Session {
  const { numbers, examples, run } = session;
  const selection = gate(numbers.selection, awake);
  const isImageIn = gate(numbers.isImageIn, awake);
  return {
    ...session,
    numbers: {
      ...gateAll(numbers, awake),
      selection,
      isImageIn,
      outcomesAt: numbers.outcomesAt,
      scopeLike: scopeMaker(run, numbers.outcomesAt, selection, isImageIn),
    },
    examples: gateAll(examples, awake),
  };
}

/** Follows `source` while `awake`, and else keeps what it last was. */
function gate<T>(source: ReadonlySignal<T>, awake: ReadonlySignal<boolean>): ReadonlySignal<T> {
  let last: { value: T } | null = null;
  return computed(() => {
    if (awake.value || !last) last = { value: source.value };
    return last.value;
  });
}

/** Gates whatever is a signal. */
function gateAll<T extends object>(parts: T, awake: ReadonlySignal<boolean>): T {
  const gated = Object.entries(parts).map(([name, part]) => {
    const isSignal = typeof part === "object" && part !== null && "peek" in part;
    return [name, isSignal ? gate(part as ReadonlySignal<unknown>, awake) : part];
  });
  return Object.fromEntries(gated) as T;
}
