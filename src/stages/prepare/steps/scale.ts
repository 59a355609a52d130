import { quoted } from '../../../core/words.ts';
import type { NumberColumn } from '../../../core/table.ts';
import { deviation, mean, present, quantile } from '../column-statistics.ts';
import { defineStep } from '../step-type.ts';

/** Brings numbers to a common size. A column that does not vary is only shifted. */
export const scale = defineStep({
  id: 'scale',
  label: 'Scale numbers',
  doc: 'Brings numbers to a common size, so that penalties and gradients treat them alike; trees do not need it.',
  accepts: ['number'],
  turnsInto: 'same',
  gapsAfter: () => 'kept',
  params: {
    method: {
      type: 'choice',
      default: 'standard',
      options: ['standard', 'min-max', 'robust'],
      doc: 'Mean 0 and deviation 1; smallest 0 and largest 1; or median 0 and distance of the quartiles 1.'
    }
  },

  fit(_table, columns, { method }, { tell }) {
    const fits = columns.map((column) => {
      const values = present((column as NumberColumn).values);
      const [center, unit] = values.length === 0 ? [0, 0] : METHODS[method](values);
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

type Measure = (sorted: Float64Array) => readonly [center: number, unit: number];

function standard(sorted: Float64Array): readonly [number, number] {
  const center = mean(sorted);
  const unit = deviation(sorted, center);
  return [center, isRounding(unit, center, sorted.length) ? 0 : unit];
}

/** Whether a deviation is no more than what rounding makes of equal numbers: n * eps * |mean|. */
const isRounding = (unit: number, center: number, n: number) => unit <= n * Number.EPSILON * Math.abs(center);

const minMax: Measure = (sorted) => [sorted[0]!, sorted.at(-1)! - sorted[0]!];

const robust: Measure = (sorted) => [quantile(sorted, 0.5), quantile(sorted, 0.75) - quantile(sorted, 0.25)];

const METHODS: Readonly<Record<'standard' | 'min-max' | 'robust', Measure>> = { standard, 'min-max': minMax, robust };
