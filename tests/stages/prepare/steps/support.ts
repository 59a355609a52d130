import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { NumberColumn, Table } from '../../../../src/core/table.ts';
import type { Target } from '../../../../src/core/target.ts';
import { applyRecipe } from '../../../../src/predict/apply-recipe.ts';
import { fitRecipe } from '../../../../src/stages/prepare/fit-recipe.ts';
import { quiet } from '../context.ts';

export type Rows = readonly (readonly (number | null)[])[];

/** What scikit-learn made of small columns. */
export const oracle = JSON.parse(readFileSync(new URL('../../../reference/numeric-steps.json', import.meta.url), 'utf8')) as Record<
  string,
  Rows
>;

export const table = (rows: Rows): Table => ({
  rows: rows.length,
  columns: rows[0]!.map((_, j) => ({ kind: 'number', name: `x${j}`, values: Float64Array.from(rows, (row) => row[j] ?? NaN) }))
});

export const numbers = (values: Readonly<Record<string, readonly number[]>>): Table => ({
  rows: Object.values(values)[0]!.length,
  columns: Object.entries(values).map(([name, own]) => ({ kind: 'number', name, values: Float64Array.from(own) }))
});

export const namesOf = ({ columns }: Table): string[] => columns.map(({ name }) => name);

export const valuesOf = ({ columns }: Table, name: string): number[] => [
  ...(columns.find((column) => column.name === name) as NumberColumn).values
];

export interface Asked {
  readonly kind: string;
  readonly columns?: readonly string[];
  readonly params?: Record<string, unknown>;
}

export const fit = ({ kind, columns = [], params = {} }: Asked, train: Table, target: Target | null = null) =>
  fitRecipe([{ kind, columns, params }], train, { ...quiet(), target });

/** Rows after a step that was learned from others. */
export async function through(asked: Asked, train: Table, rows: Table, target: Target | null = null): Promise<Table> {
  const { fitted } = await fit(asked, train, target);
  return applyRecipe(fitted, rows);
}

/** @returns the largest difference, a share of the wanted number where that is above 1 */
export function expectClose(result: Table, expected: Rows, tolerance: number): number {
  let farthest = 0;
  expect(result.columns.length).toBe(expected[0]!.length);
  result.columns.forEach((column, j) =>
    (column as NumberColumn).values.forEach((value, i) => {
      const want = expected[i]![j]!;
      if (want === null) return expect(value, `row ${i}, column ${j}`).toBeNaN();
      const off = Math.abs(value - want) / Math.max(1, Math.abs(want));
      farthest = Math.max(farthest, off);
      expect(off, `row ${i}, column ${j}: ${value} against ${want}`).toBeLessThanOrEqual(tolerance);
    })
  );
  return farthest;
}
