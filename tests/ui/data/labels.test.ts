import { describe, expect, test } from 'vitest';
import { alikeSentence, groupWords } from '../../../src/ui/data/images/alike-words.ts';
import { cameraFault, shotName } from '../../../src/ui/data/images/camera-words.ts';
import { lineRange, TALLEST } from '../../../src/ui/data/images/gallery-lines.ts';
import { ofRows, placeWithout, toggled, withoutRows } from '../../../src/ui/data/labels/card-lists.ts';
import { deedOfKey } from '../../../src/ui/data/labels/label-keys.ts';
import { agreementWords, errorWords, progressWords } from '../../../src/ui/data/labels/label-words.ts';

describe('keys', () => {
  const classes = ['cat', 'dog', 'deer', 'urchin'];
  test('1 to 9 and the only class with that first letter give a class', () => {
    expect(deedOfKey('2', classes)).toEqual({ kind: 'give', label: 'dog' });
    expect(deedOfKey('9', classes)).toBeNull();
    expect(deedOfKey('C', classes)).toEqual({ kind: 'give', label: 'cat' });
    expect(deedOfKey('d', classes)).toBeNull();
  });
  test('classes that are digits keep their own keys, zero as well', () => {
    const digits = ['0', '1', '2', '9', 'none'];
    expect(['0', '9', '3', 'n'].map((key) => deedOfKey(key, digits))).toEqual([
      { kind: 'give', label: '0' },
      { kind: 'give', label: '9' },
      null,
      { kind: 'give', label: 'none' }
    ]);
  });
  test('u takes back, whatever classes there are; arrows, space and Enter move, choose and accept', () => {
    expect(['u', 'ArrowLeft', 'ArrowDown', ' ', 'Enter', 'Tab'].map((key) => deedOfKey(key, classes)?.kind)).toEqual([
      'undo',
      'move',
      'move',
      'select',
      'accept',
      undefined
    ]);
  });
});

test('cards are told apart by their rows', () => {
  const cards = [{ row: 3 }, { row: 5 }];
  expect([withoutRows(cards, [5]), ofRows(cards, [5])]).toEqual([[{ row: 3 }], [{ row: 5 }]]);
  expect([toggled([1], 2), toggled([1, 2], 1)]).toEqual([[1, 2], [2]]);
});

test('after an answer the next tile not yet answered is the current one, also where several went', () => {
  const cards = [0, 1, 2, 3].map((row) => ({ row }));
  expect([placeWithout(cards, 1, [1]), placeWithout(cards, 1, [0, 1]), placeWithout(cards, 3, [0, 3])]).toEqual([1, 0, 1]);
  expect(placeWithout(cards, 0, [0, 1, 2, 3])).toBe(0);
});

test('the gallery draws what is on the screen, and reaches the last line of a set too tall to scroll', () => {
  expect(lineRange({ top: 0, height: 400, lines: 10, line: 100 })).toEqual({ from: 0, to: 7, at: 0 });
  expect(lineRange({ top: 600, height: 400, lines: 10, line: 100 })).toEqual({ from: 4, to: 10, at: 400 });
  const lines = 1_000_000;
  expect(lineRange({ top: TALLEST - 400, height: 400, lines, line: 100 }).to).toBe(lines);
});

test('the expected error is told with its interval, or as not known', () => {
  const error = { low: 0.01, high: 0.17, method: 'Clopper-Pearson' };
  expect(errorWords({ threshold: 0.9, accepted: 120, heldOut: 40, wrong: 2, error })).toBe(
    '120 suggestions. Of 40 labels that were hidden and guessed so surely, 2 were wrong: 5\u00a0% (1\u00a0% to 17\u00a0%, Clopper-Pearson).'
  );
  expect(errorWords({ threshold: 0.9, accepted: 3, heldOut: 0, wrong: 0, error })).toContain('the error is not known');
});

test('progress and agreement in words', () => {
  const state = {
    column: 'c',
    classes: [],
    rows: 40,
    labelled: 3,
    inData: 0,
    labellers: [],
    waiting: 2,
    conflicts: [{ row: 1, answers: [] }]
  };
  expect(progressWords(state)).toBe('3 of 40 rows have a class; 2 new ones wait to become a version; labellers disagree on 1 row.');
  const alpha = { value: 0.7, low: 0.5, high: 0.85, method: 'BCa bootstrap', n: 30 };
  expect(agreementWords({ shared: 30, agreed: 25, alpha, kappas: [] })).toContain('25 of 30 rows two or more answered are agreed on.');
  expect(agreementWords({ shared: 30, agreed: 30, alpha: { ...alpha, value: NaN }, kappas: [] })).toContain('not defined');
});

test('a group of alike images says what is the matter', () => {
  const image = (row: number, label: string, likeness: number) => ({
    row,
    label,
    part: row === 1 ? ('train' as const) : ('test' as const),
    likeness
  });
  const images = [image(1, 'cat', 1), image(2, 'dog', 0.98)];
  expect(groupWords({ images, copies: 0, isExact: false, isConflict: true, isLeak: true })).toBe(
    'Nearly the same, 98\u00a0% alike at least, in the classes “cat” and “dog”, and in the parts train and test.'
  );
  expect(groupWords({ images, copies: 1, isExact: false, isConflict: false, isLeak: false })).toBe(
    'Nearly the same, 98\u00a0% alike at least, and 1 exact copy.'
  );
  expect(alikeSentence({ images: 9, groups: [], found: { groups: 1, images: 3, exact: 2, conflicts: 0, leaks: 0 } })).toBe(
    '3 images in 1 group show the same as another: 2 images are a copy of an earlier one to the pixel.'
  );
  expect(alikeSentence({ images: 9, groups: [], found: { groups: 0, images: 0, exact: 0, conflicts: 0, leaks: 0 } })).toBe(
    'No two of the 9 images show the same.'
  );
});

test('why there is no camera is explained, and a shot is named after its class', () => {
  expect(cameraFault(new DOMException('', 'NotAllowedError')).hint).toContain('Allow the camera');
  expect(cameraFault(new TypeError('mediaDevices')).message).toBe('The camera cannot be opened.');
  expect(shotName('a/b', 5, 7)).toBe('a-b/camera-5-0007.png');
});
