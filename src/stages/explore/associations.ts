import type { Pacer } from '../../core/pacer.ts';
import { createRng } from '../../core/rng.ts';
import { gather, type Column, type Table } from '../../core/table.ts';
import { counted, grouped, listed } from '../../core/words.ts';
import { denseRanks, midRanks, pearson, standardised } from './association/correlation.ts';
import { correlationRatio } from './association/correlation-ratio.ts';
import { cramersV, type Coded } from './association/cramers-v.ts';
import type { Association } from './profile-type.ts';
import { sortPresent } from './sorted.ts';

const MOST_COLUMNS = 60;
const MOST_LEVELS = 100;
const MOST_ROWS = 200_000;

type Side = NumberSide | CategorySide;

interface NumberSide {
  readonly kind: 'number';
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
 * How strongly each pair of columns goes together: Pearson and Spearman of numbers and times, Cramér's V of categories, the correlation ratio
 * of a category and a number. At most 60 columns of 100 levels, and 200,000 rows; what was left out is in the notes.
 */
export async function associate(table: Table, pace: Pacer): Promise<{ associations: Association[]; notes: string[] }> {
  const notes: string[] = [];
  const columns = choose(table, notes);
  const sample = sampleRows({ rows: table.rows, columns }, notes);
  const sides: Side[] = [];
  for (const column of sample.columns) sides.push(await sideOf(column, pace));
  const associations: Association[] = [];
  for (let i = 0; i < sides.length; i++) {
    for (let j = i + 1; j < sides.length; j++) {
      associations.push(...associatePair(sides[i]!, sides[j]!));
      await pace(sample.rows * 6);
    }
  }
  return { associations: associations.filter((entry) => Number.isFinite(entry.value)), notes };
}

function choose(table: Table, notes: string[]): Column[] {
  const able = table.columns.filter((column) => column.kind === 'number' || column.kind === 'time' || column.kind === 'category');
  const crowded = able.filter((column) => column.kind === 'category' && column.labels.length > MOST_LEVELS).map((column) => column.name);
  if (crowded.length > 0) notes.push(`Associations leave out ${listed(crowded)}: more than ${MOST_LEVELS} levels each.`);
  const fit = able.filter((column) => !crowded.includes(column.name));
  if (fit.length > MOST_COLUMNS) notes.push(`Associations cover the first ${MOST_COLUMNS} of ${counted(fit.length, 'column')}.`);
  return fit.slice(0, MOST_COLUMNS);
}

/** One row out of each even stretch, drawn with a fixed seed: a plain every-tenth would fall in step with weekly or hourly data. */
function sampleRows(table: Table, notes: string[]): Table {
  if (table.rows <= MOST_ROWS) return table;
  notes.push(`Associations are from an even sample of ${grouped(MOST_ROWS)} of ${counted(table.rows, 'row')}.`);
  const rng = createRng(1);
  const stretch = table.rows / MOST_ROWS;
  return gather(
    table,
    Uint32Array.from({ length: MOST_ROWS }, (_, i) => Math.min(table.rows - 1, Math.floor((i + rng()) * stretch)))
  );
}

async function sideOf(column: Column, pace: Pacer): Promise<Side> {
  if (column.kind === 'category') return { kind: 'category', name: column.name, codes: column.codes, levels: column.labels.length };
  const values = (column as { values: Float64Array }).values;
  const sorted = await sortPresent(values, pace);
  const { ranks, levels } = denseRanks(values, sorted);
  await pace(values.length * 30);
  return {
    kind: 'number',
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
    return [
      { ...pair, kind: 'pearson', ...pearson(a.scaled, b.scaled) },
      { ...pair, kind: 'spearman', ...spearman(a, b) }
    ];
  }
  if (a.kind === 'category' && b.kind === 'category') return [{ ...pair, kind: 'cramers-v', ...cramersV(a, b) }];
  const ratio = a.kind === 'category' ? correlationRatio(a, (b as NumberSide).scaled) : correlationRatio(b as CategorySide, a.scaled);
  return [{ ...pair, kind: 'eta', ...ratio }];
}

/** Rows that miss either value take no part in the ranking, so columns with gaps are ranked anew for each pair. */
function spearman(a: NumberSide, b: NumberSide) {
  if (!a.hasGaps && !b.hasGaps) return pearson(a.rankScaled, b.rankScaled);
  return pearson(standardised(midRanks(a.ranks, a.levels, b.ranks)), standardised(midRanks(b.ranks, b.levels, a.ranks)));
}
