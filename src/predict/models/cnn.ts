import { columnNotFound, shapeMismatch } from '../../core/errors/tables.ts';
import type { CnnState } from '../../core/network.ts';
import { findColumn, type ImageColumn, type Table } from '../../core/table.ts';
import { compileNetwork } from '../compile-network.ts';
import { defineScorer } from '../model-scorer.ts';

/** Scores a convolutional network; src/neural/models/cnn.ts trains it. */
export const cnn = defineScorer<CnnState>({
  id: 'cnn',
  holds: 'sums',
  compile(state) {
    const values = state.width * state.height * state.channels;
    const score = compileNetwork(state, values);
    const input = new Float64Array(values);
    return (features) => {
      const { pixels } = imagesOf(features, state);
      const out = new Float64Array(features.rows * state.outputs);
      for (let row = 0; row < features.rows; row++) {
        for (let i = 0; i < values; i++) input[i] = (pixels[row * values + i]! / 255 - state.pixelMean) / state.pixelScale;
        out.set(score(input), row * state.outputs);
      }
      return out;
    };
  }
});

function imagesOf(table: Table, state: CnnState): ImageColumn {
  const column = findColumn(table, state.column);
  if (column?.kind !== 'image')
    throw columnNotFound(
      state.column,
      table.columns.map((known) => known.name)
    );
  for (const key of ['width', 'height', 'channels'] as const) {
    if (column[key] !== state[key]) throw shapeMismatch(`The ${key} of the images in "${column.name}"`, state[key], column[key]);
  }
  return column;
}
