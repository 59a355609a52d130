import type { Metric, Outcome } from '../../../core/outcome.ts';
import { quantile } from '../../../core/stats.ts';
import { counted, inSentence, listedNames, percent } from '../../../core/words.ts';
import { wilson } from '../../../kernels/intervals.ts';
import { unitShare } from '../../../kernels/unit-share.ts';
import { unitsOf } from '../units-of.ts';

/** How many rows still hold at each budget, by one way of looking. */
export interface AttackLine {
  readonly way: 'search' | 'fgsm' | 'pgd' | 'proven';
  readonly label: string;
  /** Ascending by budget; the first is the rows as they are. Share of all rows that are right, and hold. */
  readonly points: readonly { readonly budget: number; readonly right: Metric }[];
}

export const lineNames: Readonly<Record<AttackLine['way'], string>> = {
  search: 'still right, as far as a search found',
  fgsm: 'still right after one step along the gradient (FGSM)',
  pgd: 'still right after many steps along the gradient (PGD)',
  proven: 'proven to be right'
};

/** @param holds of each row up to which budget it holds, 0 to Infinity; NaN where it is wrong to begin with. @param isUpTo whether it still holds at that budget itself */
export function lineOf(
  way: AttackLine['way'],
  outcome: Outcome,
  holds: Float64Array,
  budgets: readonly number[],
  isUpTo: boolean
): AttackLine {
  const units = unitsOf(outcome);
  const points = [0, ...budgets].map((budget) => {
    const isHit = (row: number) => !Number.isNaN(holds[row]) && (budget === 0 || (isUpTo ? holds[row]! >= budget : holds[row]! > budget));
    const hits = holds.reduce((sum, _, row) => sum + Number(isHit(row)), 0);
    const bounds = units ? unitShare({ isOf: () => true, isHit }, units) : wilson(hits, holds.length);
    return { budget, right: { value: hits / holds.length, ...bounds, n: holds.length } };
  });
  return { way, label: lineNames[way], points };
}

/** How far right answers are proven to hold. */
export interface RadiusReport {
  /** Exact, or a bound below which it surely holds. */
  readonly kind: 'exact' | 'bound';
  /** Share of the right rows for which it is exact; NaN where none is right. */
  readonly exactShare: number;
  /** Of the rows that are right: the 5th, 50th and 95th in a hundred. */
  readonly box: readonly [number, number, number];
  /** The same of the distance to the nearest other answer; null where it is not known. */
  readonly ball: readonly [number, number, number] | null;
}

export const summarise = (values: Float64Array): readonly [number, number, number] =>
  [0.05, 0.5, 0.95].map((share) => quantile(values, share)) as unknown as readonly [number, number, number];

export interface AttackTold {
  readonly on: string;
  readonly lines: readonly AttackLine[];
  readonly columns: readonly string[];
  /** "standard deviations", "of black to white". */
  readonly unit: string;
}

/** What came of an attack, in sentences that say no more than was looked at. */
export function sayAttack({ lines, columns, unit }: AttackTold): string {
  const attacks = lines.filter(({ way }) => way !== 'proven');
  const strongest = attacks.reduce((low, line) => (endOf(line) < endOf(low) ? line : low));
  const proven = lines.find(({ way }) => way === 'proven');
  const [start, ...rest] = strongest.points;
  const told = rest.find(({ right }) => right.high < start!.right.low) ?? rest.at(-1)!;
  const what =
    columns.length === 0 ? 'every pixel' : columns.length === 1 ? listedNames(columns) : `each of ${counted(columns.length, 'column')}`;
  const bounded = ({ value, low, high }: Metric) =>
    Number.isNaN(low) ? percent(value) : `${percent(value)} (95 % interval ${percent(low)} to ${percent(high)})`;
  const parts = [
    `Of ${counted(start!.right.n, 'row')} ${percent(start!.right.value)} are answered rightly.`,
    `With ${what} changed by up to ${sayBudget(told.budget, unit)} ${bounded(told.right)} ${strongest.label.replace(/^still right/, 'still are')}.`,
    proven
      ? `${bounded(proven.points.find(({ budget }) => budget === told.budget)!.right)} are proven to be, whatever is done within these bounds.`
      : null
  ];
  return parts.filter((part) => part !== null).join(' ');
}

const endOf = ({ points }: AttackLine) => points.at(-1)!.right.value;

/** "0.1 standard deviations", "2 % of black to white". */
export const sayBudget = (budget: number, unit: string): string =>
  unit.startsWith('of ') ? `${percent(budget)} ${unit}` : `${Number(budget.toPrecision(3))} ${unit}`;

/** Why nothing is proven. */
export const sayUnproven = (reason: string): string => `Nothing is proven: ${inSentence(reason)}.`;
