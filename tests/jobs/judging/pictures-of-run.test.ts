import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import type { PictureHeat } from '../../../src/app/api/explaining.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { importImages } from '../../../src/jobs/import-images.ts';
import { explainRun } from '../../../src/jobs/judging/explain-run.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import type { TrainingServices } from '../../../src/jobs/services.ts';
import type { RunRecord } from '../../../src/storage/records/run.ts';
import { cpuEngine } from '../../neural/cpu-engine.ts';
import { decodeGrey } from '../../neural/digits.ts';
import { projectWith, quiet, testServices, trainRun } from '../support.ts';

let services: TrainingServices;
let run: RunRecord;
const ask = async (method: string, more: PlainRecord = { rows: [0] }) =>
  (await explainRun({ runId: run.id, request: { method, ...more } }, services, quiet)) as unknown as PictureHeat & { isComplete?: boolean; base?: number; output?: number }; // prettier-ignore

beforeAll(async () => {
  services = { ...(await testServices()), openEngine: () => cpuEngine() };
  const project = await projectWith(services, 'a\n1\n2\n', {});
  const all = Object.entries(unzipSync(readFileSync(new URL('../../../public/samples/digits.zip', import.meta.url))));
  const few = all.filter(([path], i) => ['0', '1'].includes(path[0]!) && i % 3 === 0);
  const source = few.map(([path, bytes]) => ({ path, file: new Blob([bytes as Uint8Array<ArrayBuffer>]) }));
  const decode = (bytes: Uint8Array) => Promise.resolve({ channels: 1 as const, pixels: decodeGrey(bytes) });
  const datasetId = await importImages({ projectId: project, name: 'digits', source }, { ...services, decode }, quiet);
  await services.storage.projects.update(project, (before) => ({
    ...before,
    datasetId,
    problem: { statement: '', task: 'classification', metric: 'accuracy', target: 'class' }
  }));
  const params = { ...(defaultsOf(modelTypes.get('cnn').params) as PlainRecord), filters: [4, 6], denseUnits: 8, maxIter: 12, batchSize: 16, learningRateInit: 0.01, earlyStopping: false }; // prettier-ignore
  run = await trainRun(services, project, 'cnn', { params });
});

test.each(['occlusion', 'grad-cam', 'integrated-gradients'])(
  '%s draws where in a picture the answer stands, and covering that moves it',
  async (method) => {
    const found = await ask(method, { rows: [0], of: '0' });
    expect(found).toMatchObject({ method, width: 8, height: 8, of: '0' });
    expect(found.heat).toHaveLength(64);
    expect(found.heat.every(Number.isFinite)).toBe(true);
    expect(new Set(found.heat).size).toBeGreaterThan(3);
    expect(found.check.random.n).toBe(20);
    expect(found.check.share).toBeCloseTo(0.1, 1);
  }
);

test('the pixels of gradients add up, and are of the class that is asked for', async () => {
  const [none, one] = [
    await ask('integrated-gradients', { rows: [0], of: '0' }),
    await ask('integrated-gradients', { rows: [0], of: '1' })
  ];
  expect(none.isComplete).toBe(true);
  const sum = none.heat.reduce((total, value) => total + value, 0);
  expect(Math.abs(sum - (none.output! - none.base!))).toBeLessThanOrEqual(1e-3 * Math.abs(none.output! - none.base!));
  one.heat.forEach((value, i) => expect(value).toBeCloseTo(-none.heat[i]!, 5));
});

test('several pictures are drawn one after the other', async () => {
  const both = (await explainRun({ runId: run.id, request: { method: 'grad-cam', rows: [0, 1] } }, services, quiet)) as {
    values: number[][];
    each: PictureHeat[];
  };
  expect(both.values).toEqual(both.each.map(({ heat }) => heat));
});

test('columns that are none are refused by name', async () => {
  for (const method of ['lime', 'anchor']) await expect(ask(method)).rejects.toMatchObject({ code: 'explanation-not-for-images' });
});
