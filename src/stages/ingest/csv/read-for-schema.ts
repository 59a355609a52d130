import { partOf, type WorkContext } from '../../../core/context.ts';
import type { ColumnFormat, ColumnWriting, CsvOptions } from '../../../core/csv-options.ts';
import { csvColumnMissing, csvTypeUnknown } from '../../../core/errors/csv.ts';
import type { ColumnType } from '../../../core/schema.ts';
import { copyColumn, type Column, type Table } from '../../../core/table.ts';
import type { FieldBlock } from '../../../kernels/csv/field-block.ts';
import { recordBlocks } from './block-stream.ts';
import { BooleanBuild } from './builds/boolean-build.ts';
import { fieldText, type ColumnBuild, type ReadSettings } from './builds/build.ts';
import { KnownLabelsBuild } from './builds/known-labels-build.ts';
import { TextBuild } from './builds/text-build.ts';
import { TypedBuild } from './builds/typed-build.ts';
import type { ByteSource } from './byte-source.ts';
import { dateOrders, type TimesAt } from './date-orders.ts';
import type { FoundDialect } from './dialect.ts';
import { settledEncoding } from './encoding.ts';
import { Evidence, forcedFormat, seeValue, type FileHabits, type ValueFormat } from './evidence.ts';
import { formatGiven, habitsOfColumn } from './given-format.ts';
import { columnNames } from './header.ts';
import { IssueLog, type Issue } from './issue-log.ts';
import { MissingMarkers } from './missing-markers.ts';
import { openCsv } from './open-csv.ts';
import type { DateOrder } from './time-formats.ts';
import { tellPlace, tokenizerEvents } from './tokenizer-events.ts';

/** A column to find in the file, of a type that is known. */
export interface WantedColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Labels of a category column, in the order of their codes. */
  readonly labels?: readonly string[];
  /** Of moments: the zone whose clocks show a text that says none. */
  readonly zone?: string;
  /** How its values are written; found out from the file where nothing is said. */
  readonly written?: ColumnWriting;
}

/** The fields as they stood in the file, so that the same rows can be written with columns added. */
export interface RawRows {
  readonly header: readonly string[];
  readonly lines: readonly (readonly string[])[];
}

const MOST_ROWS = 65_536;

/**
 * Streams a CSV as tables of known columns, up to 65,536 rows at a time, in the order of `wanted`; other columns of the file are only in `raw`.
 * Labels that were not known get codes behind the known ones. What is no number or time becomes missing and is counted.
 * @throws LatheError `csv-column-missing` when the header lacks a wanted column; `csv-dates-doubtful` when a date is two days; `csv-empty` and the others of `readCsv`
 */
export async function readCsvForSchema(
  source: ByteSource,
  wanted: readonly WantedColumn[],
  onRows: (table: Table, raw: RawRows) => Promise<void> | void,
  context: WorkContext,
  options: CsvOptions = {}
): Promise<{ readonly rows: number; readonly issues: readonly Issue[] }> {
  const encoding = await settledEncoding(source, options.encoding, context);
  const opened = await openCsv(source, encoding, { ...options, header: options.header ?? true });
  const log = new IssueLog();
  tellPlace(log, opened.dialect);
  const header = columnNames(opened.dialect.first, opened.dialect.width, opened.dialect.isFirstUnnamed, log);
  refuseAbsent(wanted, header);
  const settings = { markers: new MissingMarkers(options.missing), quotedIsText: options.quotedIsText ?? false, log, chunkRows: MOST_ROWS };
  let reading = context;
  const orders = await dateOrders(source, opened, timesWithoutOrder(wanted, header, options), {
    markers: settings.markers,
    context: () => {
      reading = partOf(context, 0.5, 1);
      return partOf(context, 0, 0.5);
    }
  });
  const builds = wanted.map((column) => {
    const how = { options, order: orders.get(column.name) };
    return buildFor(column, header.indexOf(column.name), opened.dialect, how, withMarkers(column, settings));
  });
  let rows = 0;
  for await (const block of recordBlocks(source, opened.stream, tokenizerEvents(log, opened), reading)) {
    for (let from = 0; from < block.rows; from += MOST_ROWS) {
      const to = Math.min(block.rows, from + MOST_ROWS);
      for (const build of builds) build.read(block, { from, to });
      await onRows({ rows: to - from, columns: builds.map(pieceOf) }, { header, lines: linesOf(block, from, to) });
      rows += to - from;
    }
  }
  return { rows, issues: log.list() };
}

