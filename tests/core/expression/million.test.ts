import { expect, test } from 'vitest';
import { compileExpression } from '../../../src/core/expression/compile.ts';
import { evaluateRows } from '../../../src/core/expression/evaluate.ts';
import { createPacer } from '../../../src/core/pacer.ts';
import { categoryColumn, type Column } from '../../../src/core/table.ts';
import { columns } from './helper.ts';

const ROWS = 1_000_000;
const values = Float64Array.from({ length: ROWS }, (_, i) => (i * 7919) % 100);
const byName = new Map<string, { column: Column; isBoolean: boolean }>([
  ['age', { column: { kind: 'number', name: 'age', values }, isBoolean: false }],
  [
    'colour',
    {
      column: { ...categoryColumn('colour', [], ['blue', 'green', 'red']), codes: Int32Array.from(values, (value) => value % 3) },
      isBoolean: false
    }
  ]
]);

const run = async (text: string, signal: AbortSignal, breathe: () => Promise<void>) => {
  let kept = 0;
  const context = { signal, breathe, onProgress: () => undefined };
  await evaluateRows(
    compileExpression(text, columns),
    ROWS,
    byName,
    (found) => {
      if (found.kind === 'boolean') for (const value of found.values) kept += Number(value === 1);
    },
    createPacer(context)
  );
  return kept;
};

test('a filter looks at a million rows', async () => {
  const started = performance.now();
  const kept = await run("age > 30 and colour in ('red', 'blue') or age * 2 < 5", new AbortController().signal, () => Promise.resolve());
  console.info(`a million rows filtered in ${Math.round(performance.now() - started)} ms`);
  // 7919 has no factor in common with 100: each hundred of rows has every age once.
  const keeps = (age: number) => (age > 30 && age % 3 !== 1) || age * 2 < 5;
  expect(kept).toBe((Array.from({ length: 100 }, (_, age) => age).filter(keeps).length * ROWS) / 100);
});

test('and stops when it is told to', async () => {
  const controller = new AbortController();
  let turns = 0;
  const stopped = run('sqrt(age) > 3', controller.signal, () => {
    if (++turns === 2) controller.abort();
    return Promise.resolve();
  });
  await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
  expect(turns).toBe(2);
});
