import type { ColumnType } from '../../../core/schema.ts';
import type { Column, ColumnKind } from '../../../core/table.ts';
import { SEEN } from '../../../kernels/csv/number-scan.ts';
import { booleanLabels, type BooleanBuild } from './builds/boolean-build.ts';
import { LabelsBuild } from './builds/labels-build.ts';
import type { OrderWatch } from './builds/order-watch.ts';
import { ScannedBuild } from './builds/scanned-build.ts';
import { TextBuild } from './builds/text-build.ts';
import { TypedBuild } from './builds/typed-build.ts';
import type { MissingMarkers } from './missing-markers.ts';
import type { ColumnPlan, ColumnReader } from './column-reader.ts';
import { Evidence, forcedFormat, formatOf, isLossy, readBy, seeValue, zoneOf, type FileHabits, type ValueFormat } from './evidence.ts';
import { habitsOfColumn, pointHabits } from './given-format.ts';
import { saysZone } from './time-formats.ts';
import { watchMisfits, type NearMiss } from './near-miss.ts';
import { withThousands, type ReadThousands } from './thousands.ts';

/** A column as it will be stored. */
export interface FinishedColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly kind: ColumnKind;
  readonly missing: number;
  readonly values: number;
  readonly distinct: number;
  readonly isDistinctExact: boolean;
  readonly order: OrderWatch | null;
  readonly labels?: readonly string[];
  /** The pieces from one on, when they were not stored on the way. */
  readonly pieces?: (from: number) => Iterable<Column>;
  /** Of times: how many of the values say their zone. */
  readonly zoned?: number;
  /** Of times that are moments: the zone whose clocks they are read by. */
  readonly zone?: string;
  readonly isOrdinal?: true;
  readonly unit?: string;
  /** How numbers or times were read, when they were not plain. */
  readonly format: ValueFormat | null;
  readonly evidence: Evidence | null;
  /** What the column would be but for a few of its values. */
  readonly nearMiss: NearMiss | null;
  /** Of plain numbers: some have a decimal point. */
  readonly hasPoint?: boolean;
  /** Numbers whose thousands are parted by a mark that was found out. */
  readonly thousands: ReadThousands | null;
}

/** What is known of a column at the end of a pass: it is finished, or it has to be read again in another way. */
export type Verdict =
  { readonly kind: 'finished'; readonly column: FinishedColumn } | { readonly kind: 'again'; readonly plan: ColumnPlan };

const again = (plan: ColumnPlan): Verdict => ({ kind: 'again', plan });

export function finishColumn(reader: ColumnReader, file: FileHabits): Verdict {
  const verdict = verdictOn(reader, file);
  if (verdict.kind === 'again' || (verdict.column.type !== 'category' && verdict.column.type !== 'text')) return verdict;
  const meant = reader.meantTexts(verdict.column);
  return meant > 0 ? again({ kind: 'labels', meant }) : verdict;
}

function verdictOn(reader: ColumnReader, file: FileHabits): Verdict {
  const wanted = habitsOfColumn(file, reader.given);
  const habits = reader.hasPointTokens ? pointHabits(wanted) : wanted;
  const { build } = reader;
  if (build === null) return again({ kind: 'labels' });
  if (build instanceof ScannedBuild) return finishScanned(reader, build, habits);
  if (build instanceof LabelsBuild) return finishLabels(reader, build, habits);
  if (build instanceof TextBuild) return finishText(reader, build, habits);
  if (build instanceof TypedBuild) {
    const { format, thousands } = build;
    return finished(reader, build, {
      type: typedType(build, reader),
      format,
      thousands,
      evidence: reader.evidence,
      ...zoneFound(build, reader)
    });
  }
  return finished(reader, { ...counts(build), distinct: build.distinct }, { type: 'boolean', labels: booleanLabels });
}

const counts = (build: BooleanBuild) => ({ missing: build.missing, values: build.values });

function typedType(build: TypedBuild, reader: ColumnReader): ColumnType {
  if (reader.forced) return reader.forced;
  if (build.format.kind === 'time') return 'time';
  return build.format.isWhole ? 'integer' : 'number';
}

