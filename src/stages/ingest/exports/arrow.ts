import type { Data, DataType, Field, Schema, Vector } from 'apache-arrow';
import { isMissing, textColumn, type Column, type Table } from '../../../core/table.ts';
import { arrow as format } from '../formats/arrow.ts';
import { OWN_KEY, ownTypesText } from '../formats/own-types.ts';
import type { ExportedData, TableExport } from './table-export.ts';

type Arrow = typeof import('apache-arrow');

/** An Arrow IPC file, which is Feather 2: a batch for each block of rows, categories as dictionaries. */
export const arrow: TableExport = {
  id: 'arrow',
  label: 'Arrow (Feather)',
  doc: 'Typed columns that pandas, Polars and R open without parsing. Read again it gives the same data.',
  ending: 'arrow',
  mime: 'application/vnd.apache.arrow.file',
  readBack: { format, options: () => ({}) },
  async *write(data, context) {
    const library = await import('apache-arrow');
    const shape = new ArrowShape(library, data);
    const writer = new library.RecordBatchFileWriter();
    const pieces: Uint8Array[] = [];
    const pump = collect(writer, pieces);
    for await (const table of data.blocks(context)) {
      writer.write(shape.batchOf(table));
      await context.breathe();
      yield* pieces.splice(0);
    }
    writer.finish();
    await pump;
    yield* pieces;
  }
};

async function collect(from: AsyncIterable<Uint8Array>, into: Uint8Array[]): Promise<void> {
  for await (const piece of from) into.push(piece.slice());
}

/** The schema, with one dictionary for each category column. */
class ArrowShape {
  private readonly schema: Schema;
  private readonly dictionaries: (Vector | null)[];
  private readonly arrow: Arrow;

  constructor(arrow: Arrow, data: ExportedData) {
    this.arrow = arrow;
    this.dictionaries = data.columns.map(({ type, labels }) => (type === 'category' ? dictionaryOf(arrow, labels ?? []) : null));
    const fields = data.columns.map((column, j): Field => new arrow.Field(column.name, this.typeOf(column, j), true));
    this.schema = new arrow.Schema(fields, new Map([[OWN_KEY, ownTypesText(data.columns)]]));
  }

  private typeOf({ type, zone, isOrdinal }: ExportedData['columns'][number], j: number) {
    const { Bool, Dictionary, Float64, Int32, Int64, TimestampMillisecond, Utf8 } = this.arrow;
    switch (type) {
      case 'number':
        return new Float64();
      case 'integer':
        return new Int64();
      case 'boolean':
        return new Bool();
      case 'time':
        return new TimestampMillisecond(zone ?? null);
      case 'category':
        return new Dictionary(new Utf8(), new Int32(), j, isOrdinal === true);
      default:
        return new Utf8();
    }
  }

  batchOf({ rows, columns }: Table) {
    const { makeData, RecordBatch, Struct } = this.arrow;
    const children = columns.map((column, j) => this.dataOf(column, rows, j));
    const data = makeData({ type: new Struct(this.schema.fields), length: rows, nullCount: 0, children });
    return new RecordBatch(this.schema, data);
  }

  private dataOf(column: Column, rows: number, j: number): Data {
    const { type } = this.schema.fields[j]!;
    const { bits: nullBitmap, missing: nullCount } = presence(column, rows);
    return this.arrow.makeData({
      type,
      length: rows,
      nullCount,
      nullBitmap,
      ...this.buffersOf(column, type, this.dictionaries[j] ?? null)
    } as Parameters<Arrow['makeData']>[0]);
  }

  private buffersOf(column: Column, type: DataType, dictionary: Vector | null): object {
    switch (column.kind) {
      case 'number':
        return { data: this.arrow.DataType.isInt(type) ? wholes(column.values) : column.values };
      case 'time':
        return { data: wholes(column.values) };
      case 'category':
        return dictionary
          ? { data: column.codes.map((code) => Math.max(0, code)), dictionary }
          : { data: bitsOf(column.codes.length, (row) => column.codes[row] === 1) };
      case 'text':
        return { valueOffsets: Int32Array.from(column.offsets), data: column.bytes };
      case 'image':
        return {};
    }
  }
}

/** Made of its buffers: the library's own builders make code from text, which the content policy forbids. */
function dictionaryOf({ makeData, makeVector, Utf8 }: Arrow, labels: readonly string[]): Vector {
  const { bytes, offsets } = textColumn('labels', labels);
  return makeVector(
    makeData({ type: new Utf8(), length: labels.length, nullCount: 0, valueOffsets: Int32Array.from(offsets), data: bytes })
  );
}

const wholes = (values: Float64Array): BigInt64Array =>
  BigInt64Array.from(values, (value) => (Number.isNaN(value) ? 0n : BigInt(Math.round(value))));

function presence(column: Column, rows: number): { bits: Uint8Array; missing: number } {
  let missing = 0;
  const bits = bitsOf(rows, (row) => {
    const isThere = !isMissing(column, row);
    if (!isThere) missing++;
    return isThere;
  });
  return { bits, missing };
}

/** A bit a row, the lowest first. */
function bitsOf(rows: number, isSet: (row: number) => boolean): Uint8Array {
  const bits = new Uint8Array(Math.ceil(rows / 64) * 8);
  for (let row = 0; row < rows; row++) if (isSet(row)) bits[row >> 3]! |= 1 << (row & 7);
  return bits;
}
