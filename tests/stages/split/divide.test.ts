import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ColumnSchema } from '../../../src/core/schema.ts';
import type { SplitKind } from '../../../src/core/split.ts';
import { allRows, categoryColumn, type Column, type Table } from '../../../src/core/table.ts';
import type { ClassTarget, Target } from '../../../src/core/target.ts';
import { divide } from '../../../src/stages/split/divide.ts';
import { splitKinds } from '../../../src/stages/split/registry.ts';
import { partNames } from '../../../src/stages/split/split-type.ts';

const numbers = (name: string, values: readonly number[]): Column => ({ kind: 'number', name, values: Float64Array.from(values) });
const moments = (name: string, values: readonly number[]): Column => ({ kind: 'time', name, values: Float64Array.from(values) });
const schemaOf = (roles: Readonly<Record<string, ColumnSchema['role']>>): ColumnSchema[] =>
  Object.entries(roles).map(([name, role]) => ({ name, type: 'category', role }));
const classes = (values: readonly string[]): ClassTarget => {
  const { codes, labels } = categoryColumn('answer', values);
  return { kind: 'classes', name: 'answer', codes, labels };
};
const tableOf = (rows: number, ...columns: Column[]): Table => ({ rows, columns });
const given = (rows: number, target: Target | null = null, schema: ColumnSchema[] = []) => ({ target, rows: allRows(rows), schema });
const shares = { train: 0.6, validation: 0.2, test: 0.2 };

/** Columns and target for any kind of split. */
const sample = fc.integer({ min: 12, max: 200 }).chain((rows) =>
  fc.record({
    rows: fc.constant(rows),
    site: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: rows, maxLength: rows }),
    when: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: rows, maxLength: rows }),
    answer: fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: rows, maxLength: rows }),
    seed: fc.integer(),
    test: fc.constantFrom(0, 0.1, 0.3)
  })
);

const enough = (values: readonly number[], need: number) => new Set(values).size >= need;

function divided(
  kind: SplitKind,
  { rows, site, when, answer, seed, test: share }: typeof sample extends fc.Arbitrary<infer T> ? T : never
) {
  const names = answer.map((value) => ({ a: 'Train', b: 'valid', c: 'TEST' })[value]!);
  const table = tableOf(rows, categoryColumn('site', site.map(String)), moments('when', when), categoryColumn('part', names));
  const column = { group: 'site', time: 'when', 'fold-column': 'part' }[kind as string];
  const spec = { kind, seed, shares: { train: 0.7 - share, validation: 0.3, test: share }, ...(column ? { column } : {}) };
  return divide(table, spec, given(rows, classes(answer)));
}

describe.each(splitKinds.all.map((kind) => kind.id))('%s', (kind) => {
  const usable = sample.filter(({ site, when, answer }) => enough(site, 3) && enough(when, 3) && answer.includes('a'));

  test('gives disjoint, ascending parts that hold every row', () => {
    fc.assert(
      fc.property(usable, (data) => {
        const { parts } = divided(kind, data);
        const all = partNames.flatMap((part) => [...parts[part]]);
        expect(all.toSorted((a, b) => a - b)).toEqual([...allRows(data.rows)]);
        for (const part of partNames) expect([...parts[part]]).toEqual([...parts[part]].toSorted((a, b) => a - b));
      }),
      { numRuns: 60 }
    );
  });

  test('gives the same parts for the same seed', () => {
    fc.assert(
      fc.property(usable, (data) => {
        expect(divided(kind, data)).toEqual(divided(kind, data));
      }),
      { numRuns: 20 }
    );
  });

  test('leaves rows alone that may not be used', () => {
    const table = tableOf(
      40,
      categoryColumn(
        'c',
        Array.from({ length: 40 }, (_, i) => ['train', 'val', 'test'][i % 3]!)
      ),
      moments('t', [...allRows(40)])
    );
    const rows = Uint32Array.from({ length: 30 }, (_, i) => i + 5);
    const { parts } = divide(table, { kind, column: kind === 'time' ? 't' : 'c' }, { target: null, rows, schema: [] });
    expect(partNames.flatMap((part) => [...parts[part]]).toSorted((a, b) => a - b)).toEqual([...rows]);
  });
});

test('a stratified split has each class within one row of its share', () => {
  fc.assert(
    fc.property(sample, ({ rows, answer, seed }) => {
      const target = classes(answer);
      const { parts } = divide(tableOf(rows), { kind: 'stratified', shares, seed }, given(rows, target));
      target.labels.forEach((_, code) => {
        const all = target.codes.filter((known) => known === code).length;
        for (const part of partNames) {
          const got = parts[part].filter((row) => target.codes[row] === code).length;
          expect(Math.abs(got - shares[part] * all)).toBeLessThan(1);
        }
      });
    })
  );
});

test('a stratified split keeps the parts near their shares when classes are many and small', () => {
  const target = classes(Array.from({ length: 300 }, (_, i) => `class ${i % 100}`));
  const { parts } = divide(tableOf(300), { kind: 'stratified', shares }, given(300, target));
  expect(Math.abs(parts.test.length - 60)).toBeLessThanOrEqual(5);
  expect(new Set([...parts.train].map((row) => target.codes[row])).size).toBe(100);
});

test('a stratified split of a number has low, middle and high values everywhere', () => {
  const values = Float64Array.from({ length: 500 }, (_, i) => (i * 7919) % 500);
  const { parts } = divide(tableOf(500), { kind: 'stratified', shares }, given(500, { kind: 'numbers', name: 'y', values }));
  for (const part of partNames) {
    const mean = parts[part].reduce((sum, row) => sum + values[row]!, 0) / parts[part].length;
    expect(Math.abs(mean - 249.5)).toBeLessThan(15);
  }
});

