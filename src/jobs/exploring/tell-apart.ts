import { partOf, type WorkContext } from '../../core/context.ts';
import type { JointComparison } from '../../core/looks/comparison.ts';
import { resolveParams } from '../../core/params.ts';
import { createRng, shuffled } from '../../core/rng.ts';
import { allRows, gather, type Column, type Table } from '../../core/table.ts';
import { modelScorers } from '../../predict/model-registry.ts';
import { delongInterval, placementsOf } from '../../stages/evaluate/delong.ts';
import { rankClass } from '../../stages/evaluate/ranking.ts';
import { jointSaid } from '../../stages/explore/compare/comparison-words.ts';
import { classicalModels } from '../../stages/train/registry.ts';

const FEWEST = 40;
const labels = ['first', 'second'];

/**
 * Classifier two-sample test: boosting learns on half of the rows which side they come from, and answers for the other half. Two samples of one source
 * give an area of 0.5. Source: Lopez-Paz & Oquab (2017), "Revisiting classifier two-sample tests".
 * @param sides the same columns on both, by name; numbers, times and categories
 */
export async function tellApart(
  sides: { readonly first: Table; readonly second: Table; readonly names: readonly [string, string] },
  context: WorkContext
): Promise<JointComparison | null> {
  const { first, second, names } = sides;
  if (Math.min(first.rows, second.rows) < FEWEST || first.columns.length === 0) return null;
  const rng = createRng(1);
  const table = stacked(first, second);
  const order = shuffled(allRows(table.rows), rng);
  const half = Math.floor(order.length / 2);
  const sideOf = (rows: Uint32Array) => Int32Array.from(rows, (row) => (row < first.rows ? 0 : 1));
  const [learned, asked] = [order.slice(0, half), order.slice(half)];
  const model = classicalModels.get('boosting');
  const target = { kind: 'classes' as const, name: 'side', codes: sideOf(learned), labels };
  const { state } = await model.fit(
    { features: gather(table, learned), target, weights: null },
    resolveParams(model.label, model.params, { maxIter: 60 }),
    { ...partOf(context, 0, 1), rng, onCurve: () => undefined, openEngine: () => Promise.reject(new Error('Boosting needs no engine.')) }
  );
  const probabilities = modelScorers.get('boosting').compile(state)(gather(table, asked));
  const actual = sideOf(asked);
  const ranking = rankClass({ kind: 'classes', labels, actual, predicted: actual, probabilities, positive: 1, weights: null }, 1);
  const value = placementsOf(ranking).area;
  const { low, high, method } = delongInterval(ranking, 0.95);
  const told = { value, low, high, method: `boosting on half of the rows, judged on the other half; ${method}`, n: asked.length };
  return { ...told, said: jointSaid(told, ...names) };
}

/** One table behind the other. Times are numbers to the model. */
function stacked(first: Table, second: Table): Table {
  const columns = first.columns.map((column): Column => {
    const other = second.columns.find(({ name }) => name === column.name)!;
    if (column.kind === 'category' && other.kind === 'category') {
      const all = [...new Set([...column.labels, ...other.labels])];
      const place = new Map(all.map((label, code) => [label, code]));
      const codes = [column, other].flatMap((side) => Array.from(side.codes, (code) => (code < 0 ? -1 : place.get(side.labels[code]!)!)));
      return { kind: 'category', name: column.name, codes: Int32Array.from(codes), labels: all };
    }
    const values = [column, other].map((side) => (side as { values: Float64Array }).values);
    return { kind: 'number', name: column.name, values: Float64Array.from([...values[0]!, ...values[1]!]) };
  });
  return { rows: first.rows + second.rows, columns };
}
