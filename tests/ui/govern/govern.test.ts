import { expect, test } from 'vitest';
import type { Finding } from '../../../src/core/finding.ts';
import type { Dataset } from '../../../src/app/api/data.ts';
import type { AuditEntry } from '../../../src/app/api/governing.ts';
import type { ModelVersion } from '../../../src/app/api/packaging.ts';
import { contentPolicy } from '../../../tools/headers.js';
import { auditCsv, auditJson } from '../../../src/ui/govern/audit-export.ts';
import { policyLines } from '../../../src/ui/govern/policy.ts';
import {
  energyWords,
  filterEntries,
  forecastWords,
  memoryWords,
  governSentence,
  termsOrigin,
  uniqueWords,
  versionToGive
} from '../../../src/ui/govern/sentences.ts';

const dataset = (sensitive: string[]): Dataset => ({
  id: 'd',
  name: 'people',
  version: 1,
  hash: '',
  rows: 10,
  columns: sensitive.map((name) => ({ name, type: 'category', role: 'sensitive', missing: 0, distinct: 2 })),
  notes: [],
  report: null,
  fileName: '',
  createdAt: 0
});
const finding = (code: string, column: string): Finding => ({ code, severity: 'info', columns: [column], message: '', hint: '' });
const standing = { foreign: 0, findings: [], dataset: dataset([]), broken: null, retention: null };
const entry = (seq: number, action: string, detail: string): AuditEntry => ({ seq, at: 0, action, detail, hash: 'ab' });

test('the sentence begins with what left, and says what is not known', () => {
  expect(governSentence(standing)).toBe('Nothing left this device. Nothing looks personal.');
  expect(governSentence({ ...standing, findings: null })).toContain('have not been looked at');
  expect(governSentence({ ...standing, foreign: 2, dataset: null })).toBe(
    '2 requests went elsewhere since the start. There are no data to answer for yet.'
  );
  expect(governSentence({ ...standing, broken: 7 })).toContain('does not follow from entry 7');
});

test('a column that would be protected is no sign of personal data, and a marked one is not told twice', () => {
  expect(governSentence({ ...standing, findings: [finding('privacy-sensitive', 'sex')] })).toBe(
    'Nothing left this device. Nothing looks personal; if the rows are people, “sex” is protected.'
  );
  const marked = {
    ...standing,
    dataset: dataset(['sex']),
    findings: [finding('privacy-sensitive', 'sex'), finding('privacy-email', 'mail')],
    retention: { dataset: 'people', days: 90 }
  };
  expect(governSentence(marked)).toBe(
    'Nothing left this device. 1 column looks personal, “sex” is marked as sensitive, and retention of “people” ends in 90 days.'
  );
});

test('columns that together single rows out are counted, not listed', () => {
  const together = { ...finding('privacy-k-anonymity', 'age'), columns: ['age', 'job', 'sex'] };
  expect(governSentence({ ...standing, findings: [together, finding('privacy-sensitive', 'sex')] })).toBe(
    'Nothing left this device. Nothing looks personal, but three columns together single rows out.'
  );
});

test('the log is filtered by kind and by words, newest first, and exported whole', () => {
  const entries = [entry(0, 'run-done', 'Boosting'), entry(1, 'alias-moved', 'penguins:champion'), entry(2, 'run-done', 'Baseline')];
  expect(filterEntries(entries, '', 'run-done').map(({ seq }) => seq)).toEqual([2, 0]);
  expect(filterEntries(entries, 'CHAMPION', '').map(({ seq }) => seq)).toEqual([1]);
  expect(auditCsv([entry(0, 'x', '=HYPERLINK("a"), b')])).toBe(
    `seq,at,action,detail,hash\r\n0,1970-01-01T00:00:00.000Z,x,"'=HYPERLINK(""a""), b",ab\r\n`
  );
  expect(JSON.parse(auditJson(entries, null))).toMatchObject({ broken: null, entries: [{ seq: 0 }, { seq: 1 }, { seq: 2 }] });
});

test('every rule of the policy that ships is explained', () => {
  const rules = policyLines(contentPolicy);
  expect(rules.length).toBeGreaterThan(5);
  expect(rules.filter(({ means }) => means === '')).toEqual([]);
});

test('times against their forecast, energy, and what columns give away', () => {
  expect(forecastWords({ fitMs: 1500, predictedMs: 1000 })).toBe('1.0 s, took 1.5 times that');
  expect(forecastWords({ fitMs: 500, predictedMs: null })).toBe('not forecast');
  expect(memoryWords({ peakBytes: 2_000_000, predictedBytes: 3_000_000 })).toBe('2.0 MB, forecast 3.0 MB');
  expect(memoryWords({})).toBe('not counted');
  const assumptions = { cpuWatts: 28, gpuWatts: 60, pricePerKwh: 0.29, gramsPerKwh: 210 };
  expect(energyWords({ cpuMs: 1, gpuMs: 0, kwh: 0.0005, price: 0.0001, gramsCo2: 0.1, factor: 2, assumptions })).toContain(
    '0.5 Wh (less than a cent'
  );
  expect(uniqueWords(100, { column: 'b', uniqueRows: 25, smallestGroup: 1 }, 2)).toBe(
    '2 columns make 25 of 100 rows unique (25\u00a0%); the smallest group has 1 row.'
  );
});

test('the version that would be given away is the champion, else the latest', () => {
  const version = (number: number, aliases: string[] = []) => ({ version: number, aliases, createdAt: number }) as unknown as ModelVersion;
  expect(versionToGive([version(2), version(1, ['champion'])])?.version).toBe(1);
  expect(versionToGive([version(2), version(3), version(1)])?.version).toBe(3);
  expect(versionToGive([])).toBeUndefined();
});

test('where the terms of a table come from is said with the tables and with what they say', () => {
  const alone = { dataset: 'a', datasetId: '1', versions: 1, names: [], sources: [], inForce: {}, from: {}, retentionEndsAt: null };
  expect(termsOrigin(alone)).toEqual([]);
  const derived = { names: ['a-may'], sources: ['b', 'c'], inForce: { licence: 'CC0', retentionDays: 30 }, from: { retentionDays: ['c'] } };
  expect(termsOrigin({ ...alone, ...derived, budgetFrom: 'b' })).toEqual([
    'Files with other names are versions of it: “a-may”.',
    'Rows of “b” and “c” went into it, and the strictest terms hold: the days until deletion (30) from “c”.',
    'Answers with noise are paid from the budgets of all of them; that of “b” leaves the least.'
  ]);
});
