import { expect, test } from 'vitest';
import type { ModelVersion, PackageContents } from '../../../src/app/api/packaging.ts';
import { chainThrough } from '../../../src/ui/lineage/reach.ts';
import {
  aliasConsequence,
  heldOutText,
  nameProblem,
  readySentence,
  replaySentence,
  rollbackAnswer,
  spokenDuration,
  suggestedName
} from '../../../src/ui/package/package-words.ts';

const version = (number: number, passed: number, aliases: string[] = []): ModelVersion => ({
  name: 'penguins',
  version: number,
  aliases,
  runId: `r${number}`,
  hash: `h${number}`,
  checks: Array.from({ length: 9 }, (_, i) => ({ name: `check ${i}`, passed: i < passed, detail: '' })),
  createdAt: number
});
const contents = { bytes: 38_000, msPerRow: 0.006 } as PackageContents;

test('the page opens with whether it is ready', () => {
  expect(readySentence(version(3, 9), contents)).toBe(
    'penguins 3 is ready, 38 kB, 6 microseconds a row on this device: 9 of 9 checks passed.'
  );
  expect(readySentence(version(3, 8), contents)).toContain('8 of 9 checks passed');
  expect(readySentence(version(3, 9), null)).toBe('penguins 3 is ready: 9 of 9 checks passed.');
});

test.each([
  [0.0004, '1 microsecond'],
  [0.006, '6 microseconds'],
  [1.24, '1.2 milliseconds'],
  [45, '45 milliseconds'],
  [2000, '2 seconds']
])('%d ms are said as %s', (ms, words) => expect(spokenDuration(ms)).toBe(words));

test('names fit an address', () => {
  expect(suggestedName('Titanic survivors!')).toBe('titanic-survivors');
  expect(suggestedName('***')).toBe('model');
  expect(nameProblem('penguins-2.1')).toBeNull();
  expect(nameProblem('a@b')).not.toBeNull();
  expect(nameProblem(' ')).toBe('Give it a name.');
});

test('moving an alias says from whom and with what care', () => {
  const versions = [version(1, 9, ['champion']), version(2, 7)];
  expect(aliasConsequence(versions, versions[1]!, 'champion')).toContain('from version 1');
  expect(aliasConsequence(versions, versions[1]!, 'champion')).toContain('2 of its checks did not pass');
  expect(aliasConsequence(versions, versions[0]!, 'challenger')).toContain('will be answered by version 1');
});

test('a replay that differs is not told as the same', () => {
  expect(replaySentence({ same: true, differences: [] })).toContain('the same hashes');
  expect(replaySentence({ same: false, differences: ['model'] })).toContain('model came out different');
});

test('the way back is told from the registry', () => {
  expect(rollbackAnswer([version(1, 9)], [])).toContain('No version is champion');
  expect(rollbackAnswer([version(1, 9, ['champion'])], [])).toContain('only version');
  const two = [version(1, 9), version(2, 9, ['champion'])];
  expect(rollbackAnswer(two, [{ name: 'field', model: 'penguins:champion' }])).toContain('back to 1');
  expect(rollbackAnswer(two, [{ name: 'field', model: 'penguins:champion' }])).toContain('field follows the alias');
});

test('the chain holds what a version was made from and what was made of it, and nothing beside', () => {
  const node = (id: string, kind: string) => ({ id, kind, hash: id, name: id, said: '', isHere: true });
  const graph = {
    nodes: [
      node('d1', 'dataset'),
      node('s', 'split'),
      node('c', 'recipe'),
      node('r1', 'run'),
      node('r2', 'run'),
      node('p1', 'package'),
      node('p2', 'package'),
      node('m@1', 'version'),
      node('deployment:x', 'deployment')
    ],
    edges: [
      ['d1', 's'],
      ['s', 'r1'],
      ['c', 'r1'],
      ['s', 'r2'],
      ['r1', 'p1'],
      ['r2', 'p2'],
      ['p1', 'm@1'],
      ['m@1', 'deployment:x']
    ] as [string, string][]
  };
  const chain = chainThrough(graph, 'm@1');
  expect(chain.map((link) => link.nodes.map((each) => each.id))).toEqual([['d1'], ['s', 'c'], ['r1'], ['p1'], ['m@1'], ['deployment:x']]);
});

test('a run is offered with its score, its interval and the rows it is from', () => {
  const score = { value: 0.79, low: 0.71, high: 0.86, method: '', n: 134 };
  expect(heldOutText({ metrics: { validation: { roc_auc: score } } }, 'roc_auc')).toBe('0.790 (0.710 to 0.860) on validation');
  expect(heldOutText({ metrics: { cv: { roc_auc: score } } }, 'roc_auc')).toBe('0.790 (0.710 to 0.860) over folds');
  expect(heldOutText({ metrics: {} }, 'roc_auc')).toBe('not measured by this metric');
});
