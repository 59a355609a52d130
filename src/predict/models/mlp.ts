import { columnNotFound } from '../../core/errors/tables.ts';
import { featureNotNumeric } from '../../core/errors/training.ts';
import type { MlpState } from '../../core/network.ts';
import { findColumn, type Table } from '../../core/table.ts';
import { compileEnergy, compileNetwork } from '../compile-network.ts';
import { defineScorer } from '../model-scorer.ts';

/** Scores a multilayer perceptron; src/neural/models/mlp.ts trains it. */
export const mlp = defineScorer<MlpState>({
  id: 'mlp',
  holds: 'sums',
  compile(state) {
    const score = compileNetwork(state, state.columns.length);
    return (features) => {
      const out = new Float64Array(features.rows * state.outputs);
      eachRow(features, state, (input, row) => out.set(score(input), row * state.outputs));
      return out;
    };
  },
  energy(state) {
    const energy = compileEnergy(state, state.columns.length);
    return (
      energy &&
      ((features) => {
        const out = new Float64Array(features.rows);
        eachRow(features, state, (input, row) => (out[row] = energy(input)));
        return out;
      })
    );
  }
});

/** The inputs of each row, in an array that the next one takes over. */
function eachRow(features: Table, { columns: names }: MlpState, visit: (input: Float64Array, row: number) => void): void {
  const columns = names.map((name) => numbersOf(features, name));
  const input = new Float64Array(names.length);
  for (let row = 0; row < features.rows; row++) {
    for (let j = 0; j < columns.length; j++) input[j] = Math.fround(columns[j]![row]!);
    visit(input, row);
  }
}

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