/** The names of the columns of a CSV. @throws what `readCsvForSchema` throws for a file that is no CSV */
export async function readHeader(source: ByteSource, context: WorkContext, options: CsvOptions = {}): Promise<string[]> {
  const encoding = await settledEncoding(source, options.encoding, context);
  const { dialect } = await openCsv(source, encoding, { ...options, header: options.header ?? true });
  return columnNames(dialect.first, dialect.width, dialect.isFirstUnnamed, new IssueLog());
}

const pieceOf = (build: ColumnBuild): Column => copyColumn([...build.endPiece()].at(-1)!);

function linesOf(block: FieldBlock, from: number, to: number): string[][] {
  return Array.from({ length: to - from }, (_, i) =>
    Array.from({ length: block.width }, (_, j) => fieldText(block, (from + i) * block.width + j))
  );
}

function refuseAbsent(wanted: readonly WantedColumn[], header: readonly string[]): void {
  const absent = wanted.filter(({ name }) => !header.includes(name)).map(({ name }) => name);
  if (absent.length > 0) throw csvColumnMissing(absent, header);
}

const timesWithoutOrder = (wanted: readonly WantedColumn[], header: readonly string[], options: CsvOptions): TimesAt[] =>
  wanted
    .filter((column) => column.type === 'time' && formatFor(column, options).dateOrder === undefined)
    .map(({ name }) => ({ name, index: header.indexOf(name) }));

/** What is said of this file goes before what is known of another one. */
const formatFor = ({ name, zone, written = {} }: WantedColumn, options: CsvOptions): ColumnFormat => {
  const { decimal, thousands, dateOrder } = written;
  return {
    ...(decimal !== undefined && { decimal }),
    ...(thousands !== undefined && { thousands }),
    ...(dateOrder !== undefined && { dateOrder }),
    ...(zone !== undefined && { zone }),
    ...formatGiven(options, name)
  };
};

const withMarkers = ({ written }: WantedColumn, settings: ReadSettings): ReadSettings =>
  written?.missing ? { ...settings, markers: new MissingMarkers(written.missing) } : settings;

interface HowRead {
  readonly options: CsvOptions;
  /** What the file says of which comes first in the column's dates. */
  readonly order: DateOrder | undefined;
}

function buildFor(
  column: WantedColumn,
  index: number,
  dialect: FoundDialect,
  { options, order }: HowRead,
  settings: ReadSettings
): ColumnBuild {
  const { name, type } = column;
  switch (type) {
    case 'number':
    case 'integer':
    case 'time': {
      const kind = type === 'time' ? 'time' : 'number';
      const usual: FileHabits = { decimal: dialect.delimiter === ';' ? ',' : '.', isDecimalGiven: false, dateOrder: order };
      const habits = habitsOfColumn(usual, formatFor(column, options));
      const format = forcedFormat(evidenceOf(dialect, index, settings.markers, habits), kind, habits);
      return new TypedBuild(asKnown(format, column.written), kind, { name, column: index }, settings);
    }
    case 'category':
      return new KnownLabelsBuild({ name, column: index }, column.labels ?? [], settings);
    case 'boolean':
      return new BooleanBuild(name, index, settings);
    case 'text':
      return new TextBuild(name, index, settings);
    case 'image':
      throw csvTypeUnknown(name, type);
  }
}

/** Dates in the other order are not turned round: they do not fit. */
function asKnown(format: ValueFormat, { dateOrder, twice }: ColumnWriting = {}): ValueFormat {
  if (format.kind !== 'time') return format;
  const isNumeric = format.format === 'day-first' || format.format === 'month-first';
  return { ...format, ...(isNumeric && dateOrder && { format: dateOrder }), ...(twice && { twice }) };
}

/** How the first rows write their numbers and times. */
function evidenceOf(dialect: FoundDialect, index: number, markers: MissingMarkers, { thousands }: FileHabits): Evidence {
  const evidence = new Evidence(true, thousands);
  for (const record of dialect.sampleRows) {
    const text = record[index] ?? '';
    if (!markers.has(text)) seeValue(evidence, text, markers);
  }
  return evidence;
}
