import { expect, test } from 'vitest';
import { treeImportance } from '../../../src/stages/explain/tree-importance.ts';
import { sayImportance } from '../../../src/ui/train/importance.ts';
import { dataOf, fitModel, gaussian, numberTable, numberTarget } from '../train/support.ts';

const [a, b, c] = gaussian(400, 3, 4) as [Float64Array, Float64Array, Float64Array];
const data = dataOf(numberTable({ a, b, c }), numberTarget(a.map((value, i) => 3 * value + b[i]!)));

test.each(['boosting', 'tree', 'forest', 'extra-trees'])('%s tells which features it asked, as shares that add up to 1', async (id) => {
  const { state } = await fitModel(id, data);
  const rows = treeImportance(state)!;
  expect(rows.map(({ feature }) => feature).slice(0, 2)).toEqual(['a', 'b']);
  expect(rows.reduce((sum, { gain }) => sum + gain, 0)).toBeCloseTo(1, 12);
  expect(sayImportance(rows)).toMatch(/^“a” alone brought \d/);
});

test('a model without trees has nothing to tell', async () => {
  expect(treeImportance((await fitModel('linear', data)).state)).toBeNull();
});

test('features that were never asked are told, and trees without a question too', () => {
  const row = (feature: string, gain: number) => ({ feature, gain, count: null, cover: null });
  expect(sayImportance([row('a', 0.3), row('b', 0.3), row('c', 0.4), row('d', 0)])).toContain('One feature was never asked.');
  expect(sayImportance([row('a', 0)])).toBe('The trees found no question worth asking.');
});
