import { quoted } from '../../../core/words.ts';
import type { NumberColumn } from '../../../core/table.ts';
import { present, quantile, standardUnit, type CentreAndUnit } from '../column-statistics.ts';
import { defineStep } from '../step-type.ts';

/** Brings numbers to a common size. A column that does not vary is only shifted. */
export const scale = defineStep({
  id: 'scale',
  purpose: 'scale',
  label: 'Scale numbers',
  doc: 'Brings numbers to a common size, so that penalties and gradients treat them alike; trees do not need it.',
  accepts: ['number'],
  turnsInto: 'same',
  gapsAfter: () => 'kept',
  params: {
    method: {
      type: 'choice',
      default: 'standard',
      options: ['standard', 'min-max', 'robust', 'max-abs'],
      doc: 'Mean 0 and deviation 1; smallest 0 and largest 1; median 0 and distance of two quantiles 1; or farthest from 0 is 1, and 0 stays 0.'
    },
    lowQuantile: { type: 'float', default: 0.25, min: 0, max: 0.5, doc: 'With "robust": the share of rows below the lower quantile.' },
    highQuantile: { type: 'float', default: 0.75, min: 0.5, max: 1, doc: 'With "robust": the share of rows below the upper quantile.' }
  },

  fit(_table, columns, { method, lowQuantile, highQuantile }, { tell }) {
    const measure = method === 'robust' ? robust(lowQuantile, highQuantile) : METHODS[method];
    const fits = columns.map((column) => {
      const values = present((column as NumberColumn).values);
      const [center, unit] = values.length === 0 ? [0, 0] : measure(values);
      if (unit === 0)
        tell(
          'column-constant',
          `${quoted(column.name)} ${values.length === 0 ? 'has no value' : 'does not vary'} in the training rows and is not stretched.`
        );
      return { center, unit: unit === 0 ? 1 : unit };
    });
    return { center: Float64Array.from(fits, (fit) => fit.center), scale: Float64Array.from(fits, (fit) => fit.unit) };
  }
});

type Measure = (sorted: Float64Array) => CentreAndUnit;

const minMax: Measure = (sorted) => [sorted[0]!, sorted.at(-1)! - sorted[0]!];

const robust =
  (low: number, high: number): Measure =>
  (sorted) => [quantile(sorted, 0.5), quantile(sorted, high) - quantile(sorted, low)];

const maxAbs: Measure = (sorted) => [0, Math.max(Math.abs(sorted[0]!), Math.abs(sorted.at(-1)!))];

const METHODS: Readonly<Record<'standard' | 'min-max' | 'max-abs', Measure>> = {
  standard: standardUnit,
  'min-max': minMax,
  'max-abs': maxAbs
};
