import type { CoefficientRow, CoefficientTable } from '../../core/inference.ts';

/** What one coefficient says, in the terms of the model's sum. */
export const SUM_WORDS: Readonly<Record<CoefficientTable['sum'], string>> = {
  answer: 'How much the answer changes when a feature grows by 1, the others held.',
  log: 'How much the logarithm of the expected answer changes when a feature grows by 1, the others held; e to its power is the factor the answer takes on.',
  margin: 'How far a row moves towards its class when a feature grows by 1, the others held, in units of the margin.',
  'log-odds': 'How much the log-odds change when a feature grows by 1, the others held; e to its power is the factor the odds take on.'
};

/** Rows shown before one asks for all. */
export const FIRST_ROWS = 20;
/** Rows beyond which even all of them are cut: thousands of rows make no table. */
export const MOST_ROWS = 500;

/** The intercepts first, then what is surest to differ from 0, or largest where nothing says how sure. */
export function inOrder(rows: readonly CoefficientRow[]): readonly CoefficientRow[] {
  const sure = ({ coefficient, error }: CoefficientRow) => (error ? Math.abs(coefficient) / error : 0);
  const rank = (a: CoefficientRow, b: CoefficientRow) => sure(b) - sure(a) || Math.abs(b.coefficient) - Math.abs(a.coefficient);
  return [...rows.filter(({ feature }) => feature === null), ...rows.filter(({ feature }) => feature !== null).toSorted(rank)];
}

/** A coefficient to four significant digits, small and large ones by powers of ten. */
export function sayCoefficient(value: number | null): string {
  if (value === null) return '';
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(2);
  return Number(value.toPrecision(4)).toString();
}
