import { columnNotFound, shapeMismatch } from '../../core/errors/tables.ts';
import type { CnnState } from '../../core/network.ts';
import { findColumn, type ImageColumn, type Table } from '../../core/table.ts';
import { compileEnergy, compileNetwork } from '../compile-network.ts';
import { defineScorer } from '../model-scorer.ts';

/** Scores a convolutional network; src/neural/models/cnn.ts trains it. */
export const cnn = defineScorer<CnnState>({
  id: 'cnn',
  holds: 'sums',
  compile(state) {
    const score = compileNetwork(state, valuesOf(state));
    return (features) => {
      const out = new Float64Array(features.rows * state.outputs);
      eachImage(features, state, (input, row) => out.set(score(input), row * state.outputs));
      return out;
    };
  },
  energy(state) {
    const energy = compileEnergy(state, valuesOf(state));
    return (
      energy &&
      ((features) => {
        const out = new Float64Array(features.rows);
        eachImage(features, state, (input, row) => (out[row] = energy(input)));
        return out;
      })
    );
  }
});

const valuesOf = ({ width, height, channels }: CnnState) => width * height * channels;

/** The values of each image, in an array that the next one takes over. */
function eachImage(features: Table, state: CnnState, visit: (input: Float64Array, row: number) => void): void {
  const { pixels } = imagesOf(features, state);
  const values = valuesOf(state);
  const input = new Float64Array(values);
  for (let row = 0; row < features.rows; row++) {
    for (let i = 0; i < values; i++) input[i] = (pixels[row * values + i]! / 255 - state.pixelMean) / state.pixelScale;
    visit(input, row);
  }
}

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
