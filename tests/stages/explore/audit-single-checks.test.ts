import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { textColumn, type Column } from '../../../src/core/table.ts';
import { tableOf } from './read-sample.ts';
import { codesOf, findingsOf, numbers, sampleOf } from './audit-support.ts';

describe('single checks', () => {
  const repeat = (values: readonly (string | null)[], times: number) => Array.from({ length: times }, () => values).flat();

  test('constant, nearly constant and empty columns', async () => {
    const found = await findingsOf(tableOf({ same: repeat(['1'], 200), rare: [...repeat(['a'], 199), 'b'], none: repeat([null], 200) }));
    expect(codesOf(found, 'same')).toContain('constant');
    expect(codesOf(found, 'rare')).toContain('nearly-constant');
    expect(codesOf(found, 'none')).toContain('constant');
  });

  test('a constant target and a target without answers stop the project', async () => {
    const sample = tableOf({ x: repeat(['1', '2'], 30), y: repeat(['a'], 60), z: repeat([null], 60) }, { z: 'category' });
    expect((await findingsOf(sample, { target: 'y' }))[0]).toMatchObject({ code: 'constant', severity: 'blocker' });
    expect((await findingsOf(sample, { target: 'z' }))[0]).toMatchObject({ code: 'missing-target', severity: 'blocker' });
  });

  test('ids by name, by counting and by being all different', async () => {
    const n = 40;
    const found = await findingsOf(
      tableOf({
        row: Array.from({ length: n }, (_, i) => String(i + 100)),
        customer_id: Array.from({ length: n }, (_, i) => String(i * i * 37)),
        ticket_name: Array.from({ length: n }, (_, i) => `T${i}x`),
        measured: Array.from({ length: n }, (_, i) => String(i * i * 37 + 1))
      })
    );
    expect(found.filter(({ code }) => code === 'id-like').flatMap(({ columns }) => columns)).toEqual(['row', 'customer_id', 'ticket_name']);
  });

  test('a year, a month, a day and an hour are one time, unless they are no days or a time stands beside them', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => new Date(Date.UTC(2024, 1, 27, i * 7)));
    const parts = (change: (time: Date, i: number) => number = (time) => time.getUTCDate()) => ({
      year: rows.map((time) => String(time.getUTCFullYear())),
      Month: rows.map((time) => String(time.getUTCMonth() + 1)),
      day: rows.map((time, i) => String(change(time, i))),
      hour: rows.map((time) => String(time.getUTCHours()))
    });
    const found = (await findingsOf(tableOf(parts()))).find(({ code }) => code === 'time-in-parts');
    expect(found).toMatchObject({ columns: ['year', 'Month', 'day', 'hour'], evidence: { month: 'Month', hour: 'hour' } });
    expect(codesOf(await findingsOf(tableOf(parts((_, i) => i))))).not.toContain('time-in-parts');
    const withTime = tableOf({ ...parts(), at: rows.map((time) => time.toISOString()) }, { at: 'time' });
    expect(codesOf(await findingsOf(withTime))).not.toContain('time-in-parts');
  });

  test('duplicate rows are counted exactly, ids aside', async () => {
    const { table, schema } = tableOf({ id: ['1', '2', '3', '4'], x: ['1.5', '1.5', '1.5', '2.5'], y: ['a', 'a', 'b', 'a'] });
    const marked = schema.map((entry) => (entry.name === 'id' ? { ...entry, role: 'id' as const } : entry));
    const found = await findingsOf({ table, schema: marked });
    expect(found.find(({ code }) => code === 'duplicate-rows')?.evidence).toMatchObject({ copies: 1, examples: [[0, 1]] });
  });

  test('copies of an image are counted, and told when their labels differ', async () => {
    const n = 40;
    const pixels = Uint8Array.from({ length: n * 4 }, (_, i) => (i * 37) % 251);
    const copy = (from: number, to: number) => pixels.copyWithin(to * 4, from * 4, from * 4 + 4);
    copy(0, 20);
    copy(1, 2);
    const image: Column = { kind: 'image', name: 'pic', width: 2, height: 2, channels: 1, pixels };
    const label: Column = {
      kind: 'category',
      name: 'kind',
      labels: ['a', 'b'],
      codes: Int32Array.from({ length: n }, (_, i) => Number(i >= 20))
    };
    const found = await findingsOf(sampleOf([image, label], n), { target: 'kind' });
    const copies = found.find(({ code }) => code === 'image-copies');
    expect(copies).toMatchObject({ severity: 'warning', columns: ['pic'], evidence: { copies: 2, disputed: 1 } });
    expect(copies?.message).toContain('1 image has copies under another label');
    expect(copies?.evidence).toMatchObject({ rowNumbers: Uint32Array.of(0, 2, 20) });
    pixels.fill(9, 80, 81);
    pixels.fill(7, 8, 9);
    expect(codesOf(await findingsOf(sampleOf([image, label], n)))).not.toContain('image-copies');
  });

  test('rows sorted by their answers are not told to be of one thing each', async () => {
    const label = Array.from({ length: 90 }, (_, i) => ['cat', 'dog', 'hen'][Math.floor(i / 30)]!);
    const sample = tableOf({ label, x: label.map((_, i) => String(300 * Math.floor(i / 30) + ((i * 7919) % 101))) });
    const about = async (aim: { target: string } | null) =>
      (await findingsOf(sample, aim)).find(({ code }) => code === 'row-order')?.hint ?? '';
    expect(await about({ target: 'label' })).not.toContain('role group');
    expect(await about({ target: 'x' })).toContain('give it the role group');
  });

  test('codes for missing: -999, 9999, question marks; honest values are left alone', async () => {
    const rng = createRng(5);
    const draw = (odd: number) => numbers('x', 300, (i) => (i % 50 === 0 ? odd : 20 + 5 * normal(rng)));
    const coded = await Promise.all([-999, 9999, -1, 0].map((odd) => findingsOf(sampleOf([draw(odd)], 300))));
    expect(coded.map((found) => codesOf(found).includes('missing-codes'))).toEqual([true, true, true, true]);
    const age = numbers('age', 400, (i) => (i % 40 === 0 ? -1 : 18 + Math.floor(62 * rng())));
    expect(codesOf(await findingsOf(sampleOf([age], 400)), 'age')).toContain('missing-codes');
    const honest = await findingsOf(
      sampleOf([numbers('x', 300, () => 50 * normal(rng)), numbers('count', 300, () => Math.floor(rng() * 30) - 1)], 300)
    );
    expect(codesOf(honest)).not.toContain('missing-codes');
    expect(codesOf(await findingsOf(tableOf({ job: repeat(['cook', '?', 'Unknown', 'clerk'], 10) })))).toContain('missing-codes');
  });

  test('two spellings of one level', async () => {
    const found = await findingsOf(tableOf({ city: ['Berlin', 'berlin ', 'Paris', 'New York', 'new-york'] }));
    expect(found.find(({ code }) => code === 'untidy-levels')?.evidence).toEqual(
      expect.arrayContaining([expect.arrayContaining(['Berlin', 'berlin '])])
    );
  });

  test('spellings that look the same: what can not be seen is shown, and the plain one is kept', async () => {
    const found = await findingsOf(
      tableOf({ x: ['ab', 'ab\u200b', 'ab\u200b', 'c\u00add', 'cd', 'e f', 'e\u00a0f', 'e  f', '\ufeffg', 'g'] })
    );
    const about = found.find(({ code }) => code === 'untidy-levels')!;
    expect((about.evidence as string[][]).map(([kept, ...others]) => [kept, others.length]).sort()).toEqual([
      ['ab', 1],
      ['cd', 1],
      ['e f', 2],
      ['g', 1]
    ]);
    expect(about.message).toContain('“ab” = “ab⟨U+200B⟩”');
  });

  test('imbalance, rare classes and missing answers', async () => {
    const answers = [...repeat(['no'], 460), ...repeat(['yes'], 35), ...repeat(['maybe'], 4), null];
    const found = await findingsOf(tableOf({ x: answers.map((_, i) => String(i % 17)), y: answers }), { target: 'y' });
    expect(codesOf(found, 'y')).toEqual(expect.arrayContaining(['missing-target', 'imbalance', 'few-per-class']));
  });

  test('many levels, and nothing but text', async () => {
    const rng = createRng(2);
    const shops = Array.from({ length: 1000 }, () => `shop ${Math.floor(rng() * 120)}`);
    expect(codesOf(await findingsOf(tableOf({ shop: shops })))).toContain('high-cardinality');
    expect(codesOf(await findingsOf(sampleOf([textColumn('note', ['a b', 'c d'])], 2)))).toContain('text-only');
  });

  test('copies of a number column are one finding', async () => {
    const rng = createRng(8);
    const base = Float64Array.from({ length: 200 }, () => normal(rng));
    const sample = sampleOf(
      [numbers('a', 200, (i) => base[i]!), numbers('b', 200, (i) => 2 * base[i]!), numbers('c', 200, (i) => 1 - base[i]!)],
      200
    );
    const copies = (await findingsOf(sample)).filter(({ code }) => code === 'redundant');
    expect(copies.map(({ columns }) => [...columns].sort())).toEqual([['a', 'b', 'c']]);
  });
});
