/**
 * A row for each category: what it is worth over all scores and at the score threshold.
 */
import { useComputed, useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { bestF1ByCategory } from "../count/categories";
import { Figure, Section } from "../parts/Section";
import { useSession } from "../state/session";
import type { Sort } from "../state/view";
import { VirtualTable } from "../table/VirtualTable";
import { categoryColumns, countCategories, scopeOfAll } from "./categories/columns";

export function Categories() {
  const session = useSession();
  const { run, filter } = session;
  const sort = useSignal<Sort>({ column: "gt", descending: true });
  const scope = useComputed(() => scopeOfAll(session));
  const best = useComputed(() => bestF1ByCategory(scope.value));
  const numbers = useComputed(() => countCategories(session, scope.value, best.value));
  const { areaIdx } = session.numbers.selection.value;
  const columns = useMemo(
    () => categoryColumns(run.meta, areaIdx, numbers.value),
    [areaIdx, numbers.value],
  );
  const rows = useMemo(() => Uint32Array.from(run.meta.categories.keys()), [run]);
  const chosen = filter.categories.value;
  const choose = (category: number) => {
    const isAlone = chosen?.length === 1 && chosen[0] === category;
    filter.categories.value = isAlone ? null : [category];
  };
  return (
    <Section lead="Sort by F1 or AP to see what the model cannot do yet. A click counts that category alone; a second click lets it go.">
      <div class="grid">
        <Figure
          title="Per category"
          lead="AP is over all scores; counts and F1 are at the score threshold. Farther right: AP by area range, and the threshold at which each category alone has its highest F1."
        >
          <VirtualTable
            name="categories"
            label="Table of categories"
            rows={rows}
            columns={columns}
            sort={sort}
            isChosen={(category) => chosen?.includes(category) ?? false}
            onOpen={choose}
          />
        </Figure>
      </div>
    </Section>
  );
}
