import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { categoryColumn, type Table } from '../../../src/core/table.ts';
import { classTarget, dataOf, fitModel, numberColumn, numberTable, score } from './support.ts';

type Rows = readonly (readonly number[])[];

/** Made by tests/reference/bayes.py with scikit-learn 1.2. */
const fixture = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/bayes.json'), 'utf8')) as Readonly<
  Record<string, readonly number[]>
> & { readonly numbers: Rows; readonly scaled: Rows; readonly counts: Rows; readonly levels: Rows };

const numbersOf = (rows: Rows): Table => numberTable(Object.fromEntries(rows[0]!.map((_, j) => [`x${j}`, rows.map((row) => row[j]!)])));
const levelColumns = fixture.levels[0]!.map((_, j) =>
  categoryColumn(
    `level ${j}`,
    fixture.levels.map((row) => `level ${row[j]}`)
  )
);
const levels: Table = { rows: fixture.levels.length, columns: levelColumns };
const mixed: Table = { rows: levels.rows, columns: [...numbersOf(fixture.numbers).columns, ...levelColumns] };
const target = classTarget(fixture['classes']!.map((code) => `class ${code}`));
const weights = Float64Array.from(fixture['weights']!);
const [numbers, scaled, counts] = [numbersOf(fixture.numbers), numbersOf(fixture.scaled), numbersOf(fixture.counts)];

describe('naive Bayes gives the probabilities of scikit-learn', () => {
  test.each([
    ['gaussian', scaled, {}, null],
    ['gaussianSmooth', scaled, { varSmoothing: 0.3 }, null],
    ['gaussianWeighted', numbers, { varSmoothing: 0 }, weights],
    ['gaussianNoPrior', scaled, { fitPrior: false }, null],
    ['bernoulli', scaled, { distribution: 'bernoulli', alpha: 0.5, binarize: 0.1 }, weights],
    ['bernoulliNoPrior', scaled, { distribution: 'bernoulli', fitPrior: false }, null],
    ['multinomial', counts, { distribution: 'multinomial' }, null],
    ['multinomialWeighted', counts, { distribution: 'multinomial', alpha: 0.3 }, weights],
    ['complement', counts, { distribution: 'complement', alpha: 0.8 }, weights],
    ['categorical', levels, { alpha: 0.4 }, weights],
    ['mixed', mixed, { varSmoothing: 0, alpha: 0.7 }, weights]
  ] as const)('%s', async (name, features, params, rowWeights) => {
    const { state } = await fitModel('naive-bayes', dataOf(features, target, rowWeights), params);
    const expected = fixture[name]!;
    const worst = score('naive-bayes', state, features).reduce((most, p, i) => Math.max(most, Math.abs(p - expected[i]!)), 0);
    console.info(`${name}: at most ${worst.toExponential(1)} apart`);
    expect(worst).toBeLessThan(1e-9);
  });
});

describe('naive Bayes and odd data', () => {
  const codes = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 'no' : 'yes'));
  const answers = classTarget(codes);
  const useful = numberColumn(
    'useful',
    codes.map((code, i) => (code === 'yes' ? 2 : 0) + (i % 7) / 7)
  );
  const fit = (columns: Table['columns'], params = {}) => fitModel('naive-bayes', dataOf({ rows: 40, columns }, answers), params);

  test('what is missing says nothing: a row of gaps gets the shares of the classes', async () => {
    const { state } = await fit([useful]);
    expect([...score('naive-bayes', state, numberTable({ useful: [NaN] }))]).toEqual([0.5, 0.5]);
  });

  test('a column without a value in one class says nothing for or against that class by being there', async () => {
    const half = numberColumn(
      'half',
      codes.map((code, i) => (code === 'yes' ? NaN : i))
    );
    const { state } = await fit([half]);
    expect([...score('naive-bayes', state, numberTable({ half: [10] }))]).toEqual([0.5, 0.5]);
  });

  test('columns of one value are left out, and named', async () => {
    const { notes } = await fit([useful, numberColumn('flat', new Array<number>(40).fill(3))]);
    expect(notes).toEqual([expect.objectContaining({ code: 'columns-silent', message: expect.stringContaining('flat') })]);
  });

  test('a column of small units counts as much beside one of huge units', async () => {
    const huge = numberColumn(
      'huge',
      codes.map((_, i) => 1e9 * ((i * 7) % 13))
    );
    const alone = await fit([useful]);
    const beside = await fit([useful, huge]);
    const at = { useful: [0.1], huge: [5e9] };
    const [p, q] = [score('naive-bayes', alone.state, numberTable(at))[0]!, score('naive-bayes', beside.state, numberTable(at))[0]!];
    expect(Math.abs(Math.log(p) - Math.log(q))).toBeLessThan(0.1);
  });

  test('ten thousand levels, a class with one row and huge values give finite probabilities', async () => {
    const rows = 10_000;
    const many = categoryColumn(
      'many',
      Array.from({ length: rows }, (_, i) => `level ${i}`)
    );
    const large = numberColumn(
      'large',
      Array.from({ length: rows }, (_, i) => 1e150 * (i % 11))
    );
    const lonely = classTarget(Array.from({ length: rows }, (_, i) => (i === 7 ? 'one' : i % 2 ? 'a' : 'b')));
    const table = { rows, columns: [many, large] };
    const { state, notes } = await fitModel('naive-bayes', dataOf(table, lonely));
    expect(notes.map(({ code }) => code)).toEqual(['class-of-one-row']);
    expect(score('naive-bayes', state, table).every(Number.isFinite)).toBe(true);
    expect(
      score('naive-bayes', state, { rows: 1, columns: [categoryColumn('many', ['?']), numberColumn('large', [1e308])] })
    ).not.toContain(NaN);
  });

  test('values whose squares are beyond numbers are refused with a hint', async () => {
    await expect(
      fit([
        numberColumn(
          'far',
          codes.map((_, i) => (i % 3) * 1e200)
        )
      ])
    ).rejects.toMatchObject({ code: 'numbers-too-large' });
  });

  test.each(['multinomial', 'complement'])('%s refuses what is no count, with a hint', async (distribution) => {
    await expect(
      fit(
        [
          numberColumn(
            'below',
            codes.map((_, i) => i - 3)
          )
        ],
        { distribution }
      )
    ).rejects.toMatchObject({
      code: 'feature-negative',
      context: { column: 'below', count: 3 },
      hint: expect.stringContaining('gaussian')
    });
  });
});
