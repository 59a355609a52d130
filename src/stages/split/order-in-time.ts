import type { NumberColumn, Table } from '../../core/table.ts';

/** Parts of a calendar, from the slowest to the fastest, by the names columns go by. */
const CALENDAR = [/^(year|yr|yyyy)$/i, /^(month|mon|mm)$/i, /^(day|day_?of_?month|dd)$/i, /^(hour|hr|hh)$/i];

/**
 * A table can be ordered in time without a time column: year, month, day and hour stand apart, and a counter runs along with them.
 * @returns the name of the counter that orders the rows as the calendar does; null when there is none, or the calendar does not run with the file
 */
export function orderInTime(table: Table): string | null {
  const numbers = table.columns.filter((column) => column.kind === 'number');
  const calendar = CALENDAR.map((name) => numbers.find((column) => name.test(column.name))).filter((column) => column !== undefined);
  if (calendar.length < 2 || !calendar[0] || !CALENDAR[0]!.test(calendar[0].name) || !runsAlong(calendar, table.rows)) return null;
  return numbers.find((column) => !calendar.includes(column) && isCounter(column))?.name ?? null;
}

function runsAlong(calendar: readonly NumberColumn[], rows: number): boolean {
  for (let row = 1; row < rows; row++) if (goesBack(calendar, row)) return false;
  return rows > 1;
}

/** Whether a row lies before the one above it, the slowest part of the calendar that differs deciding. */
function goesBack(calendar: readonly NumberColumn[], row: number): boolean {
  const differing = calendar.find(({ values }) => values[row] !== values[row - 1]);
  return differing !== undefined && !(differing.values[row]! > differing.values[row - 1]!);
}

const isCounter = ({ values }: NumberColumn): boolean =>
  values.length > 1 && values.every((value, row) => row === 0 || value === values[row - 1]! + 1);
