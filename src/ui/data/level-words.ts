import { areBareNumbers, proposeOrder } from '../../core/level-order.ts';
import type { Dataset } from '../../app/api/data.ts';

/** Levels beyond this are not put in order by hand. */
export const MOST_LEVELS = 30;

type Column = Dataset['columns'][number];

export const canBeOrdered = ({ type, labels = [] }: Column): boolean =>
  type === 'category' && labels.length >= 2 && labels.length <= MOST_LEVELS;

/** The list with one level at another place; the same list where there is no such place. */
export function movedLevel(order: readonly string[], from: number, to: number): readonly string[] {
  if (to < 0 || to >= order.length || from === to) return order;
  const rest = order.filter((_, i) => i !== from);
  return [...rest.slice(0, to), order[from]!, ...rest.slice(to)];
}

const SHOWN = 6;

/** "low < medium < high"; the middle of a long scale is left out. */
export function orderWords(order: readonly string[]): string {
  const names = order.map((label) => (label === '' ? '(an empty text)' : label));
  return (names.length > SHOWN ? [...names.slice(0, 3), '…', ...names.slice(-2)] : names).join(' < ');
}

/** What is said of the levels under a column's name: the order it has, or one that its words suggest. */
export function orderLine(column: Column): { readonly words: string; readonly verb: string } | null {
  if (column.isOrdinal) return { words: orderWords(column.labels ?? []), verb: 'Change the order' };
  const labels = column.labels ?? [];
  const areNames = column.role === 'target' && areBareNumbers(labels);
  const proposal = canBeOrdered(column) && !areNames ? proposeOrder(labels) : null;
  return proposal && { words: `Looks ordered by ${proposal.by}: ${orderWords(proposal.order)}`, verb: 'Order the levels' };
}
