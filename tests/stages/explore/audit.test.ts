import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/core/finding.ts';
import { createRng, normal, type Rng } from '../../../src/core/rng.ts';
import { categoryColumn, textColumn, type Column } from '../../../src/core/table.ts';
import { auditTable, type AuditAim } from '../../../src/stages/explore/audit.ts';
import { auditChecks } from '../../../src/stages/explore/audit/registry.ts';
import { profileTable } from '../../../src/stages/explore/profile.ts';
import { quietContext, readSample, tableOf, type Sample } from './read-sample.ts';

async function findingsOf({ table, schema }: Sample, aim: AuditAim | null = null): Promise<Finding[]> {
  const profile = await profileTable(table, schema, quietContext());
  return auditTable(table, schema, profile, aim, quietContext());
}

const codesOf = (findings: readonly Finding[], column?: string) =>
  findings.filter((finding) => column === undefined || finding.columns.includes(column)).map(({ code }) => code);
const blockers = (findings: readonly Finding[]) =>
  findings.filter(({ severity }) => severity === 'blocker').flatMap(({ columns }) => columns);

const numbers = (name: string, rows: number, draw: (row: number) => number): Column => ({
  kind: 'number',
  name,
  values: Float64Array.from({ length: rows }, (_, row) => draw(row))
});
const sampleOf = (columns: readonly Column[], rows: number): Sample => ({
  table: { rows, columns },
  schema: columns.map(({ name, kind }) => ({ name, type: kind, role: 'feature' }))
});

describe('the samples', () => {
  test('titanic: alive is the target under another name, and nothing else stops the project', async () => {
    const found = await findingsOf(readSample('titanic'), { target: 'survived' });
    expect(found[0]).toMatchObject({ code: 'target-leak', severity: 'blocker', columns: ['alive'] });
    expect(blockers(found)).toEqual(['alive']);
    expect(codesOf(found, 'deck')).toContain('high-missing');
    const renamed = found
      .filter(({ code, severity }) => code === 'redundant' && severity === 'warning')
      .map(({ columns }) => [...columns].sort());
    expect(renamed).toContainEqual(['class', 'pclass']);
    expect(renamed).toContainEqual(['embark_town', 'embarked']);
    expect(found.find(({ code, columns }) => code === 'redundant' && columns.join() === 'who,adult_male')?.severity).toBe('info');
    expect(codesOf(found)).toContain('duplicate-rows');
  });

  test.each([
    ['penguins', 'species'],
    ['penguins', 'sex'],
    ['penguins', 'body_mass_g'],
    ['adult', 'income'],
    ['diamonds', 'price'],
    ['diamonds', 'cut'],
    ['wine-quality', 'quality'],
    ['temperatures', 'Temp']
  ])('%s -> %s: no false blocker, no false leak', async (name, target) => {
    const found = await findingsOf(readSample(name), { target });
    expect(blockers(found)).toEqual([]);
    expect(codesOf(found)).not.toContain('target-leak');
    expect(codesOf(found)).not.toContain('id-like');
  });

  test('what is wrong with each of them is found', async () => {
    const adult = await findingsOf(readSample('adult'), { target: 'income' });
    expect(codesOf(adult, 'capital_gain')).toContain('missing-codes');
    expect(codesOf(adult, 'occupation')).toContain('missing-codes');
    expect(adult.find(({ code }) => code === 'redundant')?.columns).toEqual(['education', 'education_num']);
    const diamonds = await findingsOf(readSample('diamonds'), { target: 'price' });
    expect(codesOf(diamonds, 'x')).toContain('missing-codes');
    const wine = await findingsOf(readSample('wine-quality'), { target: 'quality', task: 'classification' });
    expect(codesOf(wine)).toEqual(expect.arrayContaining(['duplicate-rows', 'imbalance']));
    expect(codesOf(await findingsOf(readSample('temperatures')))).toContain('time-gaps');
  });
});

