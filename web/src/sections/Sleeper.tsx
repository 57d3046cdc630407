/**
 * Holds one section: makes it when it comes near or when the page has nothing else to do, and
 * lets it sleep while it is out of sight.
 */
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { whenIdle } from "../parts/idle";
import { useIsVisible } from "../parts/use-is-visible";
import { gateSession } from "../state/gate";
import { SessionContext, useSession } from "../state/session";
import type { SectionEntry } from "./list";

export function Sleeper({ id, number, title, Content }: SectionEntry) {
  const session = useSession();
  const frame = useRef<HTMLElement>(null);
  const isMade = useSignal(false);
  const awake = useSignal(false);
  const isVisible = useIsVisible(frame);
  useLayoutEffect(() => {
    awake.value = isVisible;
    if (isVisible) isMade.value = true;
  }, [isVisible]);
  useEffect(() => whenIdle(() => (isMade.value = true)), []);
  const gated = useMemo(() => gateSession(session, awake), [session]);
  return (
    <section id={id} ref={frame} class="section" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>
        {number !== null && (
          <span class="number" aria-hidden="true">
            {number}
          </span>
        )}
        {title}
      </h2>
      {isMade.value ? (
        <SessionContext.Provider value={gated}>
          <Content />
        </SessionContext.Provider>
      ) : (
        <div class="unmade" />
      )}
    </section>
  );
}
