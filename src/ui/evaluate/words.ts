import { metricFacts, type MetricFacts } from '../../app/metric-facts.ts';
import { formatNumber, formatScore } from '../../charts/format.ts';

const NUMBER_WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** "three", "14": small numbers as words. */
export const countWord = (count: number): string => NUMBER_WORDS[count] ?? String(count);

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** In the middle of a sentence: abbreviations and names keep their capitals. */
export const lower = (label: string): string =>
  /^(F1|R |ROC|Cohen|Matthews|Brier|[A-Z]{2})/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);

/** "species" -> "species", "digit" -> "digits"; null for what is not a plain word. */
export function pluralOf(word: string): string | null {
  if (!/^[A-Za-z]+$/.test(word)) return null;
  const small = word.toLowerCase();
  if (/(ss|x|ch|sh)$/.test(small)) return `${small}es`;
  if (small.endsWith('s')) return small;
  return /[^aeiou]y$/.test(small) ? `${small.slice(0, -1)}ies` : `${small}s`;
}

/** A score as it is shown everywhere on the page: three decimals for shares, four digits for amounts. */
export function scoreText(metricId: string, value: number): string {
  const { range } = metricFacts(metricId);
  return Number.isFinite(range[1]) && Number.isFinite(value) ? formatScore(value) : formatNumber(value);
}

/** Probabilities that are not quite certain never read as certain. */
export function sureText(share: number): string {
  if (Number.isNaN(share)) return 'not known';
  if (share > 0.999 && share < 1) return 'over 99.9 %';
  if (share > 0 && share < 0.001) return 'under 0.1 %';
  const percent = share * 100;
  return `${percent > 99 || (percent > 0 && percent < 10) ? percent.toFixed(1).replace(/\.0$/, '') : Math.round(percent)} %`;
}

export const isBetter = ({ higherIsBetter }: Pick<MetricFacts, 'higherIsBetter'>, a: number, b: number): boolean =>
  higherIsBetter ? a > b : a < b;

/** What a p-value is told as. */
export const chanceText = (p: number): string => (Number.isNaN(p) ? 'p not known' : p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`);
