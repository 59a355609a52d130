import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { categoryColumn, gatherColumn, textColumn, withColumns, type Column, type Table } from '../../../src/core/table.ts';
import { applyRecipe } from '../../../src/predict/apply-recipe.ts';
import { fitRecipe } from '../../../src/stages/prepare/fit-recipe.ts';
import type { RecipeStep } from '../../../src/core/recipe.ts';
import { playersOf, sourcesOf } from '../../../src/stages/explain/shap/players.ts';
import { quiet } from '../prepare/context.ts';

const rows = 90;
const rng = createRng(3);
const numbers = (gaps: boolean) => Float64Array.from({ length: rows }, (_, i) => (gaps && i % 7 === 0 ? NaN : normal(rng) + 3));
const table: Table = {
  rows,
  columns: [
    { kind: 'number', name: 'a', values: numbers(true) },
    { kind: 'number', name: 'b', values: numbers(false) },
    { kind: 'number', name: 'c', values: numbers(false) },
    categoryColumn('level', Array.from({ length: rows }, (_, i) => ['x', 'y', 'z', 'x'][i % 4]!)), // prettier-ignore
    { kind: 'time', name: 'day', values: Float64Array.from({ length: rows }, (_, i) => 1.6e12 + i * 9e7) },
    textColumn(
      'words',
      Array.from({ length: rows }, (_, i) => ['red house', 'blue house', 'red boat'][i % 3]!)
    )
  ]
};
const recipes: [string, RecipeStep[]][] = [
  [
    'impute and scale',
    [
      { kind: 'impute', columns: ['a'], params: { indicator: true } },
      { kind: 'scale', columns: [] }
    ]
  ],
  [
    'one-hot, days and words',
    [
      { kind: 'one-hot', columns: ['level'] },
      { kind: 'date-parts', columns: ['day'] },
      { kind: 'tf-idf', columns: ['words'] }
    ]
  ],
  [
    'splines of one, bins of another',
    [
      { kind: 'spline', columns: ['b'] },
      { kind: 'bins', columns: ['c'], params: { encode: 'onehot' } }
    ]
  ],
  ['hashed levels', [{ kind: 'hash-levels', columns: ['level'] }]],
  [
    'counts and places',
    [
      { kind: 'level-counts', columns: ['level'] },
      { kind: 'quantile', columns: ['b'] },
      { kind: 'power', columns: ['c'] }
    ]
  ],
  ['products', [{ kind: 'polynomial', columns: ['b', 'c'] }]],
  ['components, then a spline', [{ kind: 'pca', columns: ['b', 'c'] }]],
  ['truncated directions', [{ kind: 'truncated-svd', columns: ['b', 'c'] }]],
  [
    'a formula',
    [
      { kind: 'formula', columns: [], params: { name: 'both', expression: 'b * 2 + c' } },
      { kind: 'scale', columns: ['both'] }
    ]
  ]
];

const same = (a: Column, b: Column): boolean =>
  a.kind === 'category' && b.kind === 'category'
    ? a.codes.every((code, i) => a.labels[code] === b.labels[b.codes[i]!])
    : (a.kind === 'number' || a.kind === 'time') && (b.kind === 'number' || b.kind === 'time')
      ? a.values.every((value, i) => Object.is(value, b.values[i]))
      : true;

/** Which columns of the recipe change when one original column is shuffled. */
function changedBy(steps: Parameters<typeof applyRecipe>[0], name: string): string[] {
  const before = applyRecipe(steps, table);
  const order = Array.from({ length: rows }, (_, i) => (i * 37 + 11) % rows);
  const after = applyRecipe(
    steps,
    withColumns(table, [
      gatherColumn(
        table.columns.find((column) => column.name === name)!,
        order
      )
    ])
  );
  return before.columns.filter((column, j) => !same(column, after.columns[j]!)).map((column) => column.name);
}

describe.each(recipes)('%s', (_, steps) => {
  test('a column behind the recipe changes with those columns, and only those, that it is said to be made from', async () => {
    const { fitted } = await fitRecipe(steps, table, { ...quiet(), target: null });
    const sources = sourcesOf(fitted, table);
    for (const { name, kind } of table.columns) {
      const told = [...sources].filter(([, from]) => from.includes(name)).map(([column]) => column);
      const changed = changedBy(fitted, name);
      // a column that a step left alone may stand for constant ones, which nothing changes
      expect(told).toEqual(expect.arrayContaining(changed));
      if (kind !== 'text') expect(changed.length).toBeGreaterThan(0);
      if (kind === 'number') expect(changed).toEqual(expect.arrayContaining(told.filter((column) => !/missing|gap/.test(column))));
    }
  });
});

test('features of one column are one player, those of several a player of their own', async () => {
  const steps = [
    { kind: 'one-hot', columns: ['level'] },
    { kind: 'pca', columns: ['b', 'c'] }
  ];
  const { fitted, table: after } = await fitRecipe(steps, table, { ...quiet(), target: null });
  const features = after.columns.map(({ name }) => name);
  const { players, playerOf } = playersOf(fitted, table, features);
  const named = features.map((_, j) => players[playerOf[j]!]!.label);
  expect(new Set(named)).toEqual(new Set(['a', 'level', 'day', 'words', 'b + c']));
  expect(named.filter((label) => label === 'level')).toHaveLength(3);
  expect(players.slice(0, 6).map(({ label }) => label)).toEqual(['a', 'b', 'c', 'level', 'day', 'words']);
});