test('no group is in two parts', () => {
  fc.assert(
    fc.property(
      sample.filter(({ site }) => enough(site, 3)),
      ({ rows, site, seed }) => {
        const table = tableOf(rows, numbers('site', site));
        const { parts } = divide(table, { kind: 'group', shares, seed }, given(rows, null, schemaOf({ site: 'group' })));
        const sets = partNames.map((part) => new Set([...parts[part]].map((row) => site[row])));
        expect(sets.reduce((sum, set) => sum + set.size, 0)).toBe(new Set(site).size);
        for (const set of sets) expect(set.size).toBeGreaterThan(0);
      }
    )
  );
});

test('in a time split every training row is before every validation row, and that before every test row', () => {
  fc.assert(
    fc.property(
      sample.filter(({ when }) => enough(when, 3)),
      ({ rows, when }) => {
        const { parts } = divide(tableOf(rows, moments('when', when)), { kind: 'time', column: 'when', shares }, given(rows));
        const span = (part: (typeof partNames)[number]) => [...parts[part]].map((row) => when[row]!);
        expect(Math.max(...span('train'))).toBeLessThan(Math.min(...span('validation')));
        expect(Math.max(...span('validation'))).toBeLessThan(Math.min(...span('test')));
      }
    )
  );
});

test('rows without a time are in no part, and a note says how many', () => {
  const when = [3, NaN, 1, 2, 5, 4];
  const { parts, notes } = divide(
    tableOf(6, moments('when', when)),
    { kind: 'time', column: 'when', shares: { train: 0.6, validation: 0, test: 0.4 } },
    given(6)
  );
  expect([...parts.train]).toEqual([0, 2, 3]);
  expect([...parts.test]).toEqual([4, 5]);
  expect(notes).toContainEqual(expect.objectContaining({ code: 'time-missing', message: expect.stringContaining('1 row has no “when”') }));
});

test('a fold column of other values seals nothing and puts all rows in training', () => {
  const { parts, sealed, notes } = divide(
    tableOf(4, categoryColumn('fold', ['0', '1', '0', '1'])),
    { kind: 'fold-column', column: 'fold' },
    given(4)
  );
  expect([...parts.train]).toEqual([0, 1, 2, 3]);
  expect(sealed).toBe(false);
  expect(notes.map((note) => note.code)).toContain('nothing-sealed');
});

test('a fold column that mixes part names with other values is read as folds', () => {
  const { sealed } = divide(
    tableOf(3, categoryColumn('fold', ['train', 'test', 'later'])),
    { kind: 'fold-column', column: 'fold' },
    given(3)
  );
  expect(sealed).toBe(false);
});

test.each([
  [{ train: 0.5, validation: 0.2, test: 0.2 }],
  [{ train: 0, validation: 0.5, test: 0.5 }],
  [{ train: 1.2, validation: -0.2, test: 0 }],
  [{ train: NaN, validation: 0.5, test: 0.5 }]
])('refuses the shares %j', (bad) => {
  expect(() => divide(tableOf(10), { kind: 'random', shares: bad }, given(10))).toThrowError(
    expect.objectContaining({ code: 'shares-invalid' })
  );
});

test('explains tiny data', () => {
  expect(() => divide(tableOf(2), { kind: 'random' }, given(2))).toThrowError(expect.objectContaining({ code: 'too-few-rows' }));
  const { parts, sealed, notes } = divide(tableOf(3), { kind: 'random' }, given(3));
  expect(partNames.reduce((sum, part) => sum + parts[part].length, 0)).toBe(3);
  expect(sealed).toBe(parts.test.length > 0);
  expect(notes.map((note) => note.code)).toContain('part-empty');
});

test('by time without a time column the order of the rows counts, and that is told', () => {
  const { parts, notes, sealed } = divide(tableOf(100), { kind: 'time', shares }, given(100));
  expect([parts.train.at(-1), parts.validation[0], parts.validation.at(-1), parts.test[0], parts.test.at(-1)]).toEqual([
    59, 60, 79, 80, 99
  ]);
  expect(notes.map(({ code }) => code)).toContain('order-of-rows');
  expect(sealed).toBe(true);
  const withTime = tableOf(3, moments('when', [3, 2, 1]));
  expect([...divide(withTime, { kind: 'time' }, given(3, null, schemaOf({ when: 'time' }))).parts.test]).toEqual([0]);
});

test('explains a missing column, role or group', () => {
  expect(() => divide(tableOf(9), { kind: 'group' }, given(9))).toThrowError(expect.objectContaining({ code: 'split-needs-column' }));
  expect(() => divide(tableOf(9), { kind: 'time', column: 'when' }, given(9))).toThrowError(
    expect.objectContaining({ code: 'column-not-found' })
  );
  const table = tableOf(
    9,
    categoryColumn(
      'site',
      Array.from({ length: 9 }, (_, i) => (i < 5 ? 'north' : 'south'))
    )
  );
  expect(() => divide(table, { kind: 'group', column: 'site' }, given(9))).toThrowError(
    expect.objectContaining({ code: 'too-few-groups' })
  );
  expect(() => divide(table, { kind: 'time', column: 'site' }, given(9))).toThrowError(
    expect.objectContaining({ code: 'split-column-unusable' })
  );
});

test('a class that only one part can have is named in a note', () => {
  const target = classes([...Array.from({ length: 29 }, () => 'usual'), 'rare']);
  const { parts, notes } = divide(tableOf(30), { kind: 'stratified', shares }, given(30, target));
  expect(parts.train).toContain(29);
  expect(notes).toContainEqual(
    expect.objectContaining({ code: 'class-missing', message: expect.stringContaining('test part has no row of rare') })
  );
});
