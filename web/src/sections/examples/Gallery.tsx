/**
 * A gallery of tiles, a page at a time, with a choice of order.
 */
import { useSignal, type Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { formatCount } from "../../parts/format";
import { Nothing } from "../../parts/Section";
import { useWidth } from "../../parts/use-width";
import type { Sort } from "../../state/view";

interface Props {
  /** Images or keys of objects, sorted. */
  items: Uint32Array;
  /** "images", "objects". */
  noun: string;
  /** Least width of a tile, px. */
  leastWidth: number;
  rowsPerPage: number;
  orders: Readonly<Record<string, string>>;
  sort: Signal<Sort>;
  kind: "image" | "object";
  /** A tile of this width, px. */
  tile: (item: number, width: number) => ComponentChildren;
}

export function Gallery(props: Props) {
  const { items, noun, leastWidth, rowsPerPage, orders, sort, kind, tile } = props;
  const page = useSignal(0);
  const frame = useRef<HTMLDivElement>(null);
  const room = useWidth(frame);
  const perRow = Math.max(1, Math.floor((room + GAP) / (leastWidth + GAP)));
  const width = Math.floor((room - (perRow - 1) * GAP) / perRow);
  const perPage = perRow * rowsPerPage;
  const nPages = Math.max(1, Math.ceil(items.length / perPage));
  const shownPage = Math.min(page.value, nPages - 1);
  const shown = items.subarray(shownPage * perPage, (shownPage + 1) * perPage);
  return (
    <div class="gallery" ref={frame}>
      <div class="table-tools">
        <span class="quiet">
          {formatCount(items.length)} {noun}
        </span>
        <span class="actions">
          <SortControl orders={orders} sort={sort} onChange={() => (page.value = 0)} />
          <Pager page={shownPage} nPages={nPages} onTurn={(next) => (page.value = next)} />
        </span>
      </div>
      {items.length === 0 ? (
        <Nothing>Nothing is left by this filter.</Nothing>
      ) : (
        <ul
          class={`tiles ${kind}`}
          style={{ gridTemplateColumns: `repeat(${perRow}, ${width}px)` }}
        >
          {Array.from(shown, (item) => (
            <li key={item}>{tile(item, width)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What a tile's frame takes of its width, px. */
export const TILE_FRAME_PX = 18;

/** Between tiles, px. */
const GAP = 16;

interface SortProps {
  orders: Readonly<Record<string, string>>;
  sort: Signal<Sort>;
  onChange: () => void;
}

function SortControl({ orders, sort, onChange }: SortProps) {
  const { column, descending } = sort.value;
  const set = (next: Sort) => {
    sort.value = next;
    onChange();
  };
  return (
    <>
      <label class="inline">
        Sort by{" "}
        <select
          value={column}
          onChange={(event) => set({ column: event.currentTarget.value, descending })}
        >
          {Object.entries(orders).map(([key, title]) => (
            <option key={key} value={key}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        class="button small"
        onClick={() => set({ column, descending: !descending })}
      >
        {descending ? "↓ high first" : "↑ low first"}
      </button>
    </>
  );
}

interface PagerProps {
  page: number;
  nPages: number;
  onTurn: (page: number) => void;
}

function Pager({ page, nPages, onTurn }: PagerProps) {
  return (
    <span class="pager">
      <button
        type="button"
        class="button small"
        disabled={page === 0}
        aria-label="Previous page"
        onClick={() => onTurn(page - 1)}
      >
        ←
      </button>
      <span>
        {formatCount(page + 1)} of {formatCount(nPages)}
      </span>
      <button
        type="button"
        class="button small"
        disabled={page >= nPages - 1}
        aria-label="Next page"
        onClick={() => onTurn(page + 1)}
      >
        →
      </button>
    </span>
  );
}
