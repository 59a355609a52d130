import { columnKindMismatch } from '../../core/errors/packaging.ts';
import { textAt, type Column, type NumberColumn } from '../../core/table.ts';

export type Norm = 'l2' | 'l1' | 'none';

/**
 * A number column a term of a text.
 * @param weigh what a text weighs, by the place of a column; a missing text and an empty one weigh nothing anywhere
 * @throws LatheError `column-kind-mismatch`
 */
export function textColumns(
  owner: string,
  column: Column,
  names: readonly string[],
  norm: Norm,
  weigh: (text: string) => ReadonlyMap<number, number>
): NumberColumn[] {
  if (column.kind !== 'text') throw columnKindMismatch(owner, column.name, column.kind, ['text']);
  const rows = column.missing.length;
  const out = names.map((name): NumberColumn => ({ kind: 'number', name, values: new Float64Array(rows) }));
  for (let row = 0; row < rows; row++) {
    const text = names.length === 0 ? null : textAt(column, row);
    if (text === null || text === '') continue;
    const weights = weigh(text);
    const length = lengthOf(weights, norm);
    for (const [place, weight] of weights) out[place]!.values[row] = weight / length;
  }
  return out;
}

/** What all weights of a text are divided by; 1 where they are 0. */
function lengthOf(weights: ReadonlyMap<number, number>, norm: Norm): number {
  if (norm === 'none') return 1;
  let sum = 0;
  for (const weight of weights.values()) sum += norm === 'l2' ? weight * weight : Math.abs(weight);
  return (norm === 'l2' ? Math.sqrt(sum) : sum) || 1;
}
