import { expect, test } from 'vitest';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import type { TrainingServices } from '../../../src/jobs/services.ts';
import { cpuEngine } from '../../neural/cpu-engine.ts';
import { projectWith, testServices, trainRun } from '../support.ts';

/** Forty people, ten rows each; everything about a person gives them away, and nothing else tells the answer. */
function people(): string {
  const rng = createRng(2);
  const lines = Array.from({ length: 40 }, (_, person) => {
    const [height, answer] = [normal(rng), rng() < 0.5 ? 'yes' : 'no'];
    return Array.from({ length: 10 }, (_row, day) => `${height + 0.01 * normal(rng)},p${person},${person + 40 * day},${answer}`);
  });
  return ['height,person,day,answer', ...lines.flat()].join('\n');
}

const services = async (): Promise<TrainingServices> => ({ ...(await testServices()), openEngine: () => cpuEngine() });
const withStopping = (model: string): PlainRecord => ({
  ...(defaultsOf(modelTypes.get(model).params) as PlainRecord),
  ...(model === 'boosting'
    ? { earlyStopping: 'on', validationFraction: 0.2 }
    : { earlyStopping: true, maxIter: 10, validationFraction: 0.2 })
});

test.each(['boosting', 'mlp'])('%s stops by whole groups when the rows were divided by group', async (model) => {
  const own = await services();
  const project = await projectWith(own, people(), { target: 'answer', metric: 'roc_auc' }, { person: 'group', day: 'ignore' });
  const run = await trainRun(own, project, model, { params: withStopping(model) });
  expect(run.split.kind).toBe('group');
  expect(run.notes.join(' ')).toMatch(/\d+ rows of \d+ whole groups/);
});

test.each(['boosting', 'mlp'])('%s stops by the latest rows when they were divided by time', async (model) => {
  const own = await services();
  const project = await projectWith(own, people(), { target: 'answer', metric: 'roc_auc' }, { person: 'ignore', day: 'time' });
  const run = await trainRun(own, project, model, { params: withStopping(model) });
  expect(run.split.kind).toBe('time');
  expect(run.notes.join(' ')).toMatch(/the latest \d+ rows/);
});

test('by group, boosting stops long before it has learned the people by heart', async () => {
  const rounds = async (roles: Record<string, string>) => {
    const own = await services();
    const project = await projectWith(own, people(), { target: 'answer', metric: 'log_loss' }, roles);
    const run = await trainRun(own, project, 'boosting', { params: { ...withStopping('boosting'), minSamplesLeaf: 5 } });
    return run.curve.length;
  };
  expect(await rounds({ person: 'group', day: 'ignore' })).toBeLessThan((await rounds({ person: 'ignore', day: 'ignore' })) / 2);
});
