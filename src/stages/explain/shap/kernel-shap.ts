import { pause } from '../../../core/context.ts';
import { mean } from '../../../core/stats.ts';
import { gather } from '../../../core/table.ts';
import { allCoalitions, drawnCoalitions, MOST_FOR_ALL, type Coalitions } from './coalitions.ts';
import { rowMixer } from './mix-rows.ts';
import type { Shap, ShapRequest } from './shap-type.ts';

/** Rows scored at a time. */
const MOST_ROWS = 65_536;

/** Coalitions that explaining one row takes; each is asked of every background row. */
export const coalitionsOf = (columns: number): number =>
  columns <= MOST_FOR_ALL ? 2 ** columns : 2 * 16 * Math.max(16, Math.ceil((4 * columns) / 16));

/**
 * Shapley values of any model, asked from outside: a column that is not known has its values from the background rows. Up to ten columns all coalitions are
 * asked, and the values are exact; of more, some are drawn, and each value has a standard error.
 * @returns values that add up to the final answer of the model
 * @throws LatheError `explanation-not-for-images`
 */
export async function kernelShap({ pkg, table, background, predict, rng, context }: ShapRequest): Promise<Shap> {
  const players = table.columns.map(({ name }) => ({ columns: [name], label: name }));
  const width = players.length;
  const coalitions = width === 1 ? null : width <= MOST_FOR_ALL ? allCoalitions(width) : drawnCoalitions(width, rng);
  const base = mean(await predict(background));
  const outputs = await predict(table);
  const values = new Float64Array(table.rows * width);
  const errors = new Float64Array(table.rows * width);
  for (let row = 0; row < table.rows; row++) {
    await pause(context);
    const mix = rowMixer(gather(table, [row]), background);
    const inner = coalitions ? await answersTo(coalitions, mix, background.rows, predict) : new Float64Array(0);
    const found = coalitions?.solve(inner, base, outputs[row]!) ?? { values: Float64Array.of(outputs[row]! - base), errors: null };
    values.set(found.values, row * width);
    if (found.errors) errors.set(found.errors, row * width);
    context.onProgress((row + 1) / table.rows);
  }
  const isDrawn = coalitions?.isAll === false;
  return {
    way: isDrawn ? 'drawn coalitions' : 'all coalitions',
    unit: pkg.target.labels ? 'probability' : 'answer',
    players,
    values,
    base,
    outputs,
    errors: isDrawn ? errors : null
  };
}

/** The mean answer over the background, for each coalition. */
async function answersTo(
  { count, isKnown }: Coalitions,
  mix: ReturnType<typeof rowMixer>,
  others: number,
  predict: ShapRequest['predict']
): Promise<Float64Array> {
  const width = isKnown.length / count;
  const stretch = Math.max(1, Math.floor(MOST_ROWS / others));
  const means = new Float64Array(count);
  for (let from = 0; from < count; from += stretch) {
    const to = Math.min(count, from + stretch);
    const answers = await predict(mix(isKnown.subarray(from * width, to * width)));
    for (let i = from; i < to; i++) means[i] = mean(answers.subarray((i - from) * others, (i - from + 1) * others));
  }
  return means;
}
