import { expect, test } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import { textColumn } from '../../../src/core/table.ts';
import { coherences } from '../../../src/stages/explore/topics/coherence.ts';
import { factorise, toldBy } from '../../../src/kernels/factors/factorise.ts';
import { findTopics } from '../../../src/stages/explore/topics/find-topics.ts';
import { quiet, readReference } from '../evaluate/fixtures.ts';

interface Reference {
  readonly texts: number;
  readonly terms: number;
  readonly topics: number;
  readonly rounds: number;
  readonly x: number[];
  readonly w: number[];
  readonly h: number[];
  readonly foundW: number[];
  readonly foundH: number[];
  readonly told: number;
}

test('factors are those of scikit-learn from the same start', async () => {
  const { texts, terms, topics, rounds, x, w, h, ...wanted } = readReference('topics.json') as Reference;
  const rows = Array.from({ length: texts }, (_, i) => x.slice(i * terms, (i + 1) * terms).flatMap((weight, at) => (weight > 0 ? [{ weight, at }] : []))); // prettier-ignore
  const starts = Uint32Array.from({ length: texts + 1 }, (_, i) => rows.slice(0, i).reduce((sum, row) => sum + row.length, 0));
  const all = rows.flat();
  const matrix = { rows: texts, columns: terms, starts, at: Uint32Array.from(all, ({ at }) => at), values: Float64Array.from(all, ({ weight }) => weight) }; // prettier-ignore
  const start = { w: Float64Array.from(w), h: Float64Array.from(h) };
  const found = await factorise(matrix, start, { parts: topics, rounds, tolerance: 0, pace: () => Promise.resolve() });
  wanted.foundW.forEach((value, i) => expect(found.w[i]).toBeCloseTo(value, 8));
  wanted.foundH.forEach((value, i) => expect(found.h[i]).toBeCloseTo(value, 8));
  expect(toldBy(matrix, found, topics)).toBeCloseTo(wanted.told, 8);
});

const SUBJECTS = ['sail harbour tide anchor deck', 'oven flour butter yeast crust', 'violin chorus tempo sonata quartet'].map((words) => words.split(' ')); // prettier-ignore

/** Texts each of one subject, or of words drawn from all of them. */
function texts(count: number, isMixed: boolean) {
  const rng = createRng(5);
  const pick = <T>(of: readonly T[]) => of[Math.floor(rng() * of.length)]!;
  return textColumn('text', Array.from({ length: count }, (_, i) => Array.from({ length: 8 }, () => pick(isMixed ? SUBJECTS.flat() : SUBJECTS[i % 3]!)).join(' '))); // prettier-ignore
}

test('subjects are found, with the share of each and words that stand together', async () => {
  const report = await findTopics(texts(90, false), { topics: 3, seed: 1 }, quiet);
  const found = report.topics.map(({ words }) => words.slice(0, 5).map(({ term }) => term).sort().join(' ')).sort(); // prettier-ignore
  expect(found).toEqual(SUBJECTS.map((words) => [...words].sort().join(' ')).sort());
  for (const { share, coherence, example } of report.topics) {
    expect(share).toBeCloseTo(1 / 3, 2);
    expect(coherence.value).toBeGreaterThan(0.2);
    expect(coherence.low).toBeLessThan(coherence.value);
    expect(example).not.toBeNull();
  }
  expect(await findTopics(texts(90, false), { topics: 3, seed: 1 }, quiet)).toEqual(report);
});

test('words drawn at random stand together no more than by chance', async () => {
  const { topics } = await findTopics(texts(90, true), { topics: 3, seed: 1 }, quiet);
  for (const { coherence } of topics) expect(Math.abs(coherence.value)).toBeLessThan(0.2);
});

test('coherence is 1 for words that always come together, and -1 for those that never do', () => {
  const even = new Float64Array(4).fill(1);
  const [together, apart] = coherences([[Uint32Array.of(0, 1), Uint32Array.of(0, 1)], [Uint32Array.of(0), Uint32Array.of(3)]])(even); // prettier-ignore
  expect([together, apart]).toEqual([1, -1]);
});

test('too few texts are refused with what there is', async () => {
  await expect(findTopics(texts(5, false), { topics: 3, seed: 1 }, quiet)).rejects.toMatchObject({ code: 'too-few-texts' });
  await expect(findTopics(textColumn('text', [null, '']), { topics: 2, seed: 1 }, quiet)).rejects.toMatchObject({ code: 'too-few-texts' });
});
