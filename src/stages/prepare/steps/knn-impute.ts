import { counted, quoted } from '../../../core/words.ts';
import { allRows, type NumberColumn } from '../../../core/table.ts';
import { shuffled } from '../../../core/rng.ts';
import { mean, present } from '../column-statistics.ts';
import { gapNames } from '../gap-names.ts';
import { defineStep } from '../step-type.ts';

/** Fills gaps from the most alike training rows. */
export const knnImpute = defineStep({
  id: 'knn-impute',
  purpose: 'gaps',
  label: 'Fill from like rows',
  doc: 'Fills a missing number with the mean of the nearest training rows that have it; put it behind a scaler, since nearness is told in the units of the columns. The package then holds training rows.',
  accepts: ['number'],
  turnsInto: 'same',
  gapsAfter: () => 'none',
  params: {
    nNeighbors: { type: 'int', default: 5, min: 1, max: 1000, doc: 'How many rows a gap is filled from.' },
    weights: {
      type: 'choice',
      default: 'uniform',
      options: ['uniform', 'distance'],
      doc: 'Whether these rows count alike, or nearer ones more: by one over their distance.'
    },
    maxDonors: {
      type: 'int',
      default: 1000,
      min: 1,
      max: 100_000,
      doc: 'Training rows that are kept to fill from, drawn at random where there are more. Each gap looks at all of them.'
    },
    indicator: { type: 'bool', default: false, doc: 'Adds a 0/1 column for each column that has gaps in training.' }
  },

  fit(table, columns, { nNeighbors, weights, maxDonors, indicator }, { rng, tell }) {
    const values = columns.map((column) => (column as NumberColumn).values);
    const all = allRows(table.rows);
    const kept = table.rows <= maxDonors ? all : shuffled(all, rng).slice(0, maxDonors).sort();
    if (kept.length < table.rows)
      tell(
        'donors-drawn',
        `Gaps are filled from ${counted(kept.length, 'row')} drawn at random of ${counted(table.rows, 'training row')}.`
      );
    const donors = new Float64Array(kept.length * values.length);
    kept.forEach((row, i) => values.forEach((own, j) => (donors[i * values.length + j] = own[row]!)));
    const means = Float64Array.from(columns, ({ name }, j) => {
      const known = present(values[j]!);
      if (known.length > 0) return mean(known);
      tell('column-all-missing', `${quoted(name)} has no value in the training rows; its gaps become 0.`);
      return 0;
    });
    return { donors, neighbours: nNeighbors, weights, means, indicators: gapNames(table, columns, indicator) };
  }
});
