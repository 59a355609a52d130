import { describe, expect, test } from 'vitest';
import type { ModelPackage } from '../../../src/predict/package-type.ts';
import { createScorer } from '../../../src/predict/scorer.ts';
import { openScorer } from '../../../src/jobs/scoring/open-scorer.ts';
import { scoreInPieces } from '../../../src/jobs/scoring/score-in-pieces.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { quiet } from '../../stages/prepare/context.ts';
import { fitModel, classTarget, dataOf, numberTable, numberTarget } from '../../stages/train/support.ts';

const ROWS = 3000;
const rng = createRng(4);
const names = Array.from({ length: 8 }, (_, j) => `x${j}`);
const features = numberTable(Object.fromEntries(names.map((name) => [name, Array.from({ length: ROWS }, () => normal(rng))])));
const first = (features.columns[0] as { values: Float64Array }).values;

async function packageOf(labels: readonly string[] | null): Promise<ModelPackage> {
  const target = labels ? classTarget(Array.from(first, (x) => labels[x < 0 ? 0 : 1]!), labels) : numberTarget(first); // prettier-ignore
  const { state } = await fitModel('neighbours', dataOf(features, target));
  return {
    format: 'lathe-package',
    formatVersion: 1,
    task: labels ? 'classification' : 'regression',
    inputs: names.map((name) => ({ name, type: 'number', missingShare: 0, typical: null })),
    target: labels ? { name: 'answer', labels, positive: labels[1]! } : { name: 'answer' },
    recipe: [],
    model: { id: 'neighbours', label: 'Nearest neighbours', params: {}, state },
    calibration: null,
    threshold: null,
    uncertainty: labels ? null : { method: 'conformal', halfWidth: 1, coverage: 0.95, rows: 100 },
    reference: {
      columns: [],
      prediction: { kind: 'number', name: 'answer', edges: new Float64Array(0), below: new Float64Array(0), rows: 0, missing: 0 }
    },
    provenance: { datasetHash: '', splitHash: '', recipeHash: '', seed: 1, trainRows: ROWS, latheVersion: '' }
  } as unknown as ModelPackage;
}

describe.each([['classes', ['no', 'yes']] as const, ['numbers', null] as const])('%s', (_kind, labels) => {
  test('pieces, with the kernel, answer as the whole at once without it', async () => {
    const pkg = await packageOf(labels);
    const scorer = await openScorer(pkg);
    expect(scorer.stepsPerRow).toBe(ROWS * 8);
    expect(await scoreInPieces(scorer, features, quiet())).toEqual(createScorer(pkg).scoreTable(features));
  });
});

test('it stops between pieces when told', async () => {
  const stop = new AbortController();
  let pauses = 0;
  const breathe = async () => {
    if (++pauses === 2) stop.abort();
  };
  const scoring = scoreInPieces(await openScorer(await packageOf(null)), features, { ...quiet(), breathe, signal: stop.signal });
  await expect(scoring).rejects.toMatchObject({ name: 'AbortError' });
  expect(pauses).toBe(2);
});
