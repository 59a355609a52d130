import type { Finding } from '../../../../core/finding.ts';
import type { NumberColumn } from '../../../../core/table.ts';
import { listedNames, percent } from '../../../../core/words.ts';
import { daysIn } from '../../../../kernels/csv/scan-times.ts';
import type { AuditCheck, AuditInput } from '../audit-check.ts';

/** What the columns are called that hold a part of a time, in some languages. */
const names = {
  year: /^(year|yyyy|jahr|année|annee|año|anno|ano)$/i,
  month: /^(month|mon|mm|monat|mois|mes|mese|mês)$/i,
  day: /^(day|dd|day_?of_?month|dayofmonth|tag|jour|día|dia|giorno)$/i,
  hour: /^(hour|hr|hh|stunde|heure|hora|ora)$/i,
  minute: /^(minute|min|minuto)$/i
} as const;
type Part = keyof typeof names;

const MOST_ODD = 0.01;

/** A year, a month and a day in columns of their own, with the hour perhaps: nothing sees that they are one time. */
export const timeInParts: AuditCheck = {
  id: 'time-in-parts',
  doc: 'No column of times, but whole numbers called year, month and day (hour, minute) that are days of the calendar in 99 % of the rows.',
  run(input) {
    if (input.table.columns.some(({ kind }) => kind === 'time')) return [];
    const parts = partsOf(input);
    if (!parts.year || !parts.month || !parts.day) return [];
    const columns = Object.values(parts);
    const odd = shareOfOdd(parts, input.table.rows);
    return odd > MOST_ODD ? [] : [finding(columns, parts, odd)];
  }
};

function partsOf({ table, schema }: AuditInput): Partial<Record<Part, NumberColumn>> {
  const usable = new Set(schema.filter(({ type, role }) => type === 'integer' && role !== 'ignore').map(({ name }) => name));
  const found: Partial<Record<Part, NumberColumn>> = {};
  for (const part of Object.keys(names) as Part[]) {
    const column = table.columns.find(({ kind, name }) => kind === 'number' && usable.has(name) && names[part].test(name.trim()));
    if (column?.kind === 'number') found[part] = column;
    else if (part === 'hour') return found;
  }
  return found;
}

/** Share of the rows that have every part and are no time. */
function shareOfOdd({ year, month, day, hour, minute }: Partial<Record<Part, NumberColumn>>, rows: number): number {
  let [odd, whole] = [0, 0];
  const at = (column: NumberColumn | undefined, row: number) => column?.values[row] ?? 0;
  for (let row = 0; row < rows; row++) {
    const [y, m, d, h, min] = [at(year, row), at(month, row), at(day, row), at(hour, row), at(minute, row)];
    if (Number.isNaN(y + m + d + h + min)) continue;
    whole++;
    const isDay = y >= 1500 && y <= 2500 && m >= 1 && m <= 12 && d >= 1 && d <= daysIn(y, m);
    if (!isDay || h < 0 || h > 24 || min < 0 || min > 59) odd++;
  }
  return whole === 0 ? 1 : odd / whole;
}

function finding(columns: readonly NumberColumn[], parts: Partial<Record<Part, NumberColumn>>, odd: number): Finding {
  const said = columns.map(({ name }) => name);
  const but = odd > 0 ? ` in all but ${percent(odd)} of the rows` : '';
  return {
    code: 'time-in-parts',
    severity: 'warning',
    columns: said,
    message: `${listedNames(said)} are together one time${but}, and no column holds it as such.`,
    hint: 'Make one column of them and give it the role time: rows can then be divided by time, gaps are seen, and trends and seasons drawn.',
    evidence: Object.fromEntries(Object.entries(parts).map(([part, { name }]) => [part, name]))
  };
}
