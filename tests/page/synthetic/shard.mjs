/**
 * Writing shards, as docs/page-data.md has them.
 */
const TYPES = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  f32: Float32Array,
  f64: Float64Array,
};

/** `columns` is `{name: [type, values]}`; gives the bytes. */
export function encodeShard(length, columns, texts = {}) {
  const parts = [];
  let offset = 0;
  const listed = Object.entries(columns).map(([name, [type, values]]) => {
    const bytes = Buffer.from(TYPES[type].from(values).buffer);
    const column = {
      name,
      type,
      offset,
      ...(values.length !== length && { length: values.length }),
    };
    const padded = Buffer.alloc(Math.ceil(bytes.length / 8) * 8);
    bytes.copy(padded);
    parts.push(padded);
    offset += padded.length;
    return column;
  });
  let header = JSON.stringify({ length, columns: listed, texts });
  while ((4 + Buffer.byteLength(header)) % 8 !== 0) header += " ";
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32LE(Buffer.byteLength(header));
  return Buffer.concat([prefix, Buffer.from(header), ...parts]);
}
