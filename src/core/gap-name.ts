import { quoted } from './words.ts';

/** What a gap between groups is a gap of, by the measure's id. */
const measures: Readonly<Record<string, string>> = {
  demographic_parity: 'share called positive',
  equal_opportunity: 'share found of those that are positive',
  false_positive_rate: 'share called positive of those that are not',
  equalised_odds: 'larger of the gaps in what is found and in false alarms',
  predictive_parity: 'share that are positive of those called so',
  calibration: 'mean chance told, less the share that came true',
  accuracy: 'share answered rightly',
  mae: 'mean absolute error',
  mean_error: 'mean error'
};

/** A gap's key, `column.measure`, taken apart: the column as a name to quote, the measure in words. */
export function gapName(key: string): { readonly column: string; readonly measure: string } {
  const dot = key.lastIndexOf('.');
  const id = key.slice(dot + 1);
  return { column: quoted(key.slice(0, Math.max(dot, 0))), measure: Object.hasOwn(measures, id) ? measures[id]! : id.replaceAll('_', ' ') };
}

/** "share called positive, by “sex”", as a cell of a table says it. */
export function gapLabel(key: string): string {
  const { column, measure } = gapName(key);
  return `${measure}, by ${column}`;
}
