import { quoted } from '../../../core/words.ts';
import type { CategoryColumn, NumberColumn, TimeColumn } from '../../../core/table.ts';
import { commonLevel, mean, mode, present, quantile } from '../column-statistics.ts';
import { gapNames } from '../gap-names.ts';
import { defineStep, type StepContext } from '../step-type.ts';

/** Fills gaps with one value a column, learned from the training rows. */
export const impute = defineStep({
  id: 'impute',
  purpose: 'gaps',
  label: 'Fill missing values',
  doc: 'Puts one learned value where a value is missing, and can keep a note of where it was.',
  accepts: ['number', 'category', 'time'],
  turnsInto: 'same',
  gapsAfter: () => 'none',
  params: {
    strategy: {
      type: 'choice',
      default: 'median',
      options: ['median', 'mean', 'mode', 'constant'],
      doc: 'What fills a number: the middle, the mean, the most common value, or a constant.'
    },
    fillValue: { type: 'float', default: 0, min: -1e300, max: 1e300, doc: 'The constant for numbers, with the strategy "constant".' },
    categories: {
      type: 'choice',
      default: 'constant',
      options: ['constant', 'mode'],
      doc: 'What fills a category: a level of its own, or the most common one.'
    },
    fillLabel: { type: 'text', default: 'missing', doc: 'The level for missing categories, with "constant".' },
    indicator: { type: 'bool', default: false, doc: 'Adds a 0/1 column for each number or time column that has gaps in training.' }
  },

  fit(table, columns, params, context) {
    return {
      fills: columns.map((column) =>
        column.kind === 'category' ? fillLevel(column, params, context) : fillNumber(column as NumberColumn | TimeColumn, params, context)
      ),
      indicators: gapNames(table, columns, params.indicator)
    };
  }
});

interface Choices {
  readonly strategy: 'median' | 'mean' | 'mode' | 'constant';
  readonly fillValue: number;
  readonly categories: 'constant' | 'mode';
  readonly fillLabel: string;
}

function fillNumber(column: NumberColumn | TimeColumn, { strategy, fillValue }: Choices, { tell }: StepContext): number {
  if (strategy === 'constant') return fillValue;
  const values = present(column.values);
  if (values.length > 0) return strategy === 'median' ? quantile(values, 0.5) : strategy === 'mean' ? mean(values) : mode(values);
  tell('column-all-missing', `${quoted(column.name)} has no value in the training rows; its gaps become ${fillValue}.`);
  return fillValue;
}

function fillLevel(column: CategoryColumn, { categories, fillLabel }: Choices, { tell }: StepContext): string {
  if (categories === 'constant') return fillLabel;
  const level = commonLevel(column);
  if (level !== null) return level;
  tell('column-all-missing', `${quoted(column.name)} has no level in the training rows; its gaps become ${quoted(fillLabel)}.`);
  return fillLabel;
}
