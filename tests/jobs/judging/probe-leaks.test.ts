import { expect, test } from 'vitest';
import type { LeakProbe, LeakProbes } from '../../../src/core/leak-probes.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { probeLeaks } from '../../../src/jobs/judging/probe-leaks.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { projectWith, quiet, testServices, trainRun } from '../support.ts';

const defaults = (model: string) => defaultsOf(modelTypes.get(model).params) as PlainRecord;

interface Planted {
  readonly leak?: boolean;
  readonly sorted?: boolean;
  readonly copies?: number;
}

/** Three columns that each say a little; planted are a column made from the answer, rows sorted by it, or rows that stand there twice. */
function table({ leak = false, sorted = false, copies = 0 }: Planted, seed = 1, rows = 400): string {
  const rng = createRng(seed);
  const lines = Array.from({ length: rows }, () => {
    const x = [normal(rng), normal(rng), normal(rng)];
    const isYes = x[0]! + x[1]! + x[2]! + normal(rng) > 0;
    const told = leak ? [(isYes ? 1 : 0) + 0.1 * normal(rng)] : [];
    return `${[...x, ...told].map((value) => value.toFixed(4)).join(',')},${isYes ? 'yes' : 'no'}`;
  });
  if (sorted) lines.sort((a, b) => (a.split(',').at(-1)! < b.split(',').at(-1)! ? -1 : 1));
  return [`a,b,c${leak ? ',told' : ''},answer`, ...lines, ...lines.slice(0, copies)].join('\n');
}

async function probed(planted: Planted) {
  const services = await testServices();
  const project = await projectWith(services, table(planted), { target: 'answer', metric: 'roc_auc' });
  const run = await trainRun(services, project, 'logistic', { params: defaults('logistic') });
  const ask = async () => (await probeLeaks({ runId: run.id }, services, quiet)) as unknown as LeakProbes;
  const found = await ask();
  expect(await ask()).toEqual(found);
  const of = (id: LeakProbe['id']) => found.probes.find((probe) => probe.id === id)!;
  return { found, of };
}

test('a column made from the answer is named, alone and by its weight', async () => {
  const { found, of } = await probed({ leak: true });
  for (const id of ['one-column', 'concentration'] as const) expect(of(id), id).toMatchObject({ verdict: 'suspicious', column: 'told' });
  expect(of('without-top')).toMatchObject({ verdict: 'clear', column: 'told' });
  expect(of('one-column').hint).toContain('“told”');
  expect(found.sentence).toContain('“told”');
  expect(of('order').verdict).toBe('clear');
});

test('rows sorted by the answer give it away by their place', async () => {
  const { of } = await probed({ sorted: true });
  expect(of('order')).toMatchObject({ verdict: 'suspicious', column: null });
  expect(of('order').evidence!.value).toBeGreaterThan(0.9);
  expect(of('one-column').verdict).toBe('clear');
});

test('copies of training rows are counted, and the score is told without them', async () => {
  const { of } = await probed({ copies: 150 });
  expect(of('copies').verdict).toBe('suspicious');
  expect(of('copies').sentence).toMatch(/without them .* is 0\.\d+ in place of 0\.\d+/);
});

test('where nothing was planted nothing is found', async () => {
  const { found, of } = await probed({});
  expect(found.probes.every(({ verdict }) => verdict === 'clear')).toBe(true);
  expect(found.sentence).toMatch(/^Nothing that looks like a leak in five probes/);
  expect(of('without-top').evidence!.low).toBeLessThan(of('without-top').evidence!.value);
});

test('the strongest of a few honest columns is no leak, though most is lost without it', async () => {
  const rng = createRng(3);
  const lines = Array.from({ length: 400 }, () => {
    const [x, y] = [normal(rng), normal(rng)];
    return `${x.toFixed(4)},${y.toFixed(4)},${(3 * x + 2 * y + 0.3 * normal(rng)).toFixed(4)}`;
  });
  const services = await testServices();
  const project = await projectWith(services, ['x,y,cost', ...lines].join('\n'), { task: 'regression', target: 'cost', metric: 'rmse' });
  const run = await trainRun(services, project, 'linear', { params: defaults('linear') });
  const { probes, sentence } = (await probeLeaks({ runId: run.id }, services, quiet)) as unknown as LeakProbes;
  expect(probes.find(({ id }) => id === 'without-top')).toMatchObject({ verdict: 'clear', column: 'x' });
  expect(probes.find(({ id }) => id === 'without-top')!.sentence).toContain('but alone it does not carry the score');
  expect(sentence).toMatch(/^Nothing that looks like a leak/);
});

test('with one column alone the probes say what they can’t ask', async () => {
  const services = await testServices();
  const csv = ['x,answer', ...Array.from({ length: 120 }, (_, i) => `${i % 10},${i % 10 > 4 ? 'yes' : 'no'}`)].join('\n');
  const project = await projectWith(services, csv, { target: 'answer' });
  const run = await trainRun(services, project, 'logistic', { params: defaults('logistic') });
  const { probes } = (await probeLeaks({ runId: run.id }, services, quiet)) as unknown as LeakProbes;
  expect(probes.find(({ id }) => id === 'one-column')).toMatchObject({ verdict: 'unknown', sentence: 'There is only one column.' });
  expect(probes.find(({ id }) => id === 'copies')!.verdict).toBe('suspicious');
});
