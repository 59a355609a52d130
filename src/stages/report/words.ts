import { isExact, type Metric } from '../../core/outcome.ts';
import { brief, counted, timesOf } from '../../core/words.ts';

export const NOT_RECORDED = 'Not recorded.';

/** Whether a score may be claimed at all: it has a value and both ends of its interval. */
export const isClaimable = (metric: Metric | null | undefined): metric is Metric =>
  metric !== null && metric !== undefined && hasInterval(metric);

const hasInterval = ({ value, low, high }: Metric): boolean => [value, low, high].every(Number.isFinite);

/** A score to three or four digits: 0.984, 12.41, 3,950. All digits line up where numbers stand under each other. */
export function score(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return 'none';
  if (size !== 0 && (size < 0.001 || size >= 1000)) return brief(value);
  return value.toFixed(size < 10 ? 3 : size < 100 ? 2 : 1);
}

/** "0.984 (95 % interval 0.957 to 0.996)"; without an interval no number is claimed. */
export const withInterval = (metric: Metric): string =>
  isExact(metric)
    ? `exactly ${score(metric.value)}`
    : hasInterval(metric)
      ? `${score(metric.value)} (95 % interval ${score(metric.low)} to ${score(metric.high)})`
      : `not claimed, for it has no interval (${metric.method})`;

/** "between 0.957 and 0.996", as one says it aloud after the value. */
export const spoken = (metric: Metric): string =>
  isExact(metric)
    ? `exactly ${score(metric.value)}`
    : `${score(metric.value)}, with 95 % confidence between ${score(metric.low)} and ${score(metric.high)}`;

/** Value, low, high, method and rows as the cells of a table. */
export const metricCells = (metric: Metric): string[] =>
  hasInterval(metric)
    ? [score(metric.value), score(metric.low), score(metric.high), metric.method, String(metric.n)]
    : ['not claimed', 'no interval', 'no interval', metric.method, String(metric.n)];

/** The day of a time, in UTC. */
export const isoDay = (at: number): string => (Number.isFinite(at) ? new Date(at).toISOString().slice(0, 10) : 'no date');

/** The first twelve digits of a hash: enough to tell two apart at a glance. */
export const shortHash = (hash: string): string => hash.slice(0, 12) || 'none';

const MOST_LETTERS = 60;

/** A name from the data, or anything else a user wrote, on one line and never longer than a line can bear. */
export function named(text: string, most = MOST_LETTERS): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const letters = [...line];
  if (line === '') return '(no name)';
  return letters.length > most
    ? `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}\u2026`
    : line;
}

export function bytesOf(size: number): string {
  if (size < 1000) return counted(size, 'byte');
  return size < 1e6 ? `${brief(size / 1000)} kB` : `${brief(size / 1e6)} MB`;
}

export const msOf = (ms: number): string => (ms < 1000 ? `${brief(ms)} ms` : `${brief(ms / 1000)} s`);

/** "was never opened", "was opened twice". */
export const wasOpened = (count: number): string => (count === 0 ? 'was never opened' : `was opened ${timesOf(count)}`);

/** With a capital and an end. What has an end already is left alone: it may begin with a name that must stay as it is. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '' || ENDED.test(trimmed)) return trimmed;
  const begun = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return `${begun}.`;
}

const ENDED = /[.!?]$/;

/** Sentences in one paragraph; empty ones fall out. */
export const sentences = (...parts: readonly (string | null | false)[]): string =>
  parts
    .filter((part): part is string => typeof part === 'string' && part !== '')
    .map(sentence)
    .join(' ');
