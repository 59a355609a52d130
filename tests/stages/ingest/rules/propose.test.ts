import { describe, expect, test } from 'vitest';
import type { Rule } from '../../../../src/core/rule.ts';
import { createRng, normal } from '../../../../src/core/rng.ts';
import { readSample, tableOf } from '../../explore/read-sample.ts';
import { propose } from './hold.ts';

const rows = 300;
const texts = (draw: (i: number) => string | null) => Array.from({ length: rows }, (_, i) => draw(i));
const rng = createRng(5);
const ruleFor = (rules: readonly Rule[], kind: string, column: string) =>
  rules.find((rule) => rule.kind === kind && rule.column === column);

describe('what is planted is proposed, with what it was proposed from', () => {
  const whole = Array.from({ length: rows }, () => [rng() * 9, rng() * 9, rng() * 9].map((part) => Math.round(part * 10) / 10));
  const start = Array.from({ length: rows }, () => Math.floor(rng() * 1000));
  const sample = tableOf(
    {
      code: texts((i) => `${'ABCDE'[i % 5]}X-${1000 + ((i * 7) % 999)}`),
      net: texts((i) => String(whole[i]![0])),
      tax: texts((i) => String(whole[i]![1])),
      fee: texts((i) => String(whole[i]![2])),
      gross: texts((i) => (Math.round(10 * whole[i]!.reduce((a, b) => a + b, 0)) / 10).toFixed(1)),
      begins: texts((i) => String(start[i])),
      ends: texts((i) => String(start[i]! + Math.floor(rng() * 300))),
      shop: texts((i) => `shop ${i % 6}`),
      month: texts((i) => String(Math.floor(i / 6))),
      day: texts((i) => new Date(Date.UTC(2023, 3, 1) + i * 86_400_000).toISOString().slice(0, 10)),
      some: texts((i) => (i % 10 === 0 ? null : String(i % 3)))
    },
    { code: 'text' }
  );

  test('a pattern, an order of columns, a sum, a direction, a set, gaps and freshness', async () => {
    const rules = await propose(sample);
    expect(ruleFor(rules, 'pattern', 'code')?.value).toBe('^[A-Z]{2}-\\d{4}$');
    expect(ruleFor(rules, 'at-most', 'begins')?.columns).toEqual(['ends']);
    expect(ruleFor(rules, 'sum', 'gross')?.columns).toEqual(['net', 'tax', 'fee']);
    expect(ruleFor(rules, 'monotonic', 'day')?.value).toEqual({ direction: 'rising', strictly: true });
    expect(ruleFor(rules, 'in-set', 'shop')?.value).toHaveLength(6);
    expect(ruleFor(rules, 'missing-share', 'some')?.value).toEqual({ most: 0.15 });
    expect(ruleFor(rules, 'fresh', 'day')?.value).toEqual({ days: 12 });
    expect(ruleFor(rules, 'range', 'net')?.value).toEqual({ min: 0, max: expect.closeTo(9.9, 0) as number });
    expect(rules.every(({ because }) => (because ?? '').length > 10)).toBe(true);
  });

  test('a key of two columns where none alone is one', async () => {
    const { table, schema } = sample;
    const keep = ['shop', 'month', 'net'];
    const part = {
      table: { rows, columns: table.columns.filter(({ name }) => keep.includes(name)) },
      schema: schema.filter(({ name }) => keep.includes(name))
    };
    expect((await propose(part)).filter(({ kind }) => kind === 'unique').map(({ column, columns }) => [column, columns])).toEqual([
      ['shop', ['month']]
    ]);
  });

  test('a key of another table', async () => {
    const keys = [{ datasetId: 'd', table: 'shops', column: 'shop', keys: new Set(Array.from({ length: 9 }, (_, i) => `shop ${i}`)) }];
    expect(ruleFor(await propose(sample, keys), 'foreign-key', 'shop')?.value).toEqual({ datasetId: 'd', table: 'shops', column: 'shop' });
  });

  test('a sum that three rows in three hundred break asks for what it found', async () => {
    const broken = tableOf({
      a: texts((i) => String(i % 17)),
      b: texts((i) => String((i * 5) % 13)),
      c: texts((i) => String((i % 17) + ((i * 5) % 13) + (i % 100 === 50 ? 1 : 0)))
    });
    expect(ruleFor(await propose(broken), 'sum', 'c')).toMatchObject({ columns: ['a', 'b'], mostly: 0.99 });
  });
});

describe('nothing is promised that chance made', () => {
  test('random columns give no relation, no order, no pattern and no key', async () => {
    const names = Array.from({ length: 12 }, (_, j) => `c${j}`);
    const sample = tableOf(
      Object.fromEntries(
        names.map((name, j) => [
          name,
          texts(() => (j % 3 === 0 ? normal(rng).toFixed(2) : j % 3 === 1 ? String(Math.floor(rng() * 9)) : 'abcd'[Math.floor(rng() * 4)]!))
        ])
      )
    );
    const kinds = new Set((await propose(sample)).map(({ kind }) => kind));
    for (const kind of ['at-most', 'sum', 'monotonic', 'pattern', 'unique', 'foreign-key', 'fresh']) expect([...kinds]).not.toContain(kind);
  });

  test.each(['penguins', 'titanic', 'adult', 'wine-quality', 'diamonds'])('%s keeps what it proposes', async (name) => {
    const rules = await propose(readSample(name));
    expect(rules.length).toBeGreaterThan(10);
    expect(
      rules
        .filter(({ kind }) => ['sum', 'at-most', 'unique', 'monotonic', 'pattern'].includes(kind))
        .map(({ kind, column, columns }) => `${kind} ${column} ${columns?.join() ?? ''}`)
    ).toMatchSnapshot();
  });
});
