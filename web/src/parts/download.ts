/**
 * Files made in the page: tables as CSV, charts as PNG.
 */

/** Saves `rows` as a CSV file with `header` as its first line. */
export function saveCsv(
  name: string,
  header: readonly string[],
  rows: Iterable<readonly (string | number | null)[]>,
): void {
  const lines = [header.map(csvCell).join(",")];
  for (const row of rows) lines.push(row.map(csvCell).join(","));
  const blob = new Blob([`${lines.join("\r\n")}\r\n`], { type: "text/csv" });
  const address = URL.createObjectURL(blob);
  saveAddress(`${name}.csv`, address);
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Saves what stands at `address` under `name`. */
export function saveAddress(name: string, address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
}

function csvCell(value: string | number | null): string {
  if (value === null) return "";
  const text = String(value);
  // A spreadsheet would run a text that begins so as a formula.
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
