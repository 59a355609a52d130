import { pause, type WorkContext } from '../../../../core/context.ts';
import { fileDamaged, fileTooLarge } from '../../../../core/errors/files.ts';
import { createCsvKernel, type CsvKernel } from '../../../../kernels/csv/csv-kernel.ts';
import { readRange, type ByteSource } from '../../csv/byte-source.ts';
import { findEncoding, NotUtf8, utf8Pieces, type Encoding } from '../../csv/encoding.ts';
import { counted } from '../../../../core/words.ts';
import { IssueLog } from '../../csv/issue-log.ts';
import type { ColumnPart, OpenTable } from '../../tables/open-table.ts';
import { asRecords } from './as-records.ts';
import { RecordCutter, shapeOf, type JsonShape } from './cut-records.ts';
import { JsonColumns } from './json-columns.ts';
import { stretchOf, type RecordPath } from './record-paths.ts';
import { PARTED } from './record-block.ts';
import { JsonFault, textOf } from './scan-json.ts';

const HEAD_BYTES = 65_536;
/** Less than a kernel has room for, so that the record that a piece cuts in two fits in too. */
const PIECE_BYTES = 15 << 16;
const READ_BYTES = 8 << 20;
/** Kept of a line that is no JSON. */
const MOST_RAW_BYTES = 16_384;
const MOST_RECORD_BYTES = 64 << 20;

interface JsonSettings {
  readonly mostRows?: number;
  readonly pieceBytes?: number;
  /** False: the plain reader alone does the work; the table is the same. */
  readonly useKernel?: boolean;
  /** The list in the file that holds the records. */
  readonly path?: RecordPath;
  /** Of a list of lists: whether the first names the columns; found out where it is not given. */
  readonly header?: boolean | undefined;
}

/** JSON lines, a JSON list of objects or of lists, objects one behind the other, or one object of columns. */
export async function openJson(
  file: ByteSource,
  { header, mostRows = Infinity, pieceBytes = PIECE_BYTES, useKernel = true, path }: JsonSettings = {}
): Promise<OpenTable> {
  const given = path ? stretchOf(file, path) : file;
  const { source, encoding, note } = await asRecords(given, await findEncoding(given), header);
  const shape = shapeOf(await firstBytes(source, encoding));
  const kernel = useKernel ? await createCsvKernel() : null;
  const columns = new JsonColumns(new IssueLog(), kernel);
  return {
    columns: columns.columns,
    parts: (wanted, log, context) => {
      columns.restart(log);
      return new JsonPass({ source, encoding, shape, columns, log, mostRows, pieceBytes, kernel, firstLine: path?.line ?? 1 }).parts(
        wanted,
        context
      );
    },
    notes: () => [
      ...(path
        ? [`The list “${path.name}” of the file was read; each object of it became a row. What stands beside it was not read.`]
        : (note ?? usualNote[shape])),
      ...columns.notes
    ],
    encoding: encoding.label
  };
}

const usualNote: Readonly<Record<JsonShape, readonly string[]>> = {
  lines: [],
  list: ['The file is one JSON list; each object became a row.'],
  sequence: ['The file is a sequence of JSON objects; each object became a row.']
};

/** The first bytes as UTF-8. */
async function firstBytes(source: ByteSource, encoding: Encoding): Promise<Uint8Array> {
  if (encoding.label === 'utf-8') return readRange(source, encoding.skip, encoding.skip + HEAD_BYTES);
  for await (const piece of utf8Pieces(source, encoding, () => HEAD_BYTES)) return piece;
  return new Uint8Array(0);
}

interface PassSetting {
  readonly source: ByteSource;
  readonly encoding: Encoding;
  readonly shape: JsonShape;
  readonly columns: JsonColumns;
  readonly log: IssueLog;
  readonly mostRows: number;
  readonly pieceBytes: number;
  readonly kernel: CsvKernel | null;
  readonly firstLine: number;
}

/** One reading of the file. */
class JsonPass {
  private readonly setting: PassSetting;
  private readonly cutter: RecordCutter;
  private buffer: Uint8Array<ArrayBuffer>;
  private carried = 0;
  private rows = 0;
  private bad = 0;

  constructor(setting: PassSetting) {
    this.setting = setting;
    this.cutter = new RecordCutter(setting.shape, setting.firstLine);
    this.buffer = setting.kernel?.bytes ?? new Uint8Array(setting.pieceBytes);
  }

