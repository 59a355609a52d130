import * as kit from 'virtual:predict-runtime';
import { expect, test } from 'vitest';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import type { RecipeStep } from '../../../src/core/recipe.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { gather, type Column, type Table } from '../../../src/core/table.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { encodePackage, readPackage } from '../../../src/predict/package-file.ts';
import { createScorer } from '../../../src/predict/scorer.ts';
import { exportModel } from '../../../src/stages/export/export-model.ts';
import { experimentOf, firstRows, packageOf } from '../experiment-of.ts';

const ROWS = 90;

/** Numbers with gaps, and an answer that goes with two of them. */
function numbersWithGaps(): Table {
  const rng = createRng(5);
  const draw = () => Float64Array.from({ length: ROWS }, () => normal(rng));
  const own = Array.from({ length: 4 }, draw);
  const answer = own[0]!.map((x, i) => 3 * x - own[1]![i]! + 0.3 * normal(rng));
  const gappy = own.map((values, j) => values.map((x, i) => ((i + j) % 11 === 4 ? NaN : x)));
  const columns = gappy.map((values, j): Column => ({ kind: 'number', name: `x${j}`, values }));
  return { rows: ROWS, columns: [...columns, { kind: 'number', name: 'answer', values: answer }] };
}

const RECIPES: readonly (readonly [string, readonly RecipeStep[]])[] = [
  [
    'clip, log, power',
    [
      { kind: 'clip', columns: [] },
      { kind: 'log', columns: ['x0'] },
      { kind: 'power', columns: [] }
    ]
  ],
  [
    'quantile, knn-impute',
    [
      { kind: 'quantile', columns: [], params: { outputDistribution: 'normal' } },
      { kind: 'knn-impute', columns: [] }
    ]
  ],
  [
    'iterative-impute, spline',
    [
      { kind: 'iterative-impute', columns: [], params: { indicator: true } },
      { kind: 'spline', columns: ['x0', 'x1'] }
    ]
  ],
  [
    'polynomial, select-best',
    [
      { kind: 'polynomial', columns: [] },
      { kind: 'select-best', columns: [] }
    ]
  ],
  [
    'low-variance, pca',
    [
      { kind: 'low-variance', columns: [] },
      { kind: 'pca', columns: [] }
    ]
  ],
  [
    'truncated-svd, min-max, nmf',
    [
      { kind: 'truncated-svd', columns: ['x0', 'x1', 'x2'] },
      { kind: 'scale', columns: [], params: { method: 'min-max' } },
      { kind: 'nmf', columns: [] }
    ]
  ],
  [
    'eliminate, bins',
    [
      { kind: 'eliminate', columns: [], params: { nFeaturesToSelect: 3 } },
      { kind: 'bins', columns: [] }
    ]
  ],
  ['boruta', [{ kind: 'boruta', columns: [], params: { maxIter: 5, nEstimators: 10, keepTentative: true } }]],
  ['select-by-model', [{ kind: 'select-by-model', columns: [] }]]
];

test.each(RECIPES)('a package with %s answers the same from its file and from exported files', async (_, recipe) => {
  const table = numbersWithGaps();
  const experiment = experimentOf(table, 'answer', 'regression');
  const parts = firstRows(ROWS, 60);
  const params = defaultsOf(modelTypes.get('linear').params) as PlainRecord;
  const asked = { ...experiment, project: { ...experiment.project, recipe } };
  const { pkg } = await packageOf(asked, parts, { model: 'linear', params });
  const bytes = encodePackage(pkg);
  const scorer = createScorer(readPackage(bytes));
  const held = gather({ rows: ROWS, columns: table.columns.slice(0, -1) }, parts.validation);
  expect(scorer.scoreTable(held)).toEqual(createScorer(pkg).scoreTable(held));
  for (const format of ['javascript', 'html', 'lathe'])
    expect(exportModel({ format, bytes, scorer, title: 'steps', heldOut: held, kit }).parity).toMatchObject({
      checked: true,
      rows: held.rows,
      maxDifference: 0
    });
});
