import { pause, type WorkContext } from '../../../../core/context.ts';
import { fileDamaged, fileTooLarge } from '../../../../core/errors/files.ts';
import { readRange, type ByteSource } from '../../csv/byte-source.ts';
import { findEncoding, NotUtf8, utf8Pieces, type Encoding } from '../../csv/encoding.ts';
import { counted } from '../../../../core/words.ts';
import { IssueLog } from '../../csv/issue-log.ts';
import type { ColumnPart, OpenTable } from '../../tables/open-table.ts';
import { RecordCutter, shapeOf, type JsonShape } from './cut-records.ts';
import { JsonColumns } from './json-columns.ts';
import { JsonFault } from './scan-json.ts';

const HEAD_BYTES = 65_536;
const PIECE_BYTES = 1 << 20;
const READ_BYTES = 8 << 20;
const BATCH_ROWS = 8192;
const BATCH_BYTES = 4 << 20;
const MOST_RECORD_BYTES = 64 << 20;

/** JSON lines, a JSON list of objects, or objects one behind the other. */
export async function openJson(source: ByteSource, { mostRows = Infinity }: { readonly mostRows?: number }): Promise<OpenTable> {
  const encoding = await findEncoding(source);
  const shape = shapeOf(await firstBytes(source, encoding));
  const columns = new JsonColumns(new IssueLog());
  return {
    columns: columns.columns,
    parts: (wanted, log, context) => {
      columns.restart(log);
      return new JsonPass({ source, encoding, shape, columns, log, mostRows }).parts(wanted, context);
    },
    notes: () => [
      ...(shape === 'lines'
        ? []
        : [`The file is ${shape === 'list' ? 'one JSON list' : 'a sequence of JSON objects'}; each object became a row.`]),
      ...columns.notes
    ],
    encoding: encoding.label
  };
}

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
}

/** One reading of the file. */
class JsonPass {
  private readonly setting: PassSetting;
  private readonly cutter: RecordCutter;
  private buffer = new Uint8Array(PIECE_BYTES);
  private carried = 0;
  private rows = 0;
  private bad = 0;

  constructor(setting: PassSetting) {
    this.setting = setting;
    this.cutter = new RecordCutter(setting.shape);
  }

  async *parts(wanted: ReadonlySet<number> | null, context: WorkContext): AsyncGenerator<ColumnPart> {
    const { source, encoding, columns } = this.setting;
    let taken = 0;
    try {
      const pieces = utf8Pieces(source, encoding, () => Math.max(PIECE_BYTES, this.carried), { readBytes: READ_BYTES });
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
    yield* columns.take(wanted);
  }

  private translated(error: unknown): unknown {
    if (error instanceof NotUtf8) return fileDamaged('JSON', 'it is not in UTF-8, as JSON must be');
    if (error instanceof JsonFault) return fileDamaged('JSON', `${error.message} (line ${this.cutter.line.toLocaleString('en-US')})`);
    return error;
  }

  private *read(piece: Uint8Array, isLast: boolean, wanted: ReadonlySet<number> | null): Iterable<ColumnPart> {
    const { columns, mostRows } = this.setting;
    this.take(piece);
    const end = this.carried;
    let at = 0;
    while (this.rows < mostRows) {
      const found = this.cutter.find(this.buffer, at, end, isLast);
      if (found === 'end') at = end;
      if (found === null && this.setting.shape !== 'lines') at = Math.max(at, this.cutter.at);
      if (found === null || found === 'end') break;
      this.add(found.start, found.end, found.line);
      at = found.next;
      if (columns.rows >= BATCH_ROWS || (columns.rows % 64 === 0 && columns.size > BATCH_BYTES)) yield* columns.take(wanted);
    }
    this.buffer.copyWithin(0, at, end);
    this.carried = end - at;
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

  private add(start: number, end: number, line: number): void {
    const { columns, log, shape } = this.setting;
    try {
      if (this.buffer[start] !== 0x7b) throw new JsonFault('it is no object');
      columns.add(this.buffer, start, end, line);
      this.rows++;
    } catch (error) {
      if (!(error instanceof JsonFault) || shape !== 'lines') throw error;
      this.bad++;
      const { message } = error;
      log.add(
        'bad-record',
        line,
        (count) => `${counted(count, 'line is', 'lines are')} no JSON object and ${count === 1 ? 'was' : 'were'} left out: ${message}.`,
        message
      );
    }
  }
}
