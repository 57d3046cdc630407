/**
 * A signal that lets another run ahead: while a slider moves, what is costly to list waits.
 */
import { effect, signal, type ReadonlySignal } from "@preact/signals";

/** Follows `source` once it has stood still for `delayMs`. */
export function settled<T>(source: ReadonlySignal<T>, delayMs = 60): ReadonlySignal<T> {
  const follower = signal(source.peek());
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const value = source.value;
    clearTimeout(timer);
    timer = setTimeout(() => (follower.value = value), delayMs);
  });
  return follower;
}
