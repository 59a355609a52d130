import type { InputInfo } from '../../app/api/inputs.ts';

/** One row as a model is given it. */
export type Row = Readonly<Record<string, unknown>>;

/** The typical row: the median of each number, the most common level of each category. */
export const typicalRow = (inputs: readonly InputInfo[]): Row => Object.fromEntries(inputs.map((input) => [input.name, input.typical]));

/** The inputs of a stored row; booleans as their labels. */
export const rowOf = (inputs: readonly InputInfo[], stored: Row): Row =>
  Object.fromEntries(inputs.map(({ name }) => [name, typeof stored[name] === 'boolean' ? String(stored[name]) : (stored[name] ?? null)]));

/** The step of a slider over the range of a column: whole for integers, else two hundred steps of a round size. */
export function stepOf({ type, range }: InputInfo): number {
  const width = range ? range[1] - range[0] : 0;
  if (type === 'integer') return Math.max(1, Math.round(width / 500));
  if (!(width > 0)) return 0.01;
  return 10 ** Math.floor(Math.log10(width / 200));
}
