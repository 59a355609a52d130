import { describe, expect, test } from 'vitest';
import { fillChecklist, type GovernFacts } from '../../../src/stages/govern/compliance.ts';
import { estimateEnergy } from '../../../src/stages/govern/energy.ts';

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
