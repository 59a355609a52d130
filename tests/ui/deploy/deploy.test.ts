import { describe, expect, test } from 'vitest';
import type { Deployment } from '../../../src/app/api/deploying.ts';
import type { ModelVersion } from '../../../src/app/api/packaging.ts';
import { simulateRollout } from '../../../src/ui/deploy/canary.ts';
import { previewCsv } from '../../../src/ui/deploy/csv-preview.ts';
import { parityWords } from '../../../src/ui/deploy/parity.ts';
import { examplesFor, fetchSnippet, headersOf, pretty } from '../../../src/ui/deploy/request.ts';
import { deploySentence, modelChoices, nameFor, resolveModel, shareWords, timeWords } from '../../../src/ui/deploy/sentences.ts';

const version = (number: number, aliases: string[] = []): ModelVersion => ({
  name: 'penguins',
  version: number,
  aliases,
  runId: `r${number}`,
  hash: '',
  checks: [],
  createdAt: number
});
const versions = [version(3, ['champion']), version(4)];
const deployment = (change: Partial<Deployment> = {}): Deployment => ({
  name: 'door',
  model: 'penguins@3',
  url: '',
  openapi: '',
  createdAt: 1,
  history: [],
  ...change
});

describe('the sentence', () => {
  test('says what answers and what share goes elsewhere', () => {
    const split = { model: 'penguins@4', share: 0.1, mode: 'canary' as const };
    expect(deploySentence(deployment({ split }), versions, 0)).toBe(
      'penguins 3 answers on this device; a tenth of the requests go to version 4.'
    );
  });
  test('follows an alias, tells a shadow from a canary, and counts the others', () => {
    const split = { model: 'penguins@4', share: 1, mode: 'shadow' as const };
    expect(deploySentence(deployment({ model: 'penguins:champion', split }), versions, 1)).toBe(
      'penguins 3, the champion, answers on this device; all of the requests are answered by version 4 as well, unseen. One other deployment stands beside it.'
    );
  });
  test('says what is missing', () => {
    expect(deploySentence(undefined, [], 0)).toContain('nothing to deploy');
    expect(deploySentence(undefined, versions, 0)).toBe('penguins 4 is packaged, and nothing answers with it yet.');
  });
});

test('models are named by version and by alias', () => {
  expect(resolveModel('penguins:champion', versions)?.version).toBe(3);
  expect(resolveModel('penguins@4', versions)?.version).toBe(4);
  expect(resolveModel('penguins@9', versions)).toBeUndefined();
  expect(modelChoices(versions).map(({ value }) => value)).toEqual(['penguins:champion', 'penguins@4', 'penguins@3']);
});

test('names are free and fit for an address', () => {
  expect(nameFor('My Penguins!', [])).toBe('my-penguins');
  expect(nameFor('My Penguins!', ['my-penguins', 'my-penguins-2'])).toBe('my-penguins-3');
  expect(nameFor('ペンギン', [])).toBe('model');
});

test('shares and times as one would say them', () => {
  expect([0.1, 0.5, 0.07].map(shareWords)).toEqual(['a tenth', 'half', '7\u00a0%']);
  expect([300, 7000, 600_000, 9e6].map(timeWords)).toEqual(['less than a second', 'about 7 seconds', 'about 10 minutes', 'about 3 hours']);
});

test('what is copied for a page is the request that was sent, whatever quotes it holds', async () => {
  const ask = { url: 'http://x/predict', token: 'se"cret', body: `{"rows": [{"name": "O'Hara; \\" rm"}]}` };
  const sent: unknown[] = [];
  const fetch = (url: string, request: { body: string; headers: Record<string, string> }) => {
    sent.push(url, request.headers, JSON.parse(request.body));
    return Promise.resolve({ status: 200, json: () => Promise.resolve({}) });
  };
  const run = new Function('fetch', 'console', `return (async () => { ${fetchSnippet(ask)} })()`) as (...given: unknown[]) => Promise<void>;
  await run(fetch, { log: () => undefined });
  expect(sent).toEqual([ask.url, headersOf(ask), JSON.parse(ask.body)]);
});

test('a body that is no JSON is copied as it is', () => {
  expect(fetchSnippet({ url: 'http://x', token: null, body: '{ "rows": [ ' })).toContain('body: "{ \\"rows\\": [ "');
});

test('examples show refusals as well as an answer', () => {
  expect(examplesFor({ mass: 1 }, 'mass', true).map(({ id }) => id)).toEqual(['good', 'wrong-type', 'not-json', 'no-token']);
  expect(examplesFor({ sex: 'f' }, undefined, false).map(({ id }) => id)).toEqual(['good', 'not-json']);
  expect(pretty('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(pretty('no json')).toBe('no json');
});

test('a preview keeps commas, quotes and line ends inside fields, and leaves a cut record out', () => {
  const text = 'a,b\r\n1,"x, ""y""\nz"\r\n2,w\r\n3,"cut';
  expect(previewCsv(text, 9)).toEqual({
    header: ['a', 'b'],
    rows: [
      ['1', 'x, "y"\nz'],
      ['2', 'w']
    ]
  });
  expect(previewCsv(text, 1).rows).toHaveLength(1);
});

test('parity is said with its rows and its largest difference', () => {
  expect(parityWords({ checked: true, rows: 52, maxDifference: 0, tolerance: 1e-12 })).toBe(
    'Checked on 52 held-out rows: largest difference 0, 1e-12 allowed.'
  );
});

describe('canary against blue/green', () => {
  const plan = { oldError: 0.05, newError: 0.15, requests: 10_000, seed: 1 };
  test('the same seed tells the same story', () => {
    expect(simulateRollout({ ...plan, share: 0.1, delay: 500 })).toEqual(simulateRollout({ ...plan, share: 0.1, delay: 500 }));
  });
  test('with late answers the canary hurts fewer people', () => {
    const canary = simulateRollout({ ...plan, share: 0.1, delay: 2000 });
    const all = simulateRollout({ ...plan, share: 1, delay: 2000 });
    expect(canary.noticedAfter).not.toBeNull();
    expect(canary.extraWrong).toBeLessThan(all.extraWrong / 2);
  });
  test('nothing is noticed before the truth is known, and no version is blamed for being the same', () => {
    expect(simulateRollout({ ...plan, share: 1, delay: 3000 }).noticedAfter).toBeGreaterThan(3000);
    const blamed = Array.from({ length: 100 }, (_, seed) =>
      simulateRollout({ ...plan, newError: 0.05, share: 0.5, requests: 2000, delay: 0, seed })
    ).filter(({ noticedAfter }) => noticedAfter !== null);
    expect(blamed.length).toBeLessThanOrEqual(5);
  });
});
