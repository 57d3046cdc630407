/**
 * The page: what is shown while a run loads, when it cannot be loaded, and once it is there.
 */
import { useEffect, useState } from "preact/hooks";
import { FilterBar } from "./bar/FilterBar";
import type { RunSummary } from "./data/meta";
import { Run } from "./data/run";
import { loadRunList, type Mode } from "./data/transport";
import { Header } from "./header/Header";
import { RunList } from "./RunList";
import { SECTIONS } from "./sections/list";
import { Sleeper } from "./sections/Sleeper";
import { Sidebar } from "./Sidebar";
import { FaultBar } from "./parts/fault";
import { openSession, SessionContext, type Session } from "./state/session";
import { Viewer } from "./viewer/Viewer";

/** What has been loaded so far. */
type Loaded =
  | { state: "loading" }
  | { state: "failed"; reason: string }
  | { state: "list"; runs: RunSummary[] }
  | { state: "open"; session: Session; hasRunList: boolean };

export function App({ mode }: { mode: Mode }) {
  const [loaded, setLoaded] = useState<Loaded>({ state: "loading" });
  useEffect(() => {
    load(mode)
      .then(setLoaded)
      .catch((error: unknown) => setLoaded({ state: "failed", reason: String(error) }));
  }, [mode]);
  switch (loaded.state) {
    case "loading":
      return <p class="page-note">Loading the run…</p>;
    case "failed":
      return (
        <div class="page-note" role="alert">
          <h1>This run cannot be shown</h1>
          <p>{loaded.reason}</p>
        </div>
      );
    case "list":
      return <RunList runs={loaded.runs} />;
    case "open":
      return <Report session={loaded.session} hasRunList={loaded.hasRunList} />;
  }
}

/** Opens the run that the address names, or the only one; else gives the list. */
async function load(mode: Mode): Promise<Loaded> {
  const runs = await loadRunList(mode);
  const named = new URLSearchParams(location.hash.slice(1)).get("run");
  const hasRunList = runs !== null && runs.length > 1;
  if (runs && hasRunList && !runs.some(({ key }) => key === named)) return { state: "list", runs };
  const summary = runs?.find(({ key }) => key === named) ?? runs?.[0];
  if (runs && !summary) return { state: "failed", reason: "The server has no run." };
  if (summary?.problem) return { state: "failed", reason: summary.problem };
  const run = await Run.load(mode, summary?.key ?? "");
  document.title = `${run.meta.name} · Detlens`;
  const session = openSession(run, hasRunList ? run.key : null);
  return { state: "open", session, hasRunList };
}

function Report({ session, hasRunList }: { session: Session; hasRunList: boolean }) {
  return (
    <SessionContext.Provider value={session}>
      <a class="skip-link" href="#numbers" onClick={skipToContent}>
        Skip to the numbers
      </a>
      <Header hasRunList={hasRunList} />
      <FilterBar />
      <div class="body">
        <Sidebar />
        <main id="numbers">
          {SECTIONS.map((section) => (
            <Sleeper key={section.id} {...section} />
          ))}
        </main>
      </div>
      <Viewer />
      <FaultBar />
    </SessionContext.Provider>
  );
}

function skipToContent(event: MouseEvent): void {
  event.preventDefault();
  document.querySelector<HTMLElement>("main button, main a")?.focus();
}
