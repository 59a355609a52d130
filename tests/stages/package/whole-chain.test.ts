import * as kit from 'virtual:predict-runtime';
import { beforeAll, describe, expect, test } from 'vitest';
import { encodePackage } from '../../../src/predict/package-file.ts';
import type { ModelPackage } from '../../../src/predict/package-type.ts';
import { createScorer } from '../../../src/predict/scorer.ts';
import { exportModel } from '../../../src/stages/export/export-model.ts';
import { runReleaseChecks } from '../../../src/stages/package/run-release-checks.ts';
import { classicalModels } from '../../../src/stages/train/registry.ts';
import { quiet } from '../prepare/context.ts';
import { classes, features, numbers, packageOf, rows } from './trained-packages.ts';

/** What would take long at its defaults, and shows the same with less. */
const SMALL: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  forest: { nEstimators: 20 },
  'extra-trees': { nEstimators: 20 },
  'quantile-forest': { nEstimators: 20 },
  'explainable-boosting': { outerBags: 2 }
};
const targetFor = (id: string) => (classicalModels.get(id).tasks.includes('classification') ? classes : numbers);

const trained = (id: string) => packageOf(id, targetFor(id), SMALL[id]);

describe.each(classicalModels.all.map(({ id }) => id))('%s, from a table to an exported file', (id) => {
  let made: ModelPackage;
  beforeAll(async () => {
    made = await trained(id);
  });

  test('passes the release checks that are about the model as such', async () => {
    const bytes = encodePackage(made);
    const results = await runReleaseChecks(
      { pkg: made, bytes, scorer: createScorer(made), rows: features, clock: () => performance.now(), latencyMs: 50, result: null },
      quiet()
    );
    expect(results.slice(0, 7).filter(({ passed }) => !passed)).toEqual([]);
  });

  test.each(['lathe', 'html', 'javascript'])('is exported as "%s" and answers there as here', (format) => {
    const { parity } = exportModel({
      format,
      bytes: encodePackage(made),
      scorer: createScorer(made),
      title: id,
      heldOut: features,
      kit
    });
    expect(parity).toMatchObject({ checked: true, rows, maxDifference: 0 });
  });

  test('the same seed gives the same bytes', async () => {
    expect(encodePackage(await trained(id))).toEqual(encodePackage(made));
  });
});
