import { quoted } from '../../../core/words.ts';
import { partOf, type WorkContext } from '../../../core/context.ts';
import type { CsvOptions } from '../../../core/csv-options.ts';
import type { DateQuestion } from '../../../core/date-question.ts';
import type { DialectChoice } from '../../../core/dialect-choice.ts';
import { csvNoRows, csvTypeUnknown } from '../../../core/errors/csv.ts';
import type { Quarantine } from '../../../core/quarantine.ts';
import type { ColumnType } from '../../../core/schema.ts';
import { askDateOrder } from './ask-date-order.ts';
import type { ByteSource } from './byte-source.ts';
import type { FoundDialect } from './dialect.ts';
import { NO_DELIMITER } from './sniff/sniff-delimiter.ts';
import { findEncoding, type Encoding } from './encoding.ts';
import { habitsBy } from './file-habits.ts';
import type { FileHabits } from './evidence.ts';
import type { FinishedColumn } from './finish-column.ts';
import { ColumnGroup } from './groups/column-group.ts';
import type { GroupPool, GroupSpec, StoredReader } from './groups/group-spec.ts';
import { columnNames } from './header.ts';
import { quarantineOf } from './quarantine.ts';
import { IssueLog, mergeLogs, type Issue } from './issue-log.ts';
import { writingOf } from './writing-of.ts';
import { ingestedColumn, type IngestedColumn } from './ingested-column.ts';
import { nearMissIssue } from './near-miss-words.ts';
import { thousandsIssues } from './thousands-words.ts';
import { encodingChoice, numberChoices } from './other-choices.ts';
import { mixedZonesIssue } from './zone-words.ts';
import { notesOf } from './notes.ts';
import { openCsv } from './open-csv.ts';
import { tellPlace } from './tokenizer-events.ts';
import type { ColumnSink } from './piece-queue.ts';
import { rolesOf } from './default-roles.ts';

export interface IngestedCsv {
  readonly rows: number;
  readonly columns: readonly IngestedColumn[];
  readonly notes: readonly string[];
  readonly encoding: string;
  readonly delimiter: string;
  readonly issues: readonly Issue[];
  /** What did not come into the table as it stands in the file; null when all did. */
  readonly quarantine: Quarantine | null;
  /** How the file was taken to be written. */
  readonly choices: readonly DialectChoice[];
  /** What only a person can say of its dates; null = nothing. */
  readonly dateQuestion: DateQuestion | null;
}

export interface ReadCsvSettings {
  readonly options: CsvOptions;
  /** Rows in a piece of a column. */
  readonly chunkRows: number;
  /** Bytes worked on at a time; 512 KiB when not given. */
  readonly pieceBytes?: number;
  /** False: without WebAssembly; the table is the same. */
  readonly useKernel?: boolean;
  /** Who reads the columns; this thread when not given. */
  readonly pool?: GroupPool;
  /** Another one after a first attempt has thrown `NotUtf8`. */
  readonly encoding?: Encoding;
}

/**
 * Reads a CSV into typed columns, as a stream: memory holds a block of the file, a piece of each column and the dictionaries. Types hold for every
 * value, not for a sample: numbers, times and labels are guessed from the first values, and a column whose guess fails is read again.
 * @throws LatheError `csv-empty`, `csv-no-rows`, `csv-not-text`, `csv-encoding-unknown`, `csv-encoding-wrong`, `csv-delimiter-wrong`, `csv-type-unknown`
 * @throws NotUtf8 when the encoding was not given and a byte late in the file is not UTF-8: see `inItsEncoding`
 */
export async function readCsv(source: ByteSource, sink: ColumnSink, settings: ReadCsvSettings, context: WorkContext): Promise<IngestedCsv> {
  const { options, chunkRows } = settings;
  const encoding = settings.encoding ?? (await findEncoding(source, options.encoding));
  const opened = await openCsv(source, encoding, options, settings);
  const { dialect } = opened;
  const log = new IssueLog();
  tellPlace(log, dialect);
  const names = dialect.header ? columnNames(dialect.first, dialect.width, dialect.isFirstUnnamed, log) : numberedNames(dialect.width);
  const types = forcedTypes(names, options, log);
  const pool = settings.pool ?? inThisThread(source, sink);
  const file = { opened, names, types, options, chunkRows };
  const { rows, columns, habits, logs } = await readColumns(file, pool, context);
  const all = mergeLogs([log, ...logs, ...columns.map((column) => column.log)]);
  const quarantine = await quarantineOf(all, source, opened.stream, context);
  return describe(columns, rows, { encoding, dialect, habits, log: all, quarantine, options });
}

