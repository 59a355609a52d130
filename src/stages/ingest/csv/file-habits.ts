import type { CsvOptions } from '../../../core/csv-options.ts';
import { SEEN } from '../../../kernels/csv/number-scan.ts';
import { LabelsBuild } from './builds/labels-build.ts';
import { ScannedBuild } from './builds/scanned-build.ts';
import type { ColumnReader } from './column-reader.ts';
import { Evidence, seeValue, type FileHabits } from './evidence.ts';
import { decimalGiven } from './given-format.ts';
import type { MissingMarkers } from './missing-markers.ts';
import type { DateOrder } from './time-formats.ts';

/** What some columns that leave no doubt say. */
export interface HabitVotes {
  /** Columns for a comma as the decimal mark, less those for a point. */
  readonly commas: number;
  readonly orders: readonly DateOrder[];
}

/**
 * What the columns that leave no doubt say for those that do. The decimal mark is the one given, or the one of most undoubted columns, or a comma
 * when fields are parted by semicolons, or else a point. The order of dates is the one given, or that of the undoubted columns.
 */
export const habitsOf = (readers: readonly ColumnReader[], options: CsvOptions, delimiter: string): FileHabits =>
  habitsBy([votesOf(readers)], options, delimiter);

/** Numbers that a file has as numbers are written with a point in any case, so their columns say nothing of how its texts are written. */
export function votesOf(readers: readonly ColumnReader[]): HabitVotes {
  let commas = 0;
  const orders = new Set<DateOrder>();
  for (const reader of readers) {
    if (reader.hasPointTokens) continue;
    if (reader.build instanceof ScannedBuild)
      commas -= reader.build.isNumber && (reader.build.scan.flags & SEEN.decimalPoint) !== 0 ? 1 : 0;
    const evidence = reader.evidence ?? (reader.build instanceof LabelsBuild ? evidenceOf(reader.build, reader.settings.markers) : null);
    if (!evidence) continue;
    commas += decimalVote(evidence);
    const order = undoubtedOrder(evidence);
    if (order) orders.add(order);
  }
  return { commas, orders: [...orders] };
}

export function habitsBy(votes: readonly HabitVotes[], options: CsvOptions, delimiter: string): FileHabits {
  const commas = votes.reduce((sum, vote) => sum + vote.commas, 0);
  const orders = [...new Set(votes.flatMap((vote) => vote.orders))];
  const decimal = decimalGiven(options);
  const usual = commas > 0 || (commas === 0 && delimiter === ';') ? ',' : '.';
  const dateOrder = options.dateOrder ?? (orders.length === 1 ? orders[0] : undefined);
  return { decimal: decimal ?? usual, isDecimalGiven: decimal !== undefined, dateOrder, votes: commas };
}

function evidenceOf(build: LabelsBuild, markers: MissingMarkers): Evidence {
  const evidence = new Evidence(false);
  for (const code of build.labelCodes) {
    if (!evidence.isAlive) break;
    seeValue(evidence, build.dictionary.textOf(code), markers);
  }
  return evidence;
}

/** 1 for a comma, -1 for a point, 0 for neither. */
function decimalVote({ numbers, values }: Evidence): number {
  if (values === 0 || numbers.values !== values) return 0;
  const fitsPoint = numbers.fits['.'] === values;
  const fitsComma = numbers.fits[','] === values;
  return fitsPoint === fitsComma ? 0 : fitsComma ? 1 : -1;
}

function undoubtedOrder({ times, values }: Evidence): DateOrder | null {
  if (values === 0 || times.values !== values) return null;
  const fitsDay = times.fits['day-first'] === values;
  const fitsMonth = times.fits['month-first'] === values;
  return fitsDay === fitsMonth ? null : fitsDay ? 'day-first' : 'month-first';
}
