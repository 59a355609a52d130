import type { DecodedArray, SchemaElement } from 'hyparquet';
import type { ColumnType } from '../../../core/schema.ts';
import type { Column } from '../../../core/table.ts';
import { OWN_KEY, ownTypesText } from '../formats/own-types.ts';
import { parquet as format } from '../formats/parquet.ts';
import type { ExportedData, TableExport } from './table-export.ts';

/** Parquet with Snappy, a row group for each block of rows. */
export const parquet: TableExport = {
  id: 'parquet',
  label: 'Parquet',
  doc: 'Small, typed, read by pandas, Polars, DuckDB and Spark. Read again it gives the same data.',
  ending: 'parquet',
  mime: 'application/vnd.apache.parquet',
  readBack: { format, options: () => ({}) },
  async *write(data, context) {
    const { ByteWriter, ParquetWriter } = await import('hyparquet-writer');
    const bytes = new ByteWriter();
    const writer = new ParquetWriter({
      writer: bytes,
      schema: schemaOf(data),
      kvMetadata: [{ key: OWN_KEY, value: ownTypesText(data.columns) }],
      createdBy: 'Lathe'
    });
    const take = () => {
      const piece = bytes.getBytes().slice();
      bytes.index = 0;
      return piece;
    };
    for await (const { columns, rows } of data.blocks(context)) {
      if (rows === 0) continue;
      const columnData = columns.map((column, j) => ({ name: column.name, data: valuesOf(column, data.columns[j]!.type) }));
      await writer.write({ columnData, rowGroupSize: rows });
      yield take();
    }
    await writer.finish();
    yield take();
  }
};

function schemaOf({ columns }: ExportedData): SchemaElement[] {
  const leaves = columns.map(({ name, type, zone }): SchemaElement => ({ name, repetition_type: 'OPTIONAL', ...physical(type, zone) }));
  return [{ name: 'root', num_children: leaves.length }, ...leaves];
}

function physical(type: ColumnType, zone: string | undefined): Partial<SchemaElement> {
  switch (type) {
    case 'number':
      return { type: 'DOUBLE' };
    case 'integer':
      return { type: 'INT64' };
    case 'boolean':
      return { type: 'BOOLEAN' };
    case 'time':
      return {
        type: 'INT64',
        ...(zone === undefined ? {} : { converted_type: 'TIMESTAMP_MILLIS' }),
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: zone !== undefined, unit: 'MILLIS' }
      };
    default:
      return { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } };
  }
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The values as the writer takes them; null = missing. */
function valuesOf(column: Column, type: ColumnType): DecodedArray {
  switch (column.kind) {
    case 'number':
      return Array.from(column.values, (value) => (Number.isNaN(value) ? null : type === 'integer' ? BigInt(Math.round(value)) : value));
    case 'time':
      return Array.from(column.values, (value) => (Number.isNaN(value) ? null : new Date(value)));
    case 'category': {
      const { labels } = column;
      return Array.from(column.codes, (code) => (code < 0 ? null : type === 'boolean' ? code === 1 : labels[code]!));
    }
    case 'text':
      return Array.from(column.missing, (isMissing, row) =>
        isMissing === 1 ? null : decoder.decode(column.bytes.subarray(column.offsets[row]!, column.offsets[row + 1]!))
      );
    case 'image':
      return [];
  }
}
