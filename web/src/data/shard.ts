/**
 * The binary form of a shard: a JSON header and typed columns behind it (docs/page-data.md).
 */

/** A column of numbers, a view into the bytes that arrived. */
export type Column = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

/** A decoded shard. */
export interface Shard {
  /** Rows, unless a column has a length of its own. */
  readonly length: number;
  /** The column `name`; throws if the shard has none. */
  column(name: string): Column;
  /** The column `name`, or null. */
  optional(name: string): Column | null;
  /** The texts `name`; throws if the shard has none. */
  texts(name: string): readonly string[];
}

interface Header {
  length: number;
  columns?: { name: string; type: string; offset: number; length?: number }[];
  texts?: Record<string, string[]>;
}

const TYPES = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const;

/** Decodes a shard without copying its columns. */
export function decodeShard(name: string, bytes: ArrayBuffer): Shard {
  const headerLength = new DataView(bytes).getUint32(0, true);
  const dataStart = 4 + headerLength;
  const headerText = new TextDecoder().decode(new Uint8Array(bytes, 4, headerLength));
  const header = JSON.parse(headerText) as Header;
  const columns = new Map(
    (header.columns ?? []).map((column) => {
      const type = TYPES[column.type as keyof typeof TYPES];
      if (!type) throw new Error(`shard ${name}: column ${column.name} has type ${column.type}`);
      const length = column.length ?? header.length;
      return [column.name, new type(bytes, dataStart + column.offset, length) as Column];
    }),
  );
  const texts = new Map(Object.entries(header.texts ?? {}));
  const found = <T>(map: Map<string, T>, what: string): T => {
    const value = map.get(what);
    if (value === undefined) throw new Error(`shard ${name} has no ${what}`);
    return value;
  };
  return {
    length: header.length,
    column: (what) => found(columns, what),
    optional: (what) => columns.get(what) ?? null,
    texts: (what) => found(texts, what),
  };
}
