import * as v from 'valibot';
import { columnTypes, roles } from '../../core/schema.ts';
import { count, defineRecord, hash, id, time } from './record.ts';
import type { ColumnKind } from '../../core/table.ts';
import type { ColumnSchema } from '../../core/schema.ts';

/** One column of a stored dataset: what it is, and the hashes of the chunks that hold it, in row order. */
export interface StoredColumn extends ColumnSchema {
  readonly kind: ColumnKind;
  readonly missing: number;
  readonly distinct: number;
  /** Category columns only. */
  readonly labels?: readonly string[];
  /** Image columns only. */
  readonly image?: { readonly width: number; readonly height: number; readonly channels: 1 | 3 };
  readonly chunks: readonly string[];
}

/** What an import met on its way; counts are over all rows, examples are the first few, with their line numbers. */
export interface ImportReport {
  readonly bytes: number;
  readonly rows: number;
  readonly encoding: string;
  readonly delimiter: string;
  readonly tookMs: number;
  readonly issues: readonly {
    readonly code: string;
    readonly message: string;
    readonly count: number;
    readonly lines: readonly number[];
  }[];
}

/** A version of a dataset. Immutable: a change makes a new version, which shares the chunks that stayed the same. */
export interface DatasetRecord {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly version: number;
  readonly parentId: string | null;
  /** SHA-256 over schema and content: the same rows give the same hash on every machine. */
  readonly hash: string;
  readonly rows: number;
  readonly columns: readonly StoredColumn[];
  readonly notes: readonly string[];
  readonly report: ImportReport | null;
  readonly source: { readonly fileName: string; readonly bytes: number };
  readonly createdAt: number;
}

const columnKinds = ['number', 'category', 'time', 'text', 'image'] as const satisfies readonly ColumnKind[];

const storedColumn = v.looseObject({
  name: v.string(),
  type: v.picklist(columnTypes),
  role: v.picklist(roles),
  kind: v.picklist(columnKinds),
  missing: count,
  distinct: count,
  labels: v.exactOptional(v.array(v.string())),
  image: v.exactOptional(v.object({ width: count, height: count, channels: v.picklist([1, 3]) })),
  chunks: v.array(hash)
});

const importReport = v.looseObject({
  bytes: count,
  rows: count,
  encoding: v.string(),
  delimiter: v.string(),
  tookMs: v.number(),
  issues: v.array(v.looseObject({ code: v.string(), message: v.string(), count, lines: v.array(v.number()) }))
});

export const datasetKind = defineRecord<DatasetRecord>(
  'dataset',
  v.looseObject({
    id,
    projectId: id,
    name: v.string(),
    version: count,
    parentId: v.nullable(id),
    hash,
    rows: count,
    columns: v.array(storedColumn),
    notes: v.array(v.string()),
    report: v.nullable(importReport),
    source: v.looseObject({ fileName: v.string(), bytes: count }),
    createdAt: time
  })
);
