import { expect, test } from 'vitest';
import { plainRows } from '../../src/predict/plain-rows.ts';
import { createScorer } from '../../src/predict/scorer.ts';
import { classes, features, packageOf, rows } from '../stages/package/trained-packages.ts';

const ROUNDS = 20_000;

test('one row of a boosted model of 100 trees, reading and telling included', async () => {
  const pkg = await packageOf('boosting', classes, { maxIter: 100, earlyStopping: 'off', minSamplesLeaf: 2 });
  const scorer = createScorer(pkg);
  const given = plainRows(features);
  const round = () => {
    let answered = 0;
    for (let i = 0; i < ROUNDS; i++) answered += scorer.scoreRows([given[i % rows]!]).length;
    return answered;
  };
  round();
  const start = performance.now();
  expect(round()).toBe(ROUNDS);
  console.table({
    'boosting, 100 trees, single row': { 'microseconds a row': (((performance.now() - start) * 1000) / ROUNDS).toFixed(1) }
  });
});