/** Plain numbers stay what they are unless the file writes decimals with a comma, or they are whole and too large, or the user says otherwise. */
function finishScanned(reader: ColumnReader, build: ScannedBuild, habits: FileHabits): Verdict {
  const { forced } = reader;
  const { flags } = build.scan;
  if (!build.isNumber) return finishScannedTimes(reader, build);
  const isWhole = (flags & SEEN.fraction) === 0;
  if (forced === 'time' && build.values > 0) return again({ kind: 'labels' });
  if (forced === 'time') return again({ kind: 'typed', format: { kind: 'time', format: 'iso' } });
  if (forced === 'integer' && !isWhole) return again({ kind: 'typed', format: { kind: 'number', decimal: '.', isWhole: true } });
  if (habits.decimal === ',' && (flags & SEEN.decimalPoint) !== 0 && habits.isDecimalGiven) return again({ kind: 'labels' });
  if (habits.decimal === ',' && (flags & SEEN.maybeThousands) !== 0 && (flags & SEEN.decimalPoint) === 0) {
    return again({ kind: 'typed', format: { kind: 'number', decimal: ',', isWhole: true } });
  }
  if (isWhole && (flags & SEEN.big) !== 0 && !forced) return again({ kind: 'labels' });
  // Read one by one, those that are rounded are counted.
  if ((flags & (SEEN.big | SEEN.lost)) !== 0)
    return again({ kind: 'typed', format: { kind: 'number', decimal: '.', isWhole: forced === 'integer' } });
  const type = forced ?? (isWhole && build.values > 0 ? 'integer' : 'number');
  return finished(reader, build, { type, missing: build.missing, hasPoint: (flags & SEEN.decimalPoint) !== 0 });
}

/** Clock times of a zone that was given are read again, each by the clocks of its day. */
function finishScannedTimes(reader: ColumnReader, build: ScannedBuild): Verdict {
  const { zone } = reader.given;
  const placed = zoneOf(reader.given);
  if (reader.forced && reader.forced !== 'time') return again({ kind: 'labels' });
  if (zone !== undefined && zone !== 'UTC') return again({ kind: 'typed', format: { kind: 'time', format: 'iso', ...placed } });
  return finished(reader, build, { type: 'time', missing: build.missing, ...zoneFound(build, reader) });
}

/** Where some times say their zone, all are moments: those that say none count as UTC, or as times of the zone that was given. */
function zoneFound({ zoned }: { readonly zoned: number }, { given: { zone } }: ColumnReader): Pick<FinishedColumn, 'zoned' | 'zone'> {
  if (zone !== undefined) return { zoned, zone };
  return zoned > 0 ? { zoned, zone: 'UTC' } : {};
}

function finishLabels(reader: ColumnReader, build: LabelsBuild, habits: FileHabits): Verdict {
  const { forced } = reader;
  if (forced === 'category') return asCategory(reader, build, 'category', {});
  const { markers } = reader.settings;
  const evidence = evidenceOf(build, forced !== null, habits, markers);
  if (forced === 'number' || forced === 'integer' || forced === 'time') {
    return again({ kind: 'typed', format: forcedFormat(evidence, forced === 'time' ? 'time' : 'number', habits) });
  }
  if (build.values === 0) return again({ kind: 'typed', format: { kind: 'number', decimal: '.', isWhole: false } });
  const format = formatOf(evidence, habits);
  if (format && isToldByLine(build, format, evidence, markers)) return again({ kind: 'typed', format, evidence });
  if (format) return asNumbers(reader, build, format, evidence);
  const labels = build.labelCodes.map((code) => build.dictionary.textOf(code));
  if (labels.every((label) => /^(true|false)$/i.test(label))) return asBoolean(reader, build);
  const nearMiss = watchMisfits(build.texts(), () => build.countedTexts(), habits)?.verdict() ?? null;
  if (isCategory(build, labels)) return asCategory(reader, build, 'category', { evidence, nearMiss });
  return finished(
    reader,
    { ...tally(build), distinct: build.distinct },
    { type: 'text', pieces: (from) => build.textPieces(from), evidence, nearMiss }
  );
}

/** Values that a format takes for missing, or for another number than the text says at first sight, places by a zone or can't keep whole are counted where they stand. */
function isToldByLine(build: LabelsBuild, format: ValueFormat, { numbers }: Evidence, markers: MissingMarkers): boolean {
  const isOdd =
    format.kind === 'time'
      ? format.zone !== undefined
      : numbers.infinite > 0 || numbers.bracketed > 0 || (numbers.lossy > 0 && !format.isWhole);
  if (isOdd) return true;
  return build.labelCodes.some((code) => {
    const text = build.dictionary.textOf(code);
    return markers.isLoose(text) || isLossy(format, text, readBy(format, text));
  });
}

function finishText(reader: ColumnReader, build: TextBuild, habits: FileHabits): Verdict {
  const { forced, evidence } = reader;
  if (evidence && (forced === 'number' || forced === 'integer' || forced === 'time')) {
    return again({ kind: 'typed', format: forcedFormat(evidence, forced === 'time' ? 'time' : 'number', habits) });
  }
  const format = evidence && forced === null ? formatOf(evidence, habits) : null;
  return format
    ? again({ kind: 'typed', format, ...(evidence && { evidence }) })
    : finished(reader, build, { type: 'text', evidence, nearMiss: reader.misfits?.verdict() ?? null });
}

function evidenceOf(build: LabelsBuild, isForced: boolean, { thousands }: FileHabits, markers: MissingMarkers): Evidence {
  const evidence = new Evidence(isForced, thousands);
  for (const code of build.labelCodes) seeValue(evidence, build.dictionary.textOf(code), markers);
  return evidence;
}

