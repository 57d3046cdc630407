/**
 * A row for each category: what it is worth over all scores and at the score threshold.
 */
import { useComputed, useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { Figure, Section } from "../parts/Section";
import { useSession } from "../state/session";
import type { Sort } from "../state/view";
import { VirtualTable } from "../table/VirtualTable";
import { categoryColumns, countCategories } from "./categories/columns";

export function Categories() {
  const session = useSession();
  const { run, filter } = session;
  const sort = useSignal<Sort>({ column: "gt", descending: true });
  const numbers = useComputed(() => countCategories(session));
  const columns = useMemo(() => categoryColumns(run.meta, numbers.value), [numbers.value]);
  const rows = useMemo(() => Uint32Array.from(run.meta.categories.keys()), [run]);
  const chosen = filter.categories.value;
  const choose = (category: number) => {
    const isAlone = chosen?.length === 1 && chosen[0] === category;
    filter.categories.value = isAlone ? null : [category];
  };
  return (
    <Section
      id="categories"
      title="Categories"
      lead="Sort by F1 or AP to see what the model cannot do yet. A click counts that category alone; a second click lets it go."
    >
      <div class="grid">
        <Figure
          title="Per category"
          lead="AP is over all scores; counts and F1 are at the score threshold, and “best” is the threshold at which this category alone has its highest F1."
        >
          <VirtualTable
            name="categories"
            label="Categories"
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
