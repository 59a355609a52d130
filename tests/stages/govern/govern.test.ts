import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { fillChecklist, type GovernFacts } from '../../../src/stages/govern/compliance.ts';
import { estimateEnergy } from '../../../src/stages/govern/energy.ts';
import { forecastRunTime, type TimedRun } from '../../../src/stages/govern/run-time.ts';

const timed = (rows: number, fitMs: number, change: Partial<TimedRun> = {}): TimedRun => ({
  model: 'tree',
  backend: 'cpu',
  rows,
  columns: 10,
  fits: 1,
  fitMs,
  ...change
});
const plan = { model: 'tree', backend: 'cpu', rows: 2000, columns: 10, fits: 1 };

describe('how long a run takes', () => {
  test('nothing to go by: no forecast', () => {
    expect(forecastRunTime([timed(100, 5, { model: 'mlp' })], plan)).toBeNull();
  });

  test('one run: in proportion, and within a factor of three', () => {
    expect(forecastRunTime([timed(1000, 50)], plan)).toMatchObject({
      ms: expect.closeTo(100, 9) as number,
      low: expect.closeTo(100 / 3, 9) as number,
      runs: 1
    });
  });

  test('cross-validation counts every fit', () => {
    expect(forecastRunTime([timed(1000, 50)], { ...plan, fits: 6 })!.ms).toBeCloseTo(600, 9);
  });

  test('another backend only when this one never ran', () => {
    const history = [timed(2000, 10, { backend: 'webgpu' }), timed(2000, 90)];
    expect(forecastRunTime(history, plan)!.ms).toBeCloseTo(90, 9);
    expect(forecastRunTime(history.slice(0, 1), plan)!.ms).toBeCloseTo(10, 9);
  });

  test('the range holds what it says, in simulation', () => {
    const rng = createRng(6);
    const took = (rows: number) => 0.02 * rows ** 1.2 * Math.exp(0.25 * normal(rng));
    let held = 0;
    for (let round = 0; round < 300; round++) {
      const history = Array.from({ length: 8 }, () => 500 + Math.floor(rng() * 8000)).map((rows) => timed(rows, took(rows)));
      const { low, high } = forecastRunTime(history, plan)!;
      const actual = took(2000);
      if (actual >= low && actual <= high) held++;
    }
    expect(held / 300).toBeGreaterThan(0.91);
  });
});

test('an hour of a laptop', () => {
  const { kwh, price, gramsCo2 } = estimateEnergy({ cpuMs: 3_600_000, gpuMs: 0 });
  expect([kwh, price, gramsCo2]).toEqual([0.028, expect.closeTo(0.00812, 9), expect.closeTo(5.88, 9)]);
});

describe('the checklist', () => {
  const facts: GovernFacts = {
    hasPersonalData: true,
    sensitiveColumns: 2,
    licence: 'CC0',
    legalBasis: 'consent of 3 May',
    purpose: 'triage',
    importedAt: 0,
    retentionDays: 90,
    foreignRequests: 0,
    isAuditLogWhole: true,
    fairnessChecked: true,
    explained: true,
    hasModelCard: true,
    hasOwner: true,
    monitored: true,
    anonymity: { smallestGroup: 7, exposedShare: 0 }
  };
  const stateOf = (change: Partial<GovernFacts>, id: string, now = 0) =>
    fillChecklist({ ...facts, ...change }, now).find((item) => item.id === id)!;

  test('all on record: all met', () => {
    expect(fillChecklist(facts, 0).filter(({ state }) => state !== 'met')).toEqual([]);
  });

  test('without personal data half of it is not needed; without a scan nothing is known', () => {
    expect(stateOf({ hasPersonalData: false }, 'legal-basis').state).toBe('not-needed');
    expect(stateOf({ hasPersonalData: null }, 'legal-basis').state).toBe('not-known');
    expect(stateOf({ hasPersonalData: false, licence: null }, 'licence').state).toBe('open');
  });

  test('retention counts down and runs out', () => {
    const day = 86_400_000;
    expect(stateOf({}, 'retention', 10 * day).evidence).toBe('Retention ends in 80 days.');
    expect(stateOf({}, 'retention', 95 * day)).toMatchObject({ state: 'open', evidence: 'Retention ended 5 days ago: delete the data.' });
  });

  test.each<[string, Partial<GovernFacts>]>([
    ['local', { foreignRequests: 1 }],
    ['log', { isAuditLogWhole: false }],
    ['fairness', { fairnessChecked: false }],
    ['minimisation', { anonymity: { smallestGroup: 1, exposedShare: 0.2 } }],
    ['purpose', { purpose: ' ' }]
  ])('%s is open', (id, change) => {
    expect(stateOf(change, id).state).toBe('open');
  });
});
