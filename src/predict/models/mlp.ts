import { columnNotFound } from '../../core/errors/tables.ts';
import { featureNotNumeric } from '../../core/errors/training.ts';
import type { MlpState } from '../../core/network.ts';
import { findColumn, type Table } from '../../core/table.ts';
import { compileNetwork } from '../compile-network.ts';
import { defineScorer } from '../model-scorer.ts';

/** Scores a multilayer perceptron; src/neural/models/mlp.ts trains it. */
export const mlp = defineScorer<MlpState>({
  id: 'mlp',
  holds: 'sums',
  compile(state) {
    const score = compileNetwork(state, state.columns.length);
    const input = new Float64Array(state.columns.length);
    return (features) => {
      const columns = state.columns.map((name) => numbersOf(features, name));
      const out = new Float64Array(features.rows * state.outputs);
      for (let row = 0; row < features.rows; row++) {
        for (let j = 0; j < columns.length; j++) input[j] = Math.fround(columns[j]![row]!);
        out.set(score(input), row * state.outputs);
      }
      return out;
    };
  }
});

function numbersOf(table: Table, name: string): Float64Array {
  const column = findColumn(table, name);
  if (!column)
    throw columnNotFound(
      name,
      table.columns.map((known) => known.name)
    );
  if (column.kind !== 'number') throw featureNotNumeric(name, column.kind);
  return column.values;
}
