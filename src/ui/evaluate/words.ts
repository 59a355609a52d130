import { PER_CENT } from '../../core/words.ts';
import { metricFacts, type MetricFacts } from '../../app/metric-facts.ts';
import { formatNumber, formatScore } from '../../charts/format.ts';

/** "species" -> "species", "digit" -> "digits"; null for what is not a plain word. */
export function pluralOf(word: string): string | null {
  if (!/^[A-Za-z]{3,}$/.test(word)) return null;
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
  if (share > 0.999 && share < 1) return `over 99.9${PER_CENT}`;
  if (share > 0 && share < 0.001) return `under 0.1${PER_CENT}`;
  const percent = share * 100;
  return `${percent > 99 || (percent > 0 && percent < 10) ? percent.toFixed(1).replace(/\.0$/, '') : Math.round(percent)}${PER_CENT}`;
}

export const isBetter = ({ higherIsBetter }: Pick<MetricFacts, 'higherIsBetter'>, a: number, b: number): boolean =>
  higherIsBetter ? a > b : a < b;
