import { unitInHeader } from '../../core/header-unit.ts';
import { quoted } from '../../core/words.ts';
import type { Dataset } from '../../app/api/data.ts';
import type { ColumnChange } from './data-words.ts';

type Column = Dataset['columns'][number];

const areNumbers = ({ type, role }: Column): boolean => (type === 'number' || type === 'integer') && role !== 'id' && role !== 'ignore';

/** What is said under a column of numbers: the unit it is in, or one that its name says, and the change that a button makes. */
export function unitLine(column: Column): { readonly words: string; readonly verb: string; readonly change: ColumnChange } | null {
  if (column.unit !== undefined) return { words: `In ${column.unit}`, verb: 'Take the unit away', change: { unit: null } };
  if (!areNumbers(column)) return null;
  const said = unitInHeader(column.name);
  if (!said) return null;
  const { symbol } = said.unit;
  return { words: `Its name says ${quoted(said.said)}: counted in ${symbol}`, verb: 'That is its unit', change: { unit: symbol } };
}

/** A column of numbers that says no unit can be given one by hand. */
export const canSayUnit = (column: Column): boolean =>
  areNumbers(column) && column.unit === undefined && unitInHeader(column.name) === null;