  async *parts(wanted: ReadonlySet<number> | null, context: WorkContext): AsyncGenerator<ColumnPart> {
    const { source, encoding, kernel, pieceBytes } = this.setting;
    let taken = 0;
    try {
      const pieces = utf8Pieces(source, encoding, () => Math.max(pieceBytes, this.carried), {
        readBytes: READ_BYTES,
        ...(kernel && { isUtf8: (piece: Uint8Array, isEnd: boolean) => kernel.isUtf8(piece, isEnd) })
      });
      for await (const piece of pieces) {
        taken += piece.length;
        yield* this.read(piece, false, wanted);
        context.onProgress(Math.min(1, taken / source.size));
        await pause(context);
        if (this.rows >= this.setting.mostRows) break;
      }
      if (this.rows < this.setting.mostRows) yield* this.read(new Uint8Array(0), true, wanted);
    } catch (error) {
      throw this.translated(error);
    }
    if (this.rows === 0 && this.bad > 0) throw fileDamaged('JSON', `none of its ${counted(this.bad, 'line')} is a JSON object`);
  }

  private translated(error: unknown): unknown {
    if (error instanceof NotUtf8) return fileDamaged('JSON', 'it is not in UTF-8, as JSON must be');
    if (error instanceof JsonFault) return fileDamaged('JSON', `${error.message} (line ${this.cutter.line.toLocaleString('en-US')})`);
    return error;
  }

  private *read(piece: Uint8Array, isLast: boolean, wanted: ReadonlySet<number> | null): Iterable<ColumnPart> {
    const { columns, mostRows } = this.setting;
    const { cutter } = this;
    this.take(piece);
    const end = this.carried;
    let at = 0;
    columns.begin(this.buffer);
    while (this.rows < mostRows) {
      const start = cutter.begin(this.buffer, at, end, isLast);
      at = cutter.at;
      if (start < 0) break;
      if (columns.isFull) yield* columns.take(wanted);
      const next = this.readByKernel(start, end);
      if (next > start) {
        at = next;
        continue;
      }
      const { line } = cutter;
      const found = cutter.end(this.buffer, start, end, isLast);
      if (found === null) break;
      at = found.next;
      if (!this.isRecord(start, found.end, line)) continue;
      if (!columns.hasRoom) yield* columns.take(wanted);
      columns.keep();
      this.rows++;
    }
    yield* columns.take(wanted);
    this.buffer.copyWithin(0, at, end);
    this.carried = end - at;
  }

  /** @returns one behind the last record that the kernel has read, or `start` */
  private readByKernel(start: number, end: number): number {
    const { columns, mostRows, shape } = this.setting;
    const run = columns.addByKernel(start, end, { parted: PARTED[shape], most: mostRows - this.rows, line: this.cutter.line });
    if (run === null || run.rows === 0) return start;
    this.rows += run.rows;
    this.cutter.passed(run.line);
    return run.next;
  }

  private take(piece: Uint8Array): void {
    const need = this.carried + piece.length;
    if (need > MOST_RECORD_BYTES + PIECE_BYTES)
      throw fileTooLarge(
        `A record on line ${this.cutter.line} is over ${MOST_RECORD_BYTES >> 20} MB`,
        '64 MB',
        'Give one object for each row.'
      );
    if (need > this.buffer.length) {
      const larger = new Uint8Array(Math.max(need, this.buffer.length * 2));
      larger.set(this.buffer.subarray(0, this.carried));
      this.buffer = larger;
    }
    this.buffer.set(piece, this.carried);
    this.carried = need;
  }

  /** Whether the columns have read a record. One that is no JSON is left out of a file of lines, and fails any other. */
  private isRecord(start: number, end: number, line: number): boolean {
    const { columns, log, shape } = this.setting;
    try {
      if (this.buffer[start] !== 0x7b) throw new JsonFault('it is no object');
      columns.add(start, end, line);
      return true;
    } catch (error) {
      if (!(error instanceof JsonFault) || shape !== 'lines') throw error;
      this.bad++;
      const { message } = error;
      const text = textOf(this.buffer, start, Math.min(end, start + MOST_RAW_BYTES)).trimEnd();
      log.reject({ line, code: 'bad-record', reason: `No JSON object: ${message}.`, text });
      log.add(
        'bad-record',
        line,
        (count) => `${counted(count, 'line is', 'lines are')} no JSON object and ${count === 1 ? 'was' : 'were'} left out: ${message}.`,
        message
      );
      return false;
    }
  }
}
