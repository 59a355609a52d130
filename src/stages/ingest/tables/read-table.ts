import { MOST_COLUMNS } from '../columns/most-columns.ts';
import { partOf, type WorkContext } from '../../../core/context.ts';
import type { CsvOptions } from '../../../core/csv-options.ts';
import { fileDamaged, fileNoRows, fileTooWide } from '../../../core/errors/files.ts';
import type { Quarantine } from '../../../core/quarantine.ts';
import type { ColumnType } from '../../../core/schema.ts';
import type { FileHabits } from '../csv/evidence.ts';
import { ColumnReader, type ColumnPlan } from '../csv/column-reader.ts';
import { rolesOf } from '../csv/default-roles.ts';
import { formatGiven } from '../csv/given-format.ts';
import { habitsOf } from '../csv/file-habits.ts';
import type { FinishedColumn } from '../csv/finish-column.ts';
import { IssueLog, mergeLogs, type Issue } from '../csv/issue-log.ts';
import { MissingMarkers } from '../csv/missing-markers.ts';
import { nearMissIssue, type Places } from '../csv/near-miss-words.ts';
import { mixedZonesIssue } from '../csv/zone-words.ts';
import { notesOnColumns } from '../csv/notes.ts';
import { PieceQueue, type ColumnSink } from '../csv/piece-queue.ts';
import { quarantineOfLines } from '../csv/quarantine.ts';
import { writingOf } from '../csv/writing-of.ts';
import { ingestedColumn, type IngestedColumn } from '../csv/ingested-column.ts';
import { forcedTypes } from '../csv/read-csv.ts';
import { thousandsIssues } from '../csv/thousands-words.ts';
import type { OpenTable } from './open-table.ts';
import { TableColumn, type SharedSetting } from './table-column.ts';

export interface IngestedTable {
  readonly rows: number;
  readonly columns: readonly IngestedColumn[];
  readonly notes: readonly string[];
  readonly issues: readonly Issue[];
  /** Records that are no rows, as they stand in the file. */
  readonly quarantine: Quarantine | null;
}

export interface ReadTableSettings {
  readonly options: CsvOptions;
  /** Rows in a piece of a column. */
  readonly chunkRows: number;
  /** What the file is, for messages. */
  readonly format: string;
  readonly places: Places;
}

/**
 * Reads any table into typed columns, as a stream. Columns that the file declares as numbers, times or booleans are taken over; all others are read
 * as the same texts in a CSV would be, so that equal rows give equal datasets whatever file they came in.
 * @throws LatheError `file-no-rows`, `file-too-wide`, `file-damaged`, `csv-type-unknown`, and what the table's own reader throws
 */
export async function readTable(
  table: OpenTable,
  sink: ColumnSink,
  settings: ReadTableSettings,
  context: WorkContext
): Promise<IngestedTable> {
  const queue = new PieceQueue(sink);
  const reading = new TableReading(table, queue, settings);
  try {
    return await reading.run(context);
  } finally {
    await queue.settle();
  }
}

interface Done {
  readonly column: FinishedColumn;
  readonly chunks: readonly string[];
  readonly log: IssueLog;
}

class TableReading {
  private readonly log = new IssueLog();
  private readonly shared: SharedSetting;
  private readonly table: OpenTable;
  private readonly queue: PieceQueue;
  private readonly settings: ReadTableSettings;

  constructor(table: OpenTable, queue: PieceQueue, settings: ReadTableSettings) {
    this.table = table;
    this.queue = queue;
    this.settings = settings;
    const { options, chunkRows } = settings;
    this.shared = { markers: new MissingMarkers(options.missing), quotedIsText: options.quotedIsText ?? false, chunkRows };
  }

  async run(context: WorkContext): Promise<IngestedTable> {
    const columns = new Map<number, TableColumn>();
    await this.pass(columns, null, this.log, partOf(context, 0, 0.8));
    const kept = [...columns.values()].filter(({ setting }) => !this.table.columns[setting.index]!.isLeftOut?.());
    const rows = this.rowsOf(kept);
    const readers = kept.flatMap(({ reader }) => (reader instanceof ColumnReader ? [reader] : []));
    const habits = habitsOf(readers, this.settings.options, ',');
    const done = await this.finishAll(kept, habits, partOf(context, 0.8, 1));
    await this.queue.drain();
    return this.describe(done, rows, habits);
  }

