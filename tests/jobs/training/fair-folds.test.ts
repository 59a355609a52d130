import { expect, test } from 'vitest';
import { fairWays, type FairWayKind } from '../../../src/core/fair-way.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { allRows, categoryColumn, type Table } from '../../../src/core/table.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { crossValidateRun } from '../../../src/jobs/training/cross-validate-run.ts';
import { planRun } from '../../../src/jobs/training/plan-run.ts';
import { experimentOf } from '../experiment-of.ts';
import { quiet } from '../support.ts';

const ROWS = 400;
const HELD = 100;

/** Those of group b are as able as those of a, and hired less. @param turned rows up to this one have the other answer */
function hiring(turned: number): Table {
  const rng = createRng(5);
  const groups = Array.from({ length: ROWS }, (_, i) => 'ab'[i % 2]!);
  const skill = Float64Array.from({ length: ROWS }, () => normal(rng));
  const hired = groups.map((group, i) => {
    const yes = skill[i]! + (group === 'a' ? 0.7 : -0.7) + 0.7 * normal(rng) > 0;
    return yes !== i < turned ? 'yes' : 'no';
  });
  return { rows: ROWS, columns: [{ kind: 'number', name: 'skill', values: skill }, categoryColumn('group', groups), categoryColumn('hired', hired, ['no', 'yes'])] }; // prettier-ignore
}

async function answersOverFolds(way: FairWayKind, turned: number): Promise<readonly number[]> {
  const experiment = experimentOf(hiring(turned), 'hired', 'classification');
  const none = new Uint32Array(0);
  const parts = { train: allRows(ROWS), validation: none, test: none };
  const spec = { kind: 'random' } as const;
  const plan = planRun(experiment, parts, {
    ...{ model: modelTypes.get('logistic'), params: defaultsOf(modelTypes.get('logistic').params) as PlainRecord, seed: 0 },
    ...{ randomLabels: false, split: spec, fairly: { way, sensitive: 'group', parity: 'demographic_parity' } }
  });
  const split = { spec, parts, hash: '', stored: { train: '', validation: '', test: '' }, notes: [] };
  const fold = { train: allRows(ROWS).subarray(HELD), validation: allRows(ROWS).subarray(0, HELD) };
  const outside = { ...quiet, openEngine: () => Promise.reject(new Error('No engine in this test.')), onCurve: () => undefined };
  const [judged] = await crossValidateRun(plan, [fold], { calibrate: 'platt', experiment, split }, outside);
  if (judged!.outcome.kind !== 'classes') throw new TypeError('Classes were asked for.');
  return [...judged!.outcome.predicted];
}

test.each(fairWays)('%s: the answers of rows left out of a fold have no say in how they are called', async (way) => {
  const told = await answersOverFolds(way, 0);
  expect(await answersOverFolds(way, HELD)).toEqual(told);
  const calledIn = (group: number) => told.filter((code, row) => row % 2 === group && code === 1).length / (HELD / 2);
  expect(Math.abs(calledIn(0) - calledIn(1))).toBeLessThan(0.25);
});
