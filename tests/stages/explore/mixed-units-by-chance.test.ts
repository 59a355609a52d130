import { expect, test } from 'vitest';
import { createRng, normal, type Rng } from '../../../src/core/rng.ts';
import type { NumberColumn } from '../../../src/core/table.ts';
import type { AuditInput } from '../../../src/stages/explore/audit/audit-check.ts';
import { mixedUnits } from '../../../src/stages/explore/audit/checks/mixed-units.ts';

/** Of one heap each, with and without tails. */
const shapes: readonly ((rng: Rng) => number)[] = [
  (rng) => rng(),
  (rng) => 100 + 40 * rng(),
  (rng) => -Math.log(1 - rng()),
  (rng) => Math.exp(normal(rng)),
  (rng) => Math.exp(6 * rng()),
  (rng) => 50 + 10 * normal(rng)
];

const noise = (rng: Rng, columns: number, rows: number): NumberColumn[] =>
  Array.from({ length: columns }, (_, j) => ({
    kind: 'number',
    name: `x${j}`,
    values: Float64Array.from({ length: rows }, () => shapes[j % shapes.length]!(rng))
  }));

async function columnsFound(columns: readonly NumberColumn[]): Promise<string[]> {
  const input = { table: { rows: columns[0]!.values.length, columns }, schema: [], features: columns, pace: () => Promise.resolve() };
  return (await mixedUnits.run(input as unknown as AuditInput)).flatMap((finding) => finding.columns);
}

test.each([
  [60, 1, 1200],
  [60, 120, 20],
  [200, 120, 20],
  [500, 60, 20]
])('pure noise, %i rows x %i columns: found in no more than one of 20 tables', async (rows, columns, tables) => {
  const rng = createRng(17);
  let alarms = 0;
  for (let i = 0; i < tables; i++) {
    const table = columns === 1 ? [noise(rng, shapes.length, rows)[i % shapes.length]!] : noise(rng, columns, rows);
    if ((await columnsFound(table)).length > 0) alarms++;
  }
  expect(alarms / tables).toBeLessThanOrEqual(0.05);
});

test('a column of pounds and kilograms is found among 199 of noise', async () => {
  const rng = createRng(3);
  const weight = () => 70 * Math.exp(0.07 * normal(rng)) * (rng() < 0.2 ? 2.2046 : 1);
  const mixed: NumberColumn = { kind: 'number', name: 'weight', values: Float64Array.from({ length: 300 }, weight) };
  expect(await columnsFound([...noise(rng, 199, 300), mixed])).toEqual(['weight']);
});
