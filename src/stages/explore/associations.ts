import type { Pacer } from '../../core/pacer.ts';
import type { Column, Table } from '../../core/table.ts';
import { counted, grouped, listedNames, quoted } from '../../core/words.ts';
import { noInterval, type Interval } from '../../kernels/intervals.ts';
import { cramersVInterval, etaInterval, pearsonInterval, spearmanInterval } from './association/association-interval.ts';
import { denseRanks, midRanks, pearson, pearsonWhole, standardised } from './association/correlation.ts';
import { spearman } from './association/spearman.ts';
import { correlationRatio } from './association/correlation-ratio.ts';
import { cramersV, type Coded } from './association/cramers-v.ts';
import { evenSample } from './even-sample.ts';
import type { Association } from './profile-type.ts';
import { sortPresent } from './sorted.ts';
import { varietyOf } from './variety.ts';

/** At most so many are measured with each other; a target is measured with all. */
export const MOST_COLUMNS = 60;
const MOST_LEVELS = 100;
/** Rows that associations are measured on. */
export const MOST_ROWS = 200_000;

type Side = NumberSide | CategorySide;

interface NumberSide {
  readonly kind: 'number';
  /** Places of levels in an order: their ranks mean something, their differences do not. */
  readonly isOrdinal: boolean;
  readonly name: string;
  readonly scaled: Float64Array;
  readonly ranks: Int32Array;
  readonly levels: number;
  readonly hasGaps: boolean;
  /** Standardised ranks, for pairs without gaps. */
  readonly rankScaled: Float64Array;
}

interface CategorySide extends Coded {
  readonly kind: 'category';
  readonly name: string;
}

/**
 * How strongly each pair of columns goes together: Pearson and Spearman of numbers and times, Spearman alone where levels stand in an order, Cramér's V of categories, the correlation ratio
 * of a category and a number, each with its 95 % interval. At most 60 columns of 100 levels and 200,000 rows. Of more columns each is measured with the
 * target, and those that go with it most closely with each other; without a target those that vary most. What was left out is in the notes.
 * @param target null where there is none
 * @param of the rows that the table is an even sample of, where it is one
 */
export async function associate(table: Table, target: string | null, pace: Pacer, of = table.rows): Promise<Associated> {
  const notes: string[] = [];
  const able = { rows: table.rows, columns: ableColumns(table, notes) };
  const isWide = able.columns.length > MOST_COLUMNS;
  const answer = isWide ? able.columns.find(({ name }) => name === target) : undefined;
  const withAnswer = answer ? await associateEach(able, answer, pace) : [];
  const columns = isWide ? chooseColumns(able, answer, withAnswer) : able.columns;
  if (isWide) notes.push(choiceWords(answer, able.columns.length));
  if (of > MOST_ROWS) notes.push(`Associations are from an even sample of ${grouped(MOST_ROWS)} of ${counted(of, 'row')}.`);
  const between = await associateAll({ rows: table.rows, columns: columns.filter((column) => column !== answer) }, pace);
  return {
    associations: [...between, ...withAnswer].filter((entry) => Number.isFinite(entry.value)),
    compared: columns.map(({ name }) => name),
    notes
  };
}

interface Associated {
  readonly associations: Association[];
  /** Columns that were measured with each other. */
  readonly compared: string[];
  readonly notes: string[];
}

function ableColumns(table: Table, notes: string[]): Column[] {
  const able = table.columns.filter((column) => column.kind === 'number' || column.kind === 'time' || column.kind === 'category');
  const isCrowded = (column: Column) => column.kind === 'category' && column.labels.length > MOST_LEVELS;
  const crowded = able.filter(isCrowded).map((column) => column.name);
  if (crowded.length > 0) notes.push(`Associations leave out ${listedNames(crowded)}: more than ${MOST_LEVELS} levels each.`);
  return able.filter((column) => !isCrowded(column));
}

async function associateAll(table: Table, pace: Pacer): Promise<Association[]> {
  const sample = evenSample(table, MOST_ROWS);
  const sides: Side[] = [];
  for (const column of sample.columns) sides.push(await sideOf(column, pace));
  const found: Association[] = [];
  for (let i = 0; i < sides.length; i++) {
    for (let j = i + 1; j < sides.length; j++) {
      found.push(...associatePair(sides[i]!, sides[j]!));
      await pace(sample.rows * 6);
    }
  }
  return found;
}

/** Each column with one. One at a time, so that a wide table is never held twice. */
async function associateEach({ rows, columns }: Table, answer: Column, pace: Pacer): Promise<Association[]> {
  const sampled = async (column: Column) => sideOf(evenSample({ rows, columns: [column] }, MOST_ROWS).columns[0]!, pace);
  const side = await sampled(answer);
  const found: Association[] = [];
  for (const column of columns) {
    if (column === answer) continue;
    found.push(...associatePair(await sampled(column), side));
    await pace(Math.min(rows, MOST_ROWS) * 6);
  }
  return found;
}

