import type { AuditEntry } from '../../app/api/governing.ts';

/** A spreadsheet runs what begins like this; a quote before it keeps it a text. */
const FORMULA = /^[=+\-@\t\r]/;

const cell = (value: string | number): string => {
  const text = String(value);
  const safe = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** The log as CSV, with the hashes that chain it. Safe to open in a spreadsheet. */
export function auditCsv(entries: readonly AuditEntry[]): string {
  const rows = entries.map(({ seq, at, action, detail, hash }) => [seq, new Date(at).toISOString(), action, detail, hash]);
  return [['seq', 'at', 'action', 'detail', 'hash'], ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

export const auditJson = (entries: readonly AuditEntry[], broken: number | null): string =>
  `${JSON.stringify({ broken, entries }, null, 2)}\n`;
