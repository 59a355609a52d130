import { historyOf, type History, type Interactions } from '../../core/interactions.ts';

/** Cosine of one sparse row to all others, by way of the columns they share. */
export interface CosineSearch {
  /** Fills in the likeness of each row to `history`; what is left at 0 shares nothing. */
  all(history: History, into: Float64Array): void;
  /** Elementary steps of one call, about. */
  stepsOf(history: History): number;
}

/**
 * Prepares likeness of rows: their products over the product of their lengths plus `shrinkage`, which pulls down pairs that share little.
 * Source: Bell & Koren (2007), "Improved neighborhood-based collaborative filtering", section 2.1, for shrinking.
 * @param data rows to compare
 * @param columns the same, transposed
 */
export function cosineSearch(data: Interactions, columns: Interactions, shrinkage: number): CosineSearch {
  const lengths = Float64Array.from({ length: data.userCount }, (_, row) => lengthOf(historyOf(data, row)));
  return {
    all(history, into) {
      into.fill(0);
      history.items.forEach((column, i) => {
        const value = history.values[i]!;
        for (let at = columns.starts[column]!; at < columns.starts[column + 1]!; at++) {
          into[columns.items[at]!]! += value * columns.values[at]!;
        }
      });
      const own = lengthOf(history);
      for (let row = 0; row < into.length; row++) if (into[row] !== 0) into[row]! /= own * lengths[row]! + shrinkage;
    },
    stepsOf: ({ items }) => items.reduce((steps, column) => steps + columns.starts[column + 1]! - columns.starts[column]!, data.userCount)
  };
}

const lengthOf = ({ values }: History): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

/** The interactions with every value 1: whether, not how much. */
export const asTaken = (data: Interactions): Interactions => ({ ...data, values: new Float64Array(data.items.length).fill(1) });

/** The places of the `count` largest values above 0, largest first; of equal ones the earlier. @param except a place to leave out */
export function largest(values: Float64Array, count: number, except = -1): number[] {
  const found: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!(value > 0) || i === except || (found.length === count && value <= values[found.at(-1)!]!)) continue;
    let at = found.length;
    while (at > 0 && values[found[at - 1]!]! < value) at--;
    found.splice(at, 0, i);
    if (found.length > count) found.pop();
  }
  return found;
}