/** In the order of the table. */
function chooseColumns(table: Table, answer: Column | undefined, withAnswer: readonly Association[]): Column[] {
  const worth = answer ? strengthsOf(withAnswer) : varietyOf(table);
  if (answer) worth.set(answer.name, Infinity);
  const best = [...table.columns].sort((a, b) => (worth.get(b.name) ?? 0) - (worth.get(a.name) ?? 0)).slice(0, MOST_COLUMNS);
  const chosen = new Set(best);
  return table.columns.filter((column) => chosen.has(column));
}

function strengthsOf(withAnswer: readonly Association[]): Map<string, number> {
  const strengths = new Map<string, number>();
  for (const { a, value } of withAnswer) strengths.set(a, Math.max(strengths.get(a) ?? 0, Math.abs(value) || 0));
  return strengths;
}

function choiceWords(answer: Column | undefined, all: number): string {
  const room = 'Columns with the role “ignore” make room for others.';
  return answer
    ? `Pairs are those of ${quoted(answer.name)} and the ${MOST_COLUMNS - 1} of ${counted(all, 'column')} that go with it most closely; with ${quoted(answer.name)} each of them is measured. ${room}`
    : `Pairs are those of the ${MOST_COLUMNS} of ${counted(all, 'column')} that vary most. ${room}`;
}

async function sideOf(column: Column, pace: Pacer): Promise<Side> {
  if (column.kind === 'category' && !column.isOrdinal)
    return { kind: 'category', name: column.name, codes: column.codes, levels: column.labels.length };
  const isOrdinal = column.kind === 'category';
  const values = isOrdinal ? placesOf(column.codes) : (column as { values: Float64Array }).values;
  const sorted = await sortPresent(values, pace);
  const { ranks, levels } = denseRanks(values, sorted);
  await pace(values.length * 30);
  return {
    kind: 'number',
    isOrdinal,
    name: column.name,
    scaled: standardised(values),
    ranks,
    levels,
    hasGaps: sorted.length < values.length,
    rankScaled: standardised(midRanks(ranks, levels, ranks))
  };
}

function associatePair(a: Side, b: Side): Association[] {
  const pair = { a: a.name, b: b.name };
  if (a.kind === 'number' && b.kind === 'number') {
    const byRank = within({ ...pair, kind: 'spearman', ...rankCorrelation(a, b) }, ({ value, n }) => spearmanInterval(value, n));
    if (a.isOrdinal || b.isOrdinal) return [byRank];
    return [within({ ...pair, kind: 'pearson', ...correlation(a, b) }, ({ value, n }) => pearsonInterval(value, n)), byRank];
  }
  if (a.kind === 'category' && b.kind === 'category') {
    const { value, n, ...table } = cramersV(a, b);
    return [within({ ...pair, kind: 'cramers-v', value, n }, () => cramersVInterval({ ...table, n }))];
  }
  const side = a.kind === 'number' ? a : (b as NumberSide);
  const { levels, ...ratio } = correlationRatio(
    a.kind === 'category' ? a : (b as CategorySide),
    side.isOrdinal ? side.rankScaled : side.scaled
  );
  return [within({ ...pair, kind: 'eta', ...ratio }, ({ value, n }) => etaInterval(value, levels, n))];
}

const placesOf = (codes: Int32Array): Float64Array => Float64Array.from(codes, (code) => (code < 0 ? NaN : code));

type Bare = Pick<Association, 'a' | 'b' | 'kind' | 'value' | 'n'>;

/** A value that does not exist has no interval; ends that do not exist are null, so that all of it is JSON. */
function within(bare: Bare, interval: (bare: Bare) => Interval): Association {
  const { low, high, method } = Number.isFinite(bare.value) ? interval(bare) : noInterval('no value');
  const end = (value: number) => (Number.isFinite(value) ? value : null);
  return { ...bare, low: end(low), high: end(high), method };
}

const isWhole = (a: NumberSide, b: NumberSide) => !a.hasGaps && !b.hasGaps && a.levels > 1 && b.levels > 1;

const correlation = (a: NumberSide, b: NumberSide) => (isWhole(a, b) ? pearsonWhole(a.scaled, b.scaled) : pearson(a.scaled, b.scaled));

/** Rows that miss either value take no part in the ranking, so columns with gaps are ranked anew for each pair. */
const rankCorrelation = (a: NumberSide, b: NumberSide) => (isWhole(a, b) ? pearsonWhole(a.rankScaled, b.rankScaled) : spearman(a, b));
