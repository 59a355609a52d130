import type { IntervalsData } from '../../charts/intervals.ts';
import { formatNumber } from '../../charts/format.ts';
import type { Evaluation } from './evaluation.ts';

type Order = NonNullable<Evaluation['order']>;

const names = ['Lowest fifth', 'Second fifth', 'Middle fifth', 'Fourth fifth', 'Highest fifth'];

/** The highest first; bands without rows are left out. */
export const bandRows = ({ bands }: Pick<Order, 'bands'>): IntervalsData['rows'] =>
  bands.map(({ value, low, high }, i) => ({ label: names[i]!, value, low, high })).filter(({ value }) => Number.isFinite(value)).reverse(); // prettier-ignore

export const orderText = ({ orders, method }: Order, part: string): string =>
  orders === 'risk'
    ? `On ${part}, in fifths by the risk it says. Its answers order cases and tell no time, so there is no error in the unit of the target. 95 % intervals: ${method}.`
    : `On ${part}, rows of each group in fifths by the place it gives them. Its answers order rows and tell no grade, so there is no error in the unit of the target. 95 % intervals: ${method}.`;

/** Whether the ends are clearly apart, and whether it rises all the way. */
export function sayOrder(order: Order, target: string): string {
  const rows = bandRows(order);
  const [top, bottom] = [rows[0], rows.at(-1)];
  if (!top || !bottom || rows.length < 2) return 'There are too few rows to tell.';
  const of = order.orders === 'risk' ? 'events for a unit of time' : `“${target}” on average`;
  const ends = `${formatNumber(top.value)} ${of} in the highest, ${formatNumber(bottom.value)} in the lowest`;
  if (!(top.low > bottom.high)) return `The ends can’t be told apart on these rows: ${ends}.`;
  const steady = rows.every(({ value }, i) => i === 0 || value <= rows[i - 1]!.value);
  return `The highest fifth is clearly above the lowest: ${ends}. ${steady ? 'It rises from each fifth to the next.' : 'Between them it does not rise all the way, which chance can do too.'}`;
}
