import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { gather, type Table } from '../../../src/core/table.ts';
import { gatherTarget, type Target } from '../../../src/core/target.ts';
import { classTarget, dataOf, fitModel, numberColumn, numberTarget, score } from './support.ts';

type Row = Readonly<Record<string, string>>;

/** Made by tests/reference/neighbour_samples.py with scikit-learn 1.2. */
const told = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/neighbour-samples.json'), 'utf8')) as Readonly<
  Record<'penguins' | 'wine', Readonly<Record<string, number>>>
>;

/** Rows without gaps; number columns but the target, scaled by the rows to learn from: all but every fifth. */
function read(name: string, target: string) {
  const text = readFileSync(join(import.meta.dirname, `../../../public/samples/${name}.csv`), 'utf8');
  const all = Papa.parse<Row>(text, { header: true, skipEmptyLines: true }).data;
  const rows = all.filter((row) => Object.values(row).every((value) => value !== ''));
  const names = Object.keys(rows[0]!).filter((column) => column !== target && rows.every((row) => !Number.isNaN(Number(row[column]))));
  const columns = names.map((column) => {
    const values = rows.map((row) => Number(row[column]));
    const known = values.filter((_, i) => i % 5 !== 4);
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
    const unit = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length);
    return numberColumn(
      column,
      values.map((value) => (value - mean) / unit)
    );
  });
  return { features: { rows: rows.length, columns }, answers: rows.map((row) => row[target]!) };
}

async function heldOut(id: string, features: Table, target: Target) {
  const rows = Array.from({ length: features.rows }, (_, i) => i);
  const [train, held] = [rows.filter((i) => i % 5 !== 4), rows.filter((i) => i % 5 === 4)];
  const { state } = await fitModel(id, dataOf(gather(features, train), gatherTarget(target, train) as never));
  return { held, out: score(id, state, gather(features, held)) };
}

describe('penguins: species, as accurately as scikit-learn', () => {
  const { features, answers } = read('penguins', 'species');
  const target = classTarget(answers);
  test.each(Object.entries(told.penguins))('%s', async (id, accuracy) => {
    const { held, out } = await heldOut(id, features, target);
    const right = held.filter((row, i) => [0, 1, 2].every((k) => out[3 * i + k]! <= out[3 * i + target.codes[row]!]!)).length;
    console.info(`${id}: ${(right / held.length).toFixed(4)}, scikit-learn ${accuracy.toFixed(4)}`);
    expect(Math.abs(right / held.length - accuracy)).toBeLessThan(0.02);
  });
});

describe("wine: a taster's mark, with the same error as scikit-learn", () => {
  const { features, answers } = read('wine-quality', 'quality');
  const marks = answers.map(Number);
  test.each(Object.entries(told.wine))('%s', async (id, error) => {
    const { held, out } = await heldOut(id, features, numberTarget(marks));
    const rmse = Math.sqrt(held.reduce((sum, row, i) => sum + (out[i]! - marks[row]!) ** 2, 0) / held.length);
    console.info(`${id}: ${rmse.toFixed(4)}, scikit-learn ${error.toFixed(4)}`);
    // the Gaussian process learns its covariance from 500 of the 1,279 rows, scikit-learn from all
    expect(Math.abs(rmse / error - 1)).toBeLessThan(0.03);
  });
});
