import type { Behind, RowBehind, RowsBehind, SetApart } from '../../core/behind.ts';
import { formatNumber } from '../../charts/format.ts';
import { partName } from './evaluation.ts';

/** The rows behind a number, as the address holds them; null for an address that was typed wrong. */
export function readBehind(text: string | null): Behind | null {
  if (text === null) return null;
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && 'kind' in read ? (read as Behind) : null;
  } catch {
    return null;
  }
}

export const writeBehind = (behind: Behind | null): string | null => behind && JSON.stringify(behind);

/** What was found to set the rows apart, in a sentence before the list. */
export function apartLead({ apart, tried, total, against, on }: RowsBehind): string {
  const held = `On ${partName(on)}, held against ${against}`;
  if (total === 0) return `On ${partName(on)} there are none.`;
  if (tried === 0) return `${held}: there is nothing to compare.`;
  const clear = apart.filter(isClear).length;
  const many = `${formatNumber(tried)} differences were looked at, and their p-values corrected for that`;
  return clear === 0
    ? `${held}, nothing sets them apart beyond what chance does (${many}). The largest differences:`
    : `${held} (${many}):`;
}

const isClear = ({ pValue }: SetApart): boolean => pValue < 0.05;

/** Clear differences where there are any, else the largest three. */
export function toldApart({ apart }: RowsBehind): readonly SetApart[] {
  const clear = apart.filter(isClear);
  return clear.length > 0 ? clear : apart.slice(0, 3);
}

/** How large a difference is, and how sure. */
export const apartNote = ({ difference, pValue }: SetApart): string =>
  `${formatNumber(Number(Math.abs(difference).toFixed(2)))} standard deviations, p ${pValue < 0.001 ? 'under 0.001' : `= ${pValue.toFixed(3)}`}`;

/** The columns that are shown of each row: those that set the rows apart, then others as far as there is room. */
export function shownColumns({ apart, rows }: RowsBehind, most = 5): string[] {
  const all = Object.keys(rows[0]?.values ?? {});
  return [...new Set([...apart.map(({ column }) => column), ...all])].slice(0, most);
}

export const cellText = (value: RowBehind['values'][string] | undefined): string =>
  value === null || value === undefined ? 'missing' : typeof value === 'number' ? formatNumber(value) : String(value);
