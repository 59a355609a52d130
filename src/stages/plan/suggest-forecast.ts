import { brief, counted, quoted } from '../../core/words.ts';
import type { ColumnSummary } from './column-summary.ts';
import type { Problem } from './problem.ts';

/** A table that is a number over time and little else. */
export interface SeriesTable {
  readonly time: string;
  /** The column that tells series apart; undefined where there is one series. */
  readonly series?: string;
}

/** What the series say of themselves, where it is known. */
export interface SeriesFacts {
  /** Steps of a season; 1 = none. */
  readonly season: number;
  readonly horizon: number;
}

const FEWEST_MOMENTS = 20;
/** Rows that share a moment, at most: else it is a list of events and no series. */
const SHARED = 0.1;

/**
 * Whether there is nothing to tell a number by but its own past: one column of moments, the number, and at most a column that tells series apart. With more columns
 * beside them to learn from, it is a question of rows.
 * @param rows of the table, where known
 */
export function seriesTable(columns: readonly ColumnSummary[], target: string, rows?: number): SeriesTable | null {
  const used = columns.filter(({ name, role }) => name !== target && role !== 'ignore' && role !== 'weight' && role !== 'fold');
  const times = used.filter(({ type }) => type === 'time');
  const others = used.filter(({ type }) => type !== 'time');
  const [time] = times;
  const [series] = others;
  const number = columns.find(({ name }) => name === target);
  if (number?.type !== 'number' && number?.type !== 'integer') return null;
  if (!time || times.length > 1 || others.length > 1 || time.distinct < FEWEST_MOMENTS) return null;
  if (series && !(series.type === 'category' || series.role === 'group')) return null;
  const places = time.distinct * (series?.distinct ?? 1);
  if (rows !== undefined && rows > places * (1 + SHARED)) return null;
  return { time: time.name, ...(series ? { series: series.name } : {}) };
}

/** The problem such a table asks, with a sentence for each choice. */
export function suggestForecast(
  target: string,
  { time, series }: SeriesTable,
  facts?: SeriesFacts
): { problem: Problem; reasons: string[] } {
  const hasSeason = facts !== undefined && facts.season > 1;
  const of = series === undefined ? quoted(target) : `${quoted(target)} of each ${quoted(series)}`;
  const problem: Problem = {
    statement: `Forecast ${of}${facts ? ` for the next ${counted(facts.horizon, 'step')}` : ''}.`,
    task: 'forecasting',
    target,
    metric: 'mase',
    bar: 1,
    time,
    ...(series === undefined ? {} : { series }),
    ...(facts ? { horizon: facts.horizon } : {}),
    ...(hasSeason ? { season: facts.season } : {})
  };
  const reasons = [
    `Beside ${of} there is only when it was, ${quoted(time)}: what is to come is told by what was.`,
    'The MASE holds errors against those of saying what was one season ago, so it can be read without knowing the unit.',
    'The bar is 1: no worse than that. Replace it by what is reached today.',
    ...(facts ? [horizonReason(facts)] : [])
  ];
  return { problem, reasons };
}

const horizonReason = ({ season, horizon }: SeriesFacts): string =>
  season > 1
    ? `A season of ${counted(season, 'step')} shows in the values; ${brief(horizon)} of them are forecast unless you say another number.`
    : `No season shows in the values; ${counted(horizon, 'step')} are forecast unless you say another number.`;
