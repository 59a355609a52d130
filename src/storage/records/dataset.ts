import * as v from 'valibot';
import { columnTypes, roles } from '../../core/schema.ts';
import { importChoices } from './import-choices.ts';
import { count, defineRecord, hash, id, time } from './record.ts';
import type { ImportChoices } from '../../core/import-recipe.ts';
import { dialectParts, type DialectChoice } from '../../core/dialect-choice.ts';
import { thousandsMarks } from '../../core/csv-options.ts';
import type { ColumnKind } from '../../core/table.ts';
import type { ColumnSchema, ColumnType } from '../../core/schema.ts';
import type { ShapeStep } from '../../core/shape-step.ts';
import type { Synthesis } from '../../core/synthesis.ts';

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
  /** What the file was, and what it was packed in: `CSV in gzip`. Imports of before did not say. */
  readonly format?: string;
  /** What the line numbers below count. */
  readonly counts?: 'line' | 'row';
  /** The sheet of a workbook, the list in a JSON object, or the file of a zip. */
  readonly table?: string;
  /** How the file was taken to be written. */
  readonly choices?: readonly DialectChoice[];
  /** Choices made for an earlier file of the same kind, which were taken over. */
  readonly recipe?: { readonly fileName: string; readonly said: readonly string[] };
  /** Records that did not come into the table as they stand in the file: how many in all, and the piece that keeps the first of them. */
  readonly quarantine?: { readonly chunk: string; readonly kept: number; readonly count: number };
  readonly issues: readonly {
    readonly code: string;
    readonly message: string;
    readonly count: number;
    readonly lines: readonly number[];
    /** A type that a few values keep the column from: so many become missing, the first different ones among them. */
    readonly offer?: { readonly column: string; readonly type: ColumnType; readonly missing: number; readonly values: readonly string[] };
  }[];
}

/** A version another one was made from, as it was then: the record may be gone since. */
export interface DatasetParent {
  readonly datasetId: string;
  readonly projectId: string;
  readonly name: string;
  readonly version: number;
  readonly hash: string;
  /** The table it is of, where that is not the name. */
  readonly lineage?: string;
}

/** How a version was made inside Lathe: by steps, by bringing an older one back, or of rows made up from another's. */
export interface DatasetMade {
  readonly by: 'steps' | 'restore' | 'synthesis';
  /** One sentence a step. */
  readonly said: readonly string[];
  /** As they can be run again. */
  readonly steps: readonly ShapeStep[];
  /** The version it was made from first, then those that were joined. */
  readonly parents: readonly DatasetParent[];
}

/** A version of a dataset. Immutable but for its tags: a change makes a new version, which shares the chunks that stayed the same. */
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
  /** Of a version that was not imported. */
  readonly made?: DatasetMade;
  /** Of rows that were made up, and of every version made from them. */
  readonly synthetic?: Synthesis;
  /** Of an imported version, and of those that say more of its columns: what was chosen by then of how files of its kind are read. */
  readonly readBy?: ImportChoices;
  /** The table it is a version of (`core/lineage.ts`), where that is not the name. */
  readonly lineage?: string;
  /** Names a person gave it. */
  readonly tags?: readonly string[];
}

const columnKinds = ['number', 'category', 'time', 'text', 'image'] as const satisfies readonly ColumnKind[];

const written = v.looseObject({
  decimal: v.exactOptional(v.picklist(['.', ','])),
  thousands: v.exactOptional(v.picklist(thousandsMarks)),
  dateOrder: v.exactOptional(v.picklist(['day-first', 'month-first'])),
  missing: v.exactOptional(v.array(v.string())),
  twice: v.exactOptional(v.picklist(['second', 'missing']))
});

const storedColumn = v.looseObject({
  name: v.string(),
  type: v.picklist(columnTypes),
  role: v.picklist(roles),
  kind: v.picklist(columnKinds),
  missing: count,
  distinct: count,
  labels: v.exactOptional(v.array(v.string())),
  isOrdinal: v.exactOptional(v.literal(true)),
  longitude: v.exactOptional(v.string()),
  zone: v.exactOptional(v.string()),
  unit: v.exactOptional(v.string()),
  written: v.exactOptional(written),
  origin: v.exactOptional(v.object({ columns: v.array(v.string()), overRows: v.boolean() })),
  image: v.exactOptional(v.object({ width: count, height: count, channels: v.picklist([1, 3]) })),
  chunks: v.array(hash)
});

const importReport = v.looseObject({
  bytes: count,
  rows: count,
  encoding: v.string(),
  delimiter: v.string(),
  tookMs: v.number(),
  format: v.exactOptional(v.string()),
  counts: v.exactOptional(v.picklist(['line', 'row'])),
  table: v.exactOptional(v.string()),
  choices: v.exactOptional(
    v.array(
      v.looseObject({ what: v.picklist(dialectParts), value: v.string(), confidence: v.number(), reason: v.string(), isGiven: v.boolean() })
    )
  ),
  recipe: v.exactOptional(v.looseObject({ fileName: v.string(), said: v.array(v.string()) })),
  quarantine: v.exactOptional(v.looseObject({ chunk: hash, kept: count, count })),
  issues: v.array(
    v.looseObject({
      code: v.string(),
      message: v.string(),
      count,
      lines: v.array(v.number()),
      offer: v.exactOptional(
        v.looseObject({ column: v.string(), type: v.picklist(columnTypes), missing: count, values: v.array(v.string()) })
      )
    })
  )
});

const made = v.looseObject({
  by: v.picklist(['steps', 'restore', 'synthesis']),
  said: v.array(v.string()),
  steps: v.array(v.custom<ShapeStep>((step) => typeof step === 'object' && step !== null && 'kind' in step, 'expected a step')),
  parents: v.array(
    v.looseObject({ datasetId: id, projectId: id, name: v.string(), version: count, hash, lineage: v.exactOptional(v.string()) })
  )
});

/** What is told of made-up rows is shown as it stands and counted with nowhere: that it is there is what counts. */
const synthetic = v.custom<Synthesis>(
  (value) => typeof value === 'object' && value !== null && 'method' in value && 'privacy' in value,
  'expected what is known of rows that were made up'
);

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
    createdAt: time,
    made: v.exactOptional(made),
    synthetic: v.exactOptional(synthetic),
    readBy: v.exactOptional(v.looseObject(importChoices)),
    lineage: v.exactOptional(v.string()),
    tags: v.exactOptional(v.array(v.string()))
  })
);
