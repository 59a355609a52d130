import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = join(import.meta.dirname, '../../src/core/errors');
const texts = new Map(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));

/** Codes, each with the files that make it. */
function codes(files: ReadonlyMap<string, string>): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [file, text] of files) {
    for (const [, code] of text.matchAll(/new LatheError\(\s*'([^']+)'/g)) found.set(code!, (found.get(code!) ?? new Set()).add(file));
  }
  return found;
}

const inTwoFiles = (files: ReadonlyMap<string, string>) => [...codes(files)].filter(([, makers]) => makers.size > 1).map(([code]) => code);

test('a code means one thing: it is made in one file', () => {
  expect(codes(texts).size).toBeGreaterThan(100);
  expect(inTwoFiles(texts)).toEqual([]);
  expect(inTwoFiles(new Map([...texts, ['planted.ts', "new LatheError('csv-empty', '', '')"]]))).toEqual(['csv-empty']);
});

test('codes are words joined by hyphens', () => {
  for (const code of codes(texts).keys()) expect(code).toMatch(/^[a-z]+(-[a-z]+)+$/);
});