describe('planted leaks', () => {
  const rng = createRng(7);
  const rows = 600;
  const answer = Array.from({ length: rows }, () => (rng() < 0.3 ? 'yes' : 'no'));
  const target = categoryColumn('answer', answer);
  const noise = numbers('noise', rows, () => normal(rng));
  const leaks: readonly [string, Column, string][] = [
    [
      'a copy under other names',
      categoryColumn(
        'leak',
        answer.map((value) => (value === 'yes' ? 'Y' : 'N'))
      ),
      'target-leak'
    ],
    ['a copy as a number', numbers('leak', rows, (i) => (answer[i] === 'yes' ? 7 : -2)), 'target-leak'],
    [
      'a copy with one in a hundred wrong',
      categoryColumn(
        'leak',
        answer.map((value) => (rng() < 0.01 ? 'yes' : value))
      ),
      'target-leak'
    ],
    [
      'a copy with gaps',
      categoryColumn(
        'leak',
        answer.map((value) => (rng() < 0.3 ? null : value))
      ),
      'target-leak'
    ],
    [
      'a reason that only one answer has',
      categoryColumn(
        'leak',
        answer.map((value) => (value === 'yes' ? `reason ${Math.floor(rng() * 9)}` : null))
      ),
      'single-feature-leak'
    ],
    ['a score made from it', numbers('leak', rows, (i) => (answer[i] === 'yes' ? 1 : 0) + 0.1 * normal(rng)), 'single-feature-leak']
  ];

  test.each(leaks)('%s is a blocker', async (_what, leak, code) => {
    const found = await findingsOf(sampleOf([noise, leak, target], rows), { target: 'answer' });
    expect(found[0]).toMatchObject({ code, severity: 'blocker', columns: ['leak'] });
    expect(blockers(found)).toEqual(['leak']);
  });

  const price = numbers('price', rows, () => Math.exp(normal(rng)));
  const values = (price as { values: Float64Array }).values;
  test.each<[string, Column, string]>([
    ['in another currency', numbers('leak', rows, (i) => 1.19 * values[i]! + 4), 'target-leak'],
    ['as a logarithm', numbers('leak', rows, (i) => Math.log(values[i]!)), 'target-leak'],
    ['with a little noise', numbers('leak', rows, (i) => values[i]! + 0.1 * normal(rng)), 'single-feature-leak']
  ])('a number target %s is a blocker', async (_what, leak, code) => {
    const found = await findingsOf(sampleOf([noise, leak, price], rows), { target: 'price' });
    expect(found[0]).toMatchObject({ code, severity: 'blocker', columns: ['leak'] });
  });

  test('a strong but honest feature is no blocker', async () => {
    const honest = numbers('honest', rows, (i) => (answer[i] === 'yes' ? 2.5 : 0) + normal(rng));
    const found = await findingsOf(sampleOf([honest, target], rows), { target: 'answer' });
    expect(blockers(found)).toEqual([]);
  });
});

describe('false alarms', () => {
  const randomTable = (rng: Rng, rows: number): Sample =>
    sampleOf(
      [
        ...Array.from({ length: 6 }, (_, i) => numbers(`n${i}`, rows, () => normal(rng))),
        categoryColumn(
          'few',
          Array.from({ length: rows }, () => 'abc'[Math.floor(rng() * 3)]!)
        ),
        categoryColumn(
          'many',
          Array.from({ length: rows }, () => `v${Math.floor(rng() * rows * 0.7)}`)
        ),
        categoryColumn(
          'answer',
          Array.from({ length: rows }, () => 'xy'[Math.floor(rng() * 2)]!)
        )
      ],
      rows
    );

  test('random features never look like a leak or a copy', async () => {
    const rng = createRng(11);
    const alarms: string[] = [];
    for (let round = 0; round < 150; round++) {
      const target = round % 3 === 0 ? 'n0' : 'answer';
      const found = await findingsOf(randomTable(rng, 25 + 5 * round), { target });
      alarms.push(
        ...codesOf(found).filter((code) => ['target-leak', 'single-feature-leak', 'redundant', 'missing-codes', 'constant'].includes(code))
      );
    }
    expect(alarms).toEqual([]);
  });

  test('a column of names can not fake a leak', async () => {
    const rng = createRng(3);
    const rows = 300;
    const sample = sampleOf(
      [
        categoryColumn(
          'name',
          Array.from({ length: rows }, (_, i) => `p${i >> 1}`)
        ),
        categoryColumn(
          'answer',
          Array.from({ length: rows }, () => 'xy'[Math.floor(rng() * 2)]!)
        )
      ],
      rows
    );
    expect(codesOf(await findingsOf(sample, { target: 'answer' }), 'name')).not.toContain('single-feature-leak');
  });
});

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

  test('duplicate rows are counted exactly, ids aside', async () => {
    const { table, schema } = tableOf({ id: ['1', '2', '3', '4'], x: ['1.5', '1.5', '1.5', '2.5'], y: ['a', 'a', 'b', 'a'] });
    const marked = schema.map((entry) => (entry.name === 'id' ? { ...entry, role: 'id' as const } : entry));
    const found = await findingsOf({ table, schema: marked });
    expect(found.find(({ code }) => code === 'duplicate-rows')?.evidence).toMatchObject({ copies: 1, examples: [[0, 1]] });
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

test('an empty table has one finding, and a single row is no trouble', async () => {
  expect(await findingsOf(sampleOf([numbers('x', 0, () => 0)], 0))).toMatchObject([{ code: 'no-rows', severity: 'blocker' }]);
  expect(await findingsOf(tableOf({ x: ['1'], y: ['a'] }), { target: 'y' })).toMatchObject([
    { code: 'constant', severity: 'blocker' },
    { code: 'few-per-class' }
  ]);
});

test('a target that is not there is refused', async () => {
  await expect(findingsOf(tableOf({ x: ['1'] }), { target: 'y' })).rejects.toThrowError(
    expect.objectContaining({ code: 'column-not-found' })
  );
});

test('every check says what it does, and every finding says what to do', async () => {
  expect(auditChecks.all.every(({ doc }) => doc.endsWith('.'))).toBe(true);
  const found = await findingsOf(readSample('titanic'), { target: 'survived' });
  expect(found.every(({ message, hint }) => message.endsWith('.') && hint.endsWith('.'))).toBe(true);
  expect(found.every((finding) => structuredClone(finding) && JSON.stringify(finding) !== '')).toBe(true);
});
