import { describe, expect, test } from 'vitest';
import { createRng, normal, type Rng } from '../../../src/core/rng.ts';
import { categoryColumn, type Column } from '../../../src/core/table.ts';
import { auditChecks } from '../../../src/stages/explore/audit/registry.ts';
import { readSample, tableOf, type Sample } from './read-sample.ts';
import { blockers, codesOf, findingsOf, numbers, sampleOf } from './audit-support.ts';

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