  /** @param wanted columns that are read again, each in its way; null: all of them, for the first time */
  private async pass(
    columns: Map<number, TableColumn>,
    wanted: ReadonlyMap<number, ColumnPlan> | null,
    log: IssueLog,
    context: WorkContext
  ): Promise<void> {
    const { table } = this;
    for await (const { column, start, cells } of table.parts(wanted && new Set(wanted.keys()), log, context)) {
      let reading = columns.get(column);
      if (!reading) columns.set(column, (reading = this.column(column, wanted?.get(column) ?? { kind: 'guess' })));
      await reading.read(start, cells, context);
    }
    for (const column of columns.values()) await column.end(context);
  }

  private column(index: number, plan: ColumnPlan): TableColumn {
    if (index >= MOST_COLUMNS) throw fileTooWide(MOST_COLUMNS);
    const { name, type, isExact, place = 0, zone, unit, levels } = this.table.columns[index]!;
    const marks = { ...(zone !== undefined && { zone }), ...(unit !== undefined && { unit }) };
    const shared = isExact ? { ...this.shared, quotedIsText: true } : this.shared;
    const given = {
      declared: type,
      forced: this.forced(name),
      given: { ...(levels && { levels }), ...formatGiven(this.settings.options, name) }
    };
    return new TableColumn({ index, name, place, ...given, ...marks }, plan, shared, this.queue);
  }

  private forced(name: string): ColumnType | null {
    return forcedTypes([name], this.settings.options, null)[0]!;
  }

  private rowsOf(columns: readonly TableColumn[]): number {
    const rows = columns[0]?.rows ?? 0;
    if (columns.some((column) => column.rows !== rows))
      throw fileDamaged(this.settings.format, 'its columns have different numbers of rows');
    if (rows === 0) throw fileNoRows(this.settings.format, columns.length);
    return rows;
  }

  /** Finishes every column; those that need another look are read again, together, until none is left. */
  private async finishAll(first: readonly TableColumn[], habits: FileHabits, context: WorkContext): Promise<Done[]> {
    const done = new Map<number, Done>();
    let columns = first;
    for (let left = 1; columns.length > 0; left /= 2) {
      const again = new Map<number, ColumnPlan>();
      for (const column of columns) {
        const verdict = column.finish(habits);
        if (verdict.kind === 'again') again.set(column.setting.index, verdict.plan);
        else
          done.set(column.setting.index, {
            column: verdict.column,
            chunks: await column.storeRest(verdict.column, context),
            log: column.log
          });
      }
      const next = new Map<number, TableColumn>();
      if (again.size > 0) await this.pass(next, again, new IssueLog(), partOf(context, 1 - left, 1 - left / 2));
      columns = [...next.values()];
    }
    return first.map(({ setting }) => done.get(setting.index)!);
  }

  private describe(done: readonly Done[], rows: number, habits: FileHabits): IngestedTable {
    const columns = done.map(({ column }) => column);
    const names = columns.map(({ name }) => name);
    const { places, options } = this.settings;
    forcedTypes(names, options, this.log);
    const roles = rolesOf(columns, { header: true, first: names, isFirstUnnamed: false });
    return {
      rows,
      columns: done.map(({ column, chunks }, j) =>
        ingestedColumn(column, { role: roles[j]!, written: writingOf(column, options, null) }, chunks)
      ),
      quarantine: quarantineOfLines(this.log),
      notes: [...this.table.notes(), ...notesOnColumns(columns, roles, habits, places)],
      issues: [
        ...columns.flatMap((column) => [...nearMissIssue(column, places), ...mixedZonesIssue(column)]),
        ...thousandsIssues(columns),
        ...mergeLogs([this.log, ...done.map(({ log }) => log)]).list()
      ]
    };
  }
}
