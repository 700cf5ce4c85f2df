/** One line of RFC 4180: a cell is quoted when it must be. */
export function csvLine(cells: readonly string[], delimiter = ','): string {
  return `${cells.map((cell) => quoted(cell, delimiter)).join(delimiter)}\r\n`;
}

function quoted(cell: string, delimiter: string): string {
  return /["\r\n]|^\s|\s$/u.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The rows of a CSV text, with the delimiter that its first line has more of. */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const clean = text.replace(/^\uFEFF/u, '');
  const [first = ''] = clean.split('\n', 1);
  const delimiter = first.split(';').length > first.split(',').length ? ';' : ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let inside = false;
  const endRow = (): void => {
    row.push(cell);
    rows.push(row);
    row = [];
    cell = '';
  };
  for (let at = 0; at < clean.length; at++) {
    const sign = clean.charAt(at);
    if (inside && sign === '"' && clean[at + 1] === '"') {
      cell += '"';
      at++;
    } else if (sign === '"') inside = !inside;
    else if (inside) cell += sign;
    else if (sign === delimiter) {
      row.push(cell);
      cell = '';
    } else if (sign === '\n') endRow();
    else if (sign !== '\r') cell += sign;
  }
  if (cell !== '' || row.length > 0) endRow();
  return rows;
}
