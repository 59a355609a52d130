import { brief, quoted } from '../../../core/words.ts';
import type { NumberColumn } from '../../../core/table.ts';
import { differentOf } from '../../../kernels/sorted-numbers.ts';
import { present, quantile } from '../column-statistics.ts';
import { freshNames } from '../fresh-names.ts';
import { meansAlong } from '../bins/means-along.ts';
import { defineStep } from '../step-type.ts';

/** Cuts numbers into bins. */
export const bins = defineStep({
  id: 'bins',
  purpose: 'derive',
  label: 'Cut into bins',
  doc: 'Cuts a number into a few bins, so that a linear model can give each its own weight; what lies within a bin is not told apart any more.',
  accepts: ['number'],
  turnsInto: 'same',
  renames: ({ encode }) => encode === 'onehot',
  gapsAfter: ({ encode }) => (encode === 'onehot' ? 'none' : 'kept'),
  params: {
    nBins: {
      type: 'int',
      default: 5,
      min: 2,
      max: 200,
      doc: 'How many bins a column is cut into; fewer where its values do not part so often.'
    },
    strategy: {
      type: 'choice',
      default: 'quantile',
      options: ['quantile', 'uniform', 'kmeans'],
      doc: 'Bins of equally many rows, of equal width, or around the means that values gather about.'
    },
    encode: {
      type: 'choice',
      default: 'onehot',
      options: ['onehot', 'ordinal'],
      doc: 'A 0/1 column a bin, all 0 where the value is missing; or the place of the bin, from 0.'
    }
  },

  fit(table, columns, { nBins, strategy, encode }, { tell }) {
    const fresh = freshNames(table);
    const edges = columns.map((column) => {
      const values = present((column as NumberColumn).values);
      const inner = values.length === 0 || values[0] === values.at(-1) ? new Float64Array(0) : STRATEGIES[strategy](values, nBins);
      if (inner.length === 0) tell('column-constant', `${quoted(column.name)} does not part in the training rows: it is one bin.`);
      else if (inner.length < nBins - 1)
        tell('fewer-bins', `${quoted(column.name)} parts into ${inner.length + 1} bins only, not ${nBins}.`);
      return inner;
    });
    return { edges, names: edges.map((own, i) => (encode === 'onehot' ? binNames(columns[i]!.name, own).map(fresh) : null)) };
  }
});

function binNames(name: string, edges: Float64Array): string[] {
  const said = [...edges].map(brief);
  if (said.length === 0) return [`${name}: any`];
  return [
    `${name} under ${said[0]!}`,
    ...said.slice(1).map((edge, i) => `${name} from ${said[i]!} to ${edge}`),
    `${name} from ${said.at(-1)!}`
  ];
}

/** Edges between bins, ascending. @param sorted at least two different values */
type Strategy = (sorted: Float64Array, count: number) => Float64Array;

/** Bins narrower than this are one with the bin before them. */
const NARROWEST = 1e-8;

const uniform: Strategy = (sorted, count) => {
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  return Float64Array.from({ length: count - 1 }, (_, k) => low + ((k + 1) * (high - low)) / count);
};

const byQuantiles: Strategy = (sorted, count) =>
  withoutNarrow(Float64Array.from({ length: count + 1 }, (_, k) => quantile(sorted, k / count)));

const byMeans: Strategy = (sorted, count) => {
  const centres = meansAlong(sorted, Math.min(count, differentOf(sorted).length));
  const between = Array.from(centres.subarray(1), (centre, k) => (centre + centres[k]!) * 0.5);
  return withoutNarrow(Float64Array.of(sorted[0]!, ...between, sorted.at(-1)!));
};

/** The edges within. */
function withoutNarrow(edges: Float64Array): Float64Array {
  return edges.filter((edge, k) => k === 0 || edge - edges[k - 1]! > NARROWEST).slice(1, -1);
}

const STRATEGIES: Readonly<Record<'quantile' | 'uniform' | 'kmeans', Strategy>> = { quantile: byQuantiles, uniform, kmeans: byMeans };
