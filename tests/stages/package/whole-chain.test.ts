import * as kit from 'virtual:predict-runtime';
import { describe, expect, test } from 'vitest';
import { encodePackage } from '../../../src/predict/package-file.ts';
import { createScorer } from '../../../src/predict/scorer.ts';
import { exportModel } from '../../../src/stages/export/export-model.ts';
import { runReleaseChecks } from '../../../src/stages/package/run-release-checks.ts';
import { classicalModels } from '../../../src/stages/train/registry.ts';
import { quiet } from '../prepare/context.ts';
import { classes, features, numbers, packageOf, rows } from './trained-packages.ts';

const targetFor = (id: string) => (classicalModels.get(id).tasks.includes('classification') ? classes : numbers);

describe.each(classicalModels.all.map(({ id }) => id))('%s, from a table to an exported file', (id) => {
  test('passes the release checks that are about the model as such', async () => {
    const pkg = await packageOf(id, targetFor(id));
    const bytes = encodePackage(pkg);
    const results = await runReleaseChecks(
      { pkg, bytes, scorer: createScorer(pkg), rows: features, clock: () => performance.now(), latencyMs: 50, result: null },
      quiet()
    );
    expect(results.slice(0, 7).filter(({ passed }) => !passed)).toEqual([]);
  });

  test.each(['lathe', 'html', 'javascript'])('is exported as "%s" and answers there as here', async (format) => {
    const pkg = await packageOf(id, targetFor(id));
    const { parity } = exportModel({
      format,
      bytes: encodePackage(pkg),
      scorer: createScorer(pkg),
      title: id,
      heldOut: features,
      kit
    });
    expect(parity).toMatchObject({ checked: true, rows, maxDifference: 0 });
  });

  test('the same seed gives the same bytes', async () => {
    expect(encodePackage(await packageOf(id, targetFor(id)))).toEqual(encodePackage(await packageOf(id, targetFor(id))));
  });
});
