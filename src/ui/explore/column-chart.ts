import { withUnit } from '../../core/header-unit.ts';
import { counted } from '../../core/words.ts';
import type { HistogramData } from '../../charts/histogram.ts';
import { formatCell, formatDay, formatNumber, formatRough, formatShare } from '../../charts/format.ts';
import type { TopValuesData } from '../../charts/top-values.ts';

type Raw = Readonly<Record<string, unknown>>;

/** How a column is drawn. */
export type ColumnPicture =
  | { readonly kind: 'histogram'; readonly data: HistogramData }
  | { readonly kind: 'top-values'; readonly data: TopValuesData }
  | { readonly kind: 'words' };

const LEVELS_SHOWN = 8;
/** A scale with a hole in it can't be read. */
const MOST_ORDERED = 20;
const zoneIn = (raw: Raw) => (typeof raw['zone'] === 'string' ? raw['zone'] : undefined);
const numberIn = (raw: Raw, key: string) => (typeof raw[key] === 'number' ? raw[key] : NaN);

/**
 * The picture of a column's profile; texts, images and columns without a value are told in words alone.
 * @param order its levels from least to most, where they stand in an order
 */
export function pictureOf(name: string, raw: Raw, order: readonly string[] | null = null, unit?: string): ColumnPicture {
  const column = withUnit(name, unit ?? zoneIn(raw));
  const missing = numberIn(raw, 'missing');
  if (raw['kind'] === 'category') return { kind: 'top-values', data: levelsOf(column, raw, missing, order) };
  const histogram = raw['histogram'] as { edges: readonly number[]; counts: readonly number[] } | undefined;
  if ((raw['kind'] !== 'number' && raw['kind'] !== 'time') || !histogram || histogram.counts.length === 0) return { kind: 'words' };
  const values = raw['type'] === 'integer' ? wholeValues(histogram) : null;
  if (values) return { kind: 'top-values', data: { column, values, others: { levels: 0, count: 0 }, missing } };
  const bins = histogram.counts.map((count, i) => ({ from: histogram.edges[i]!, to: histogram.edges[i + 1]!, count }));
  const whole = raw['type'] === 'integer' && histogram.edges.every((edge) => Number.isInteger(edge + 0.5)) ? { isWhole: true } : {};
  return { kind: 'histogram', data: { column, kind: raw['kind'], bins, missing, median: numberIn(raw, 'median'), ...whole } };
}

