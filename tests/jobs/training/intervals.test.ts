import { expect, test } from 'vitest';
import { createRng, normal, type Rng } from '../../../src/core/rng.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { allRows, type Table } from '../../../src/core/table.ts';
import { evaluateRun } from '../../../src/jobs/judging/evaluate-run.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import type { TrainingServices } from '../../../src/jobs/services.ts';
import { replayRun } from '../../../src/jobs/training/replay-run.ts';
import { packageHash, encodePackage, readPackage } from '../../../src/predict/package-file.ts';
import { createScorer } from '../../../src/predict/scorer.ts';
import { experimentOf, packageOf, type Trained } from '../experiment-of.ts';
import { projectWith, quiet, sample, testServices, trainRun } from '../support.ts';

const isFull = process.env['LATHE_FULL'] !== undefined;
const defaults = (model: string): PlainRecord => defaultsOf(modelTypes.get(model).params) as PlainRecord;
const none = new Uint32Array(0);

/** The spread of the answers grows fourfold along x: no one width is right everywhere, yet the promise is for rows at large. */
function heteroscedastic(rows: number, rng: Rng): Table {
  const x = Float64Array.from({ length: rows }, () => rng());
  const y = x.map((value) => 10 * value + normal(rng) * (0.5 + 1.5 * value));
  return {
    rows,
    columns: [
      { kind: 'number', name: 'x', values: x },
      { kind: 'number', name: 'y', values: y }
    ]
  };
}

const made = async (table: Table, model: string, more: Partial<Trained> = {}) => {
  const parts = { train: allRows(table.rows), validation: none, test: none };
  return (await packageOf(experimentOf(table, 'y', 'regression'), parts, { model, params: defaults(model), ...more })).pkg;
};

/** Share of fresh rows whose answer lies in the interval, over many data sets; and how wide it is where the answers are spread least and most. */
async function coverage(model: string, rows: number, sets: number, more: Partial<Trained> = {}) {
  const rng = createRng(rows);
  let held = 0;
  const wide = [0, 0];
  for (let i = 0; i < sets; i++) {
    const pkg = await made(heteroscedastic(rows, rng), model, more);
    const fresh = heteroscedastic(400, rng);
    const scores = createScorer(pkg).scoreTable({ rows: fresh.rows, columns: fresh.columns.slice(0, 1) });
    const [x, y] = fresh.columns;
    if (scores.kind !== 'numbers' || x?.kind !== 'number' || y?.kind !== 'number') throw new TypeError('Numbers were asked for.');
    const [low, high] = [scores.low!, scores.high!];
    y.values.forEach((value, row) => {
      held += low[row]! <= value && value <= high[row]! ? 1 : 0;
      wide[x.values[row]! < 0.5 ? 0 : 1]! += high[row]! - low[row]!;
    });
  }
  return { share: held / (400 * sets), ratio: wide[1]! / wide[0]! };
}

test.each([
  ['baseline', 24, 200],
  ['linear', 24, 200],
  ['linear', 60, 200],
  ['linear', 300, 60],
  ['boosting', 60, 60],
  ['boosting', 300, 30]
])('intervals of %s on %i training rows hold 95 of 100 fresh answers', { timeout: 300_000 }, async (model, rows, sets) => {
  const { share } = await coverage(model, rows, isFull ? sets * 10 : sets);
  // A set of n residuals covers 95 % give or take; the mean over the sets is known to this.
  const chance = 3 * Math.sqrt((0.05 * 0.95) / (rows * (isFull ? sets * 10 : sets)));
  expect(share).toBeGreaterThan(0.95 - chance - 0.005);
  expect(share).toBeLessThan(0.975 + chance);
});

test(
  'a quantile forest says the ends of its intervals itself: they hold 95 of 100 fresh answers, and are wider where the answers are spread',
  { timeout: 300_000 },
  async () => {
    const sets = isFull ? 200 : 8;
    const params = { ...defaults('quantile-forest'), nEstimators: 30 };
    const { share, ratio } = await coverage('quantile-forest', 400, sets, { params, limits: { intervals: 'quantiles' } });
    const chance = 3 * Math.sqrt((0.05 * 0.95) / (400 * sets));
    expect(share).toBeGreaterThan(0.95 - chance - 0.005);
    expect(share).toBeLessThan(0.97 + chance);
    expect(ratio).toBeGreaterThan(1.4);
  }
);

