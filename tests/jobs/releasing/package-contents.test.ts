import { expect, test } from 'vitest';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { alterPackage, inspectPackage } from '../../../src/jobs/releasing/package-contents.ts';
import { projectWith, sample, testServices, trainRun } from '../support.ts';

const trained = async () => {
  const services = await testServices();
  const project = await projectWith(services, sample('penguins'), { target: 'species', metric: 'accuracy' });
  const run = await trainRun(services, project, 'logistic', { params: defaultsOf(modelTypes.get('logistic').params) as PlainRecord });
  return { services, run };
};

test('the contents of a package are those it was made of', async () => {
  const { services, run } = await trained();
  const contents = (await inspectPackage({ packageHash: run.modelHash }, services)) as Record<string, unknown>;
  expect(contents).toMatchObject({ hash: run.modelHash, bytes: run.sizeBytes, target: { name: 'species' }, model: { id: 'logistic' } });
  expect(contents['provenance']).toMatchObject({ datasetHash: run.datasetHash, recipeHash: run.recipeHash, seed: run.seed });
  const parts = contents['parts'] as { bytes: number }[];
  const sum = parts.reduce((total, part) => total + part.bytes, 0);
  expect(sum).toBeLessThan(run.sizeBytes * 1.05);
  expect(sum).toBeGreaterThan(run.sizeBytes * 0.6);
  expect(contents['msPerRow']).toBeGreaterThan(0);
  expect(contents['tells']).toContain('No row is in it.');
});

test.each([0, 0.2, 0.5, 0.9, 1])(
  'a package changed by one byte at %d of its length is refused, and the stored one stays whole',
  async (share) => {
    const { services, run } = await trained();
    const altered = (await alterPackage({ packageHash: run.modelHash, share }, services)) as Record<string, unknown>;
    expect(altered).toMatchObject({ refused: true, code: 'package-damaged' });
    expect(altered['before']).not.toBe(altered['after']);
    expect(altered['hash']).not.toBe(run.modelHash);
    expect(await inspectPackage({ packageHash: run.modelHash }, services)).toMatchObject({ hash: run.modelHash });
  }
);
