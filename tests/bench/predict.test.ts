import { expect, test } from 'vitest';
import { createRng, normal } from '../../src/core/rng.ts';
import { gather, type Table } from '../../src/core/table.ts';
import { modelScorers } from '../../src/predict/model-registry.ts';
import { classTarget, dataOf, fitModel, numberTable } from '../stages/train/support.ts';

const ROWS = 5000;
const rng = createRng(5);
const columns = Array.from({ length: 30 }, () => Float64Array.from({ length: ROWS }, () => normal(rng)));
const features = numberTable(Object.fromEntries(columns.map((values, j) => [`x${j}`, values])));
const signal = (i: number) => columns[0]![i]! + columns[1]![i]! * columns[2]![i]! + normal(rng);
const single: Table[] = Array.from({ length: 500 }, (_, i) => gather(features, [i]));

function microsecondsPerRow(work: () => void, rows: number): number {
  for (let warm = 0; warm < 20; warm++) work();
  const times = Array.from({ length: 30 }, () => {
    const start = performance.now();
    work();
    return ((performance.now() - start) * 1000) / rows;
  });
  return times.toSorted((a, b) => a - b)[15]!;
}

test('microseconds a row, 30 features, warm', async () => {
  const table: Record<string, Record<string, string>> = {};
  for (const [name, id, classes] of [
    ['boosting, 100 x 31, two classes', 'boosting', 2],
    ['boosting, 300 x 31, three classes', 'boosting', 3],
    ['logistic, two classes', 'logistic', 2]
  ] as const) {
    const target = classTarget(
      Array.from(
        { length: ROWS },
        (_, i) => `class ${classes === 2 ? Number(signal(i) > 0) : Math.min(2, Math.max(0, Math.round(signal(i) + 1)))}`
      )
    );
    const { state } = await fitModel(id, dataOf(features, target), id === 'boosting' ? { earlyStopping: 'off' } : {});
    const score = modelScorers.get(id).compile(state);
    let sum = 0;
    const alone = microsecondsPerRow(() => {
      for (const row of single) sum += score(row)[1]!;
    }, single.length);
    const batch = microsecondsPerRow(() => {
      sum += score(features)[1]!;
    }, ROWS);
    table[name] = { 'single row': alone.toFixed(2), 'in a batch': batch.toFixed(2) };
    expect(Number.isFinite(sum)).toBe(true);
  }
  console.table(table);
});
