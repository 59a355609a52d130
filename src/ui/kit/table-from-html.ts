/**
 * The one table of a copied piece of a page or a spreadsheet, as CSV. Line breaks and tabs within cells stay, which the plain text of the clipboard loses;
 * a cell that spans several has its value in the first.
 * @param page parsed, so that nothing of it runs or is fetched
 * @returns null when there is not exactly one table of two cells or more
 */
export function tableFromHtml(page: Document): string | null {
  const tables = page.querySelectorAll('table');
  const [table] = tables;
  if (!table || tables.length > 1) return null;
  const rows = gridOf(table);
  if (rows.flat().length < 2) return null;
  return rows.map((row) => row.map(quoted).join(',')).join('\n');
}

function gridOf(table: HTMLTableElement): string[][] {
  const grid: string[][] = [];
  for (const [y, row] of [...table.rows].entries()) {
    const cells = (grid[y] ??= []);
    let x = 0;
    for (const cell of row.cells) {
      while (cells[x] !== undefined) x++;
      for (let down = 0; down < spanOf(cell.rowSpan, table.rows.length - y); down++) {
        const below = (grid[y + down] ??= []);
        for (let right = 0; right < spanOf(cell.colSpan, 1000); right++) below[x + right] = down + right === 0 ? textOf(cell) : '';
      }
    }
  }
  return grid.map((row) => Array.from(row, (text) => text ?? ''));
}

const spanOf = (span: number, most: number) => Math.max(1, Math.min(span, most));

/** As it is seen: spaces of the source run together, `<br>` is a new line. */
function textOf(cell: HTMLTableCellElement): string {
  const copy = cell.cloneNode(true) as HTMLElement;
  for (const node of copy.querySelectorAll('script, style')) node.remove();
  for (const node of copy.querySelectorAll('br')) node.replaceWith('\u2028');
  return (copy.textContent ?? '')
    .replace(/[ \t\r\n\u00a0]+/g, ' ')
    .replaceAll(/ ?\u2028 ?/g, '\n')
    .trim();
}

const quoted = (text: string) => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
