/**
 * A run with its filter, its numbers and its view: what every component works on.
 */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Run } from "../data/run";
import { followAddress } from "./address";
import { listExamples, type Examples } from "./examples";
import { Filter } from "./filter";
import { countNumbers, type Numbers } from "./numbers";
import { createView, type View } from "./view";

export interface Session {
  readonly run: Run;
  readonly filter: Filter;
  readonly numbers: Numbers;
  readonly view: View;
  readonly examples: Examples;
}

/** Opens a run; `runKey` is kept in the address where there are several runs. */
export function openSession(run: Run, runKey: string | null): Session {
  const filter = new Filter(run);
  const view = createView();
  const numbers = countNumbers(run, filter);
  const examples = listExamples(filter, numbers, view);
  followAddress(run, filter, view, runKey);
  return { run, filter, view, numbers, examples };
}

export const SessionContext = createContext<Session | null>(null);

/** The session of the page. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("there is no open run");
  return session;
}
