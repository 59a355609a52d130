import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { categoryColumn, gather, type Table } from '../../../src/core/table.ts';
import { gatherTarget, type Target } from '../../../src/core/target.ts';
import { aucOf, classTarget, dataOf, fitModel, numberColumn, numberTarget, score } from './support.ts';

/** Made by tests/reference/train_samples.py with scikit-learn 1.2. */
const told = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/train-samples.json'), 'utf8')) as Record<
  'penguins' | 'titanic' | 'diamonds',
  number
>;

type Row = Readonly<Record<string, string>>;

function read(name: string, target: string): Row[] {
  const text = readFileSync(join(import.meta.dirname, `../../../public/samples/${name}.csv`), 'utf8');
  return Papa.parse<Row>(text, { header: true, skipEmptyLines: true }).data.filter((row) => row[target] !== '');
}

const numbers = (rows: readonly Row[], name: string) =>
  numberColumn(
    name,
    rows.map((row) => (row[name] === '' ? NaN : Number(row[name])))
  );
const levels = (rows: readonly Row[], name: string) =>
  categoryColumn(
    name,
    rows.map((row) => row[name] || null)
  );

/** Fits boosting on four fifths of the rows and scores the rest, every fifth row. */
async function heldOut(features: Table, target: Target) {
  const rows = Array.from({ length: features.rows }, (_, i) => i);
  const [train, held] = [rows.filter((i) => i % 5 !== 4), rows.filter((i) => i % 5 === 4)];
  const { state } = await fitModel('boosting', dataOf(gather(features, train), gatherTarget(target, train) as never), {
    earlyStopping: 'off'
  });
  return { held, out: score('boosting', state, gather(features, held)) };
}

test('penguins: species, as accurately as scikit-learn', async () => {
  const rows = read('penguins', 'species');
  const columns = [
    levels(rows, 'island'),
    ...['bill_length_mm', 'bill_depth_mm', 'flipper_length_mm', 'body_mass_g'].map((name) => numbers(rows, name)),
    levels(rows, 'sex')
  ];
  const target = classTarget(rows.map((row) => row['species']!));
  const { held, out } = await heldOut({ rows: rows.length, columns }, target);
  const right = held.filter((row, i) => [0, 1, 2].every((k) => out[3 * i + k]! <= out[3 * i + target.codes[row]!]!)).length;
  expect(Math.abs(right / held.length - told.penguins)).toBeLessThan(0.03);
});

test('titanic: who survived, with the same AUC as scikit-learn', async () => {
  const rows = read('titanic', 'survived');
  const columns = [
    numbers(rows, 'pclass'),
    levels(rows, 'sex'),
    ...['age', 'sibsp', 'parch', 'fare'].map((name) => numbers(rows, name)),
    levels(rows, 'embarked')
  ];
  const { held, out } = await heldOut({ rows: rows.length, columns }, classTarget(rows.map((row) => row['survived']!)));
  const auc = aucOf(
    out.filter((_, i) => i % 2 === 1),
    held.map((row) => rows[row]!['survived'] === '1')
  );
  expect(Math.abs(auc - told.titanic)).toBeLessThan(0.01);
});

test('diamonds: price, with the same error as scikit-learn', async () => {
  const rows = read('diamonds', 'price').filter((_, i) => i % 9 === 0);
  const columns = ['carat', 'cut', 'color', 'clarity', 'depth', 'table', 'x', 'y', 'z'].map((name) =>
    ['cut', 'color', 'clarity'].includes(name) ? levels(rows, name) : numbers(rows, name)
  );
  const price = rows.map((row) => Number(row['price']));
  const { held, out } = await heldOut({ rows: rows.length, columns }, numberTarget(price));
  const rmse = Math.sqrt(held.reduce((sum, row, i) => sum + (out[i]! - price[row]!) ** 2, 0) / held.length);
  expect(Math.abs(rmse / told.diamonds - 1)).toBeLessThan(0.02);
});