/**
 * Answers that go with the house they come from, which its altitude gives away: what is known of one house says nothing of another. Rows of one
 * house do not stand together, so that their order gives nothing away.
 */
function houses(): string {
  const rng = createRng(3);
  const levels = Array.from({ length: 60 }, () => [rng(), 5 * normal(rng)] as const);
  const lines = Array.from({ length: 30 }, () =>
    levels.map(([altitude, level], house) => `${altitude},h${house},${level + 0.3 * normal(rng)}`)
  );
  return ['altitude,house,y', ...lines.flat()].join('\n');
}

const regression = { target: 'y', task: 'regression', metric: 'mae' } as const;
const packageRead = async (services: TrainingServices, hash: string) => readPackage(await services.storage.packages.get(hash));

test('divided by house, the width is that of houses never seen', async () => {
  const services = await testServices();
  const grouped = await projectWith(services, houses(), regression, { house: 'group' });
  const mixed = await projectWith(services, houses(), regression, { house: 'ignore' });
  const byGroup = await trainRun(services, grouped, 'boosting', { params: defaults('boosting') });
  const byRow = await trainRun(services, mixed, 'boosting', { params: defaults('boosting') });
  expect(byGroup.split.kind).toBe('group');
  const width = async (hash: string) => (await packageRead(services, hash)).uncertainty!.halfWidth;
  expect(await width(byGroup.modelHash)).toBeGreaterThan(1.5 * (await width(byRow.modelHash)));
});

test('the package is the same whatever the run is judged by, and the same when it is run again', async () => {
  const services = await testServices();
  const project = await projectWith(services, sample('temperatures'), { ...regression, target: 'Temp' });
  const runs = [];
  for (const cv of [null, { kind: 'time', folds: 5 }, { kind: 'time', folds: 3 }] as const)
    runs.push(await trainRun(services, project, 'linear', { params: defaults('linear'), cv }));
  expect(new Set(runs.map((run) => run.modelHash)).size).toBe(1);
  expect(await replayRun({ runId: runs[1]!.id }, services, quiet)).toEqual({ same: true, differences: [] });
});

test('no answer of the validation part has a say in the width, so coverage is shown on validation and on test', async () => {
  const services = await testServices();
  const lines = sample('wine-quality').trim().split('\n');
  const project = await projectWith(services, lines.join('\n'), { ...regression, target: 'quality' });
  const run = await trainRun(services, project, 'linear', { params: defaults('linear') });
  for (const on of ['validation', 'test'] as const) {
    const { coverage } = (await evaluateRun({ runId: run.id, on }, services, quiet)) as unknown as {
      coverage: { inside: { value: number; low: number; high: number; method: string }; method: string };
    };
    expect(coverage.method).toMatch(/left out of .* folds/);
    expect(coverage.inside.method).toMatch(/Wilson/);
    expect(coverage.inside.low).toBeLessThan(0.955);
    expect(coverage.inside.high).toBeGreaterThan(0.945);
  }
});

test('with too few rows for a promise of 95 % there is no interval, and it is said', async () => {
  const services = await testServices();
  const csv = 'x,y\n' + Array.from({ length: 24 }, (_, i) => `${i},${2 * i + (i % 3)}`).join('\n');
  const project = await projectWith(services, csv, regression);
  const run = await trainRun(services, project, 'linear', { params: defaults('linear') });
  expect((await packageRead(services, run.modelHash)).uncertainty).toBeNull();
  expect(run.notes.join(' ')).toMatch(/without an interval: 19 rows/);
});

test('bytes of a package follow from data, division, recipe, parameters and seed', async () => {
  const table = heteroscedastic(120, createRng(1));
  const hashes = [];
  for (let i = 0; i < 2; i++) hashes.push(await packageHash(encodePackage(await made(table, 'boosting'))));
  expect(hashes[0]).toBe(hashes[1]);
});