/**
 * Text is category when its values come from a short list: at most 50 different ones, or at most a twentieth of the values (and 10,000 labels of
 * 1 MB together). It is text when, of 20 values or more, over half are different, or the labels are sentences of over 100 characters on average.
 */
export function isCategory(counts: { readonly values: number; readonly distinct: number }, labels: readonly string[]): boolean {
  const { values, distinct } = counts;
  if (values >= 20 && distinct > values / 2) return false;
  if (labels.reduce((sum, label) => sum + label.length, 0) > distinct * 100) return false;
  return distinct <= Math.max(50, values / 20);
}

function asCategory(reader: ColumnReader, build: LabelsBuild, type: ColumnType, more: Partial<FinishedColumn>): Verdict {
  const codes = build.labelCodes;
  const texts = codes.map((code) => ({ code, text: build.dictionary.textOf(code) })).sort((a, b) => byCodePoint(a.text, b.text));
  const levels = reader.given.levels ?? [];
  const isOrdinal = texts.length > 0 && texts.every(({ text }) => levels.includes(text));
  if (isOrdinal) texts.sort((a, b) => levels.indexOf(a.text) - levels.indexOf(b.text));
  const mapping = new Int32Array(build.dictionary.size).fill(-1);
  texts.forEach(({ code }, rank) => (mapping[code] = rank));
  const labels = texts.map(({ text }) => text);
  return finished(
    reader,
    { ...tally(build), distinct: build.distinct },
    { ...more, type, labels, ...(isOrdinal && { isOrdinal }), pieces: (from) => build.categoryPieces(mapping, labels, from) }
  );
}

function asBoolean(reader: ColumnReader, build: LabelsBuild): Verdict {
  const mapping = Int32Array.from({ length: build.dictionary.size }, (_, code) =>
    build.dictionary.textOf(code).toLowerCase() === 'true' ? 1 : 0
  );
  const distinct = new Set(build.labelCodes.map((code) => mapping[code])).size;
  const pieces = (from: number) => build.categoryPieces(mapping, booleanLabels, from);
  return finished(reader, { ...tally(build), distinct }, { type: 'boolean', labels: booleanLabels, pieces });
}

function asNumbers(reader: ColumnReader, build: LabelsBuild, format: ValueFormat, evidence: Evidence): Verdict {
  const mapping = Float64Array.from({ length: build.dictionary.size }, (_, code) => readBy(format, build.dictionary.textOf(code)));
  const distinct = new Set(build.labelCodes.map((code) => mapping[code])).size;
  const type = format.kind === 'time' ? 'time' : format.isWhole ? 'integer' : 'number';
  const pieces = (from: number) => build.numericPieces(format.kind, mapping, from);
  const zone = format.kind === 'time' ? zoneFound({ zoned: zonedIn(build) }, reader) : {};
  const thousands = thousandsOf(build, format, mapping);
  const order = build.orderOf(mapping);
  return finished(reader, { ...tally(build), distinct }, { type, pieces, format, evidence, thousands, order, ...zone });
}

/** Rows are counted only where a text has a mark: that takes a look at every code. */
function thousandsOf(build: LabelsBuild, format: ValueFormat, mapping: Float64Array): ReadThousands | null {
  const texts = build.texts();
  const hasMark = texts.some((seen) => withThousands(null, format, seen, 0) !== null);
  if (!hasMark) return null;
  const times = build.countedTexts();
  return texts.reduce<ReadThousands | null>((known, { code }, i) => withThousands(known, format, times[i]!, mapping[code]!), null);
}

const zonedIn = (build: LabelsBuild): number =>
  build.countedTexts().reduce((sum, { text, times }) => sum + (saysZone(text) ? times : 0), 0);

const tally = ({ missing, values }: LabelsBuild) => ({ missing, values });

const kinds: Readonly<Record<ColumnType, ColumnKind>> = {
  number: 'number',
  integer: 'number',
  boolean: 'category',
  category: 'category',
  text: 'text',
  time: 'time',
  image: 'image'
};

interface Counted {
  readonly missing: number;
  readonly values: number;
  readonly distinct: number | { readonly count: number; readonly isExact: boolean };
  readonly order?: OrderWatch;
}

function finished(reader: ColumnReader, build: Counted, more: { type: ColumnType } & Partial<FinishedColumn>): Verdict {
  const { missing, values, distinct } = build;
  const [count, isDistinctExact] = typeof distinct === 'number' ? [distinct, true] : [distinct.count, distinct.isExact];
  const known = { name: reader.name, kind: kinds[more.type], missing, values, distinct: count, isDistinctExact };
  return {
    kind: 'finished',
    column: { order: build.order ?? null, format: null, evidence: null, nearMiss: null, thousands: null, ...known, ...more }
  };
}

/** Order of UTF-32, which JavaScript's own order of strings is not beyond the basic plane. */
export function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return fixed(x) - fixed(y);
  }
  return a.length - b.length;
}

/** Lifts surrogates above the private and compatibility characters that follow them in UTF-16. */
const fixed = (unit: number) => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x10000 : unit);