const inThisThread = (source: ByteSource, sink: ColumnSink): GroupPool => ({
  shares: (width) => Promise.resolve([Array.from({ length: width }, (_, j) => j)]),
  open: (spec) => Promise.resolve(new ColumnGroup(spec, { source, sink }))
});

interface ReadColumns {
  readonly rows: number;
  readonly columns: readonly StoredReader[];
  readonly habits: FileHabits;
  readonly logs: readonly IssueLog[];
}

async function readColumns(file: Omit<GroupSpec, 'columns' | 'tellsOfFile'>, pool: GroupPool, context: WorkContext): Promise<ReadColumns> {
  const shares = await pool.shares(file.names.length, file.opened.dialect.sampleRows);
  const opened = await Promise.allSettled(shares.map((columns, group) => pool.open({ ...file, columns, tellsOfFile: group === 0 }, group)));
  const groups = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  try {
    for (const one of opened) if (one.status === 'rejected') throw one.reason;
    const firstPart = sharedContexts(partOf(context, 0, 0.9), groups.length);
    const first = await Promise.all(groups.map((group, i) => group.first(firstPart[i]!)));
    const { rows } = first[0]!;
    if (rows === 0) throw csvNoRows(file.names.length);
    const habits = habitsBy(
      first.map(({ votes }) => votes),
      file.options,
      file.opened.dialect.delimiter
    );
    const lastPart = sharedContexts(partOf(context, 0.9, 1), groups.length);
    const results = await Promise.all(groups.map((group, i) => group.finish(habits, lastPart[i]!)));
    const columns: StoredReader[] = [];
    shares.forEach((share, group) => share.forEach((index, i) => (columns[index] = results[group]!.columns[i]!)));
    return { rows, columns, habits, logs: results.map(({ log }) => log) };
  } finally {
    await Promise.all(groups.map((group) => group.settle()));
  }
}

/** Of work done side by side: the whole is as far as its parts are on average. */
function sharedContexts(context: WorkContext, parts: number): WorkContext[] {
  const done = new Array<number>(parts).fill(0);
  return done.map((_, i) => ({
    ...context,
    onProgress(share) {
      done[i] = share;
      context.onProgress(done.reduce((sum, one) => sum + one, 0) / parts);
    }
  }));
}

function describe(
  stored: readonly StoredReader[],
  rows: number,
  found: {
    encoding: Encoding;
    dialect: FoundDialect;
    habits: FileHabits;
    log: IssueLog;
    quarantine: Quarantine | null;
    options: CsvOptions;
  }
): IngestedCsv {
  const columns = stored.map(({ column }) => column);
  const roles = rolesOf(columns, found.dialect);
  return {
    rows,
    columns: stored.map(({ column, chunks }, j) =>
      ingestedColumn(
        withUnit(column, found.dialect.secondHeader?.units[j]),
        { role: roles[j]!, written: writingOf(column, found.options, found.habits) },
        chunks
      )
    ),
    notes: notesOf(columns, roles, found),
    encoding: found.encoding.label,
    delimiter: found.dialect.delimiter === NO_DELIMITER ? 'none' : found.dialect.delimiter,
    issues: [
      ...columns.flatMap((column) => [...nearMissIssue(column, 'line'), ...mixedZonesIssue(column)]),
      ...thousandsIssues(columns),
      ...found.log.list()
    ],
    quarantine: found.quarantine,
    choices: [encodingChoice(found.encoding), ...found.dialect.choices, ...numberChoices(found.habits, found.options)].map(rounded),
    dateQuestion: askDateOrder(columns, found.habits, found.options)
  };
}

/** In what a line below the names says that its numbers are counted. */
const withUnit = (column: FinishedColumn, unit: string | null | undefined): FinishedColumn =>
  column.kind === 'number' && unit ? { ...column, unit } : column;

const rounded = (choice: DialectChoice): DialectChoice => ({ ...choice, confidence: Math.round(choice.confidence * 100) / 100 });

const readable: readonly string[] = ['number', 'integer', 'boolean', 'category', 'text', 'time'];

const numberedNames = (width: number) => Array.from({ length: width }, (_, j) => `column_${j + 1}`);

/**
 * The types the user gives to columns, by their names; null where none is given.
 * @param log told of types given to columns that are not there
 */
export function forcedTypes(names: readonly string[], options: CsvOptions, log: IssueLog | null): (ColumnType | null)[] {
  const given = new Map(Object.entries(options.types ?? {}));
  for (const [name, type] of given) {
    if (!readable.includes(type)) throw csvTypeUnknown(name, type);
    if (!names.includes(name))
      log?.add('unknown-type-column', null, () => `A type was given for ${quoted(name)}, but there is no such column.`, name);
  }
  return names.map((name) => (given.get(name) as ColumnType | undefined) ?? null);
}