/** Bins that hold one whole number each are values, not ranges: they read better by name. Null where they are ranges. */
function wholeValues({ edges, counts }: { readonly edges: readonly number[]; readonly counts: readonly number[] }) {
  const widths = counts.map((_, i) => (edges[i + 1] ?? NaN) - (edges[i] ?? NaN));
  const isWhole = counts.length <= LEVELS_SHOWN && widths.every((width) => width === 1) && Number.isInteger((edges[0] ?? NaN) + 0.5);
  if (!isWhole) return null;
  return counts
    .map((count, i) => ({ label: formatCell(edges[i]! + 0.5), count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}

function levelsOf(column: string, raw: Raw, missing: number, order: readonly string[] | null): TopValuesData {
  const levels = (raw['levels'] as readonly { label: string; count: number }[] | undefined) ?? [];
  const others = (raw['others'] as { levels: number; count: number } | undefined) ?? { levels: 0, count: 0 };
  const most = order ? MOST_ORDERED : LEVELS_SHOWN;
  const kept = levels.slice(0, most).map(({ label, count }) => ({ label, count }));
  const shown = order ? kept.toSorted((a, b) => order.indexOf(a.label) - order.indexOf(b.label)) : kept;
  const rest = levels.slice(most);
  return {
    column,
    values: shown,
    others: { levels: others.levels + rest.length, count: others.count + rest.reduce((total, { count }) => total + count, 0) },
    missing,
    ...(order ? { isOrdinal: true } : {})
  };
}

/** What the numbers of a column are, in one line. */
export function columnWords(raw: Raw): string {
  const gaps = numberIn(raw, 'missing') > 0 ? `, ${formatShare(numberIn(raw, 'missingShare'))} missing` : '';
  switch (raw['kind']) {
    case 'number':
      return `${numberWords(raw)}${gaps}${estimateWords(raw)}`;
    case 'category':
      return `${counted(numberIn(raw, 'distinct'), 'value')}${gaps}`;
    case 'time':
      return hasNone(raw)
        ? `no date${gaps}`
        : `${formatDay(numberIn(raw, 'min'))} to ${formatDay(numberIn(raw, 'max'))}${zoneIn(raw) === undefined ? '' : `, ${zoneIn(raw)}`}${raw['isRegular'] === true ? ', regular' : ''}${gaps}`;
    case 'text':
      return `${textsWords(raw)}, ${numberIn(raw, 'meanWords') === 1 ? 'one word' : `${formatNumber(numberIn(raw, 'meanWords'))} words`} on average${gaps}`;
    case 'image':
      return `${formatNumber(numberIn(raw, 'width'))} x ${formatNumber(numberIn(raw, 'height'))}, ${raw['channels'] === 1 ? 'grey' : 'colour'}, ${counted(numberIn(raw, 'blank'), 'blank one')}`;
    default:
      return gaps.replace(/^, /, '');
  }
}

const estimateOf = (raw: Raw, key: 'distinct' | 'quantiles'): number | null =>
  (raw['estimates'] as Readonly<Record<string, number>> | undefined)?.[key] ?? null;

/** "about 1.23 million different values (±1.6 %)": only where it is an estimate. */
function aboutWords(raw: Raw, noun: string): string | null {
  const error = estimateOf(raw, 'distinct');
  return error === null ? null : `about ${formatRough(numberIn(raw, 'distinct'))} different ${noun} (±${formatShare(error)})`;
}

const textsWords = (raw: Raw): string => aboutWords(raw, 'texts') ?? counted(numberIn(raw, 'distinct'), 'different text');

/** What of a number column is no count of all rows. */
function estimateWords(raw: Raw): string {
  const distinct = aboutWords(raw, 'values');
  const places = estimateOf(raw, 'quantiles');
  const said = [
    ...(distinct === null ? [] : [distinct]),
    ...(places === null
      ? []
      : [`median about ${formatNumber(numberIn(raw, 'median'))} (${shareWords(places)} of the values lie between it and the true one)`])
  ];
  return said.map((one) => `; ${one}`).join('');
}

const shareWords = (share: number): string =>
  share < 1e-4 ? 'less than 0.01 %' : `at most ${formatShare(Math.ceil(share * 1000) / 1000)}`;

const hasNone = (raw: Raw): boolean => Number.isNaN(numberIn(raw, 'min'));

function numberWords(raw: Raw): string {
  if (hasNone(raw)) return 'no number';
  const [min, max] = [numberIn(raw, 'min'), numberIn(raw, 'max')];
  const said = isYearly(min, max) ? formatCell : formatNumber;
  return `${said(min)} to ${said(max)}, mean ${said(numberIn(raw, 'mean'))}, spread ${formatNumber(numberIn(raw, 'sd'))}`;
}

/** Whole numbers that could be years are written as years. */
const isYearly = (min: number, max: number): boolean => Number.isInteger(min) && Number.isInteger(max) && min >= 1500 && max <= 2200;

export type Order = 'table' | 'missing' | 'distinct' | 'name' | 'target';

/** Columns that fit what was typed, in the order asked for. @param power by column; what is not known stands last */
export function orderColumns(
  columns: Readonly<Record<string, Raw>>,
  typed: string,
  order: Order,
  towardsTarget: ReadonlyMap<string, number>
): string[] {
  const names = Object.keys(columns).filter((name) => name.toLowerCase().includes(typed.trim().toLowerCase()));
  const by = (key: string) => (a: string, b: string) => numberIn(columns[b]!, key) - numberIn(columns[a]!, key);
  if (order === 'missing') return names.sort(by('missing'));
  if (order === 'distinct') return names.sort(by('distinct'));
  if (order === 'name') return names.sort((a, b) => a.localeCompare(b));
  if (order === 'target') return names.sort((a, b) => (towardsTarget.get(b) ?? -1) - (towardsTarget.get(a) ?? -1));
  return names;
}

/** How strongly each column goes with the target, by the strongest measure there is. */
export function strengths(pairs: readonly { a: string; b: string; value: number }[], target: string | undefined): Map<string, number> {
  const found = new Map<string, number>();
  for (const { a, b, value } of pairs) {
    const name = a === target ? b : b === target ? a : null;
    if (name !== null) found.set(name, Math.max(found.get(name) ?? 0, Math.abs(value)));
  }
  return found;
}
