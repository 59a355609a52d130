import { nearestName } from './nearest.ts';
import { parseExpression } from './parse.ts';
import type { ExpressionColumn, Node } from './syntax.ts';

/** A text that a category is compared with though no row has it. */
export interface UnmetValue {
  readonly column: string;
  readonly value: string;
  /** The value it is likeliest to mean; null when none is near. */
  readonly nearest: string | null;
}

const comparisons = new Set(['=', '!=', 'in']);

/**
 * Texts that stand beside a category in a condition and are none of its labels: such a comparison is the same in every row.
 * @param condition an expression that compiles
 */
export function unmetValues(condition: string, columns: readonly ExpressionColumn[]): UnmetValue[] {
  const labels = new Map(columns.flatMap((column) => (column.type === 'category' && column.labels ? [[column.name, column.labels]] : [])));
  return unmetIn(parseExpression(condition), labels);
}

function unmetIn(node: Node, labels: ReadonlyMap<string, readonly string[]>): UnmetValue[] {
  if (node.kind !== 'call') return [];
  const within = node.args.flatMap((arg) => unmetIn(arg, labels));
  const column = node.args.find((arg) => arg.kind === 'column');
  const known = column && comparisons.has(node.name) ? labels.get(column.name) : undefined;
  if (!column || !known) return within;
  const unmet = node.args.flatMap((arg) =>
    arg.kind === 'literal' && typeof arg.value === 'string' && !known.includes(arg.value) ? [arg.value] : []
  );
  return [...within, ...unmet.map((value) => ({ column: column.name, value, nearest: nearestName(value, known) }))];
}
