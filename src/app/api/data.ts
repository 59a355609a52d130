import type { DialectChoice } from '../../core/dialect-choice.ts';
import type { Synthesis } from '../../core/synthesis.ts';
import type { ColumnType, Role } from '../../core/schema.ts';

/** The versions of the data, their columns and their rows. */
export interface DataVerbs {
  versions(): Promise<Dataset[]>;
  /** The current version; null before the first import. */
  current(): Promise<Dataset | null>;
  /**
   * `order`: the levels of a category from least to most, each once; null takes the order away. `longitude`: of a column of latitudes the column of
   * longitudes that goes with it; null takes the pair apart. `zone`: of clock times the zone whose clocks show them (`Europe/Berlin`), which makes
   * moments of them; of moments the zone they are read in; null writes them down as clock times. Times the clocks skipped become missing, and of those
   * they showed twice the first is taken, or what `twice` says; the notes of the new version count them. `unit`: what numbers are counted in; null takes
   * it away.
   */
  setColumn(
    datasetId: string,
    column: string,
    change: {
      type?: ColumnType;
      role?: Role;
      order?: readonly string[] | null;
      longitude?: string | null;
      zone?: string | null;
      twice?: 'first' | 'second' | 'missing';
      unit?: string | null;
    }
  ): Promise<Dataset>;
  /** Up to `count` rows as plain objects; missing is null. */
  rows(datasetId: string, options?: { start?: number; count?: number }): Promise<Record<string, unknown>[]>;
  /** The dataset's own pixels of some images, for looking at: grey or RGB, row-major. */
  images(
    datasetId: string,
    rows: number[]
  ): Promise<{ width: number; height: number; channels: number; pixels: Uint8Array; label: string | null }[]>;
  /** How many rows hold each value of a column, most common first; rows without a value are left out. */
  countValues(datasetId: string, column: string): Promise<{ label: string; count: number }[]>;
  /** An experiment: the hash the version would have after a change. Nothing is stored. */
  tryChange(datasetId: string, column: string, change: { kind: 'cell'; row: number } | { kind: 'role'; role: Role }): Promise<TriedChange>;
}

export interface Dataset {
  id: string;
  name: string;
  /** The table it is a version of, where that is not its name: rules, terms and differences go by it. */
  lineage?: string;
  version: number;
  /** SHA-256 over schema and content: the same rows give the same hash on every machine. */
  hash: string;
  rows: number;
  columns: {
    name: string;
    type: ColumnType;
    role: Role;
    missing: number;
    distinct: number;
    labels?: string[];
    isOrdinal?: true;
    longitude?: string;
    /** Of times that are moments; others are clock times as they were written. */
    zone?: string;
    unit?: string;
  }[];
  notes: string[];
  /** What the import met, with counts and line numbers. */
  report: {
    bytes: number;
    rows: number;
    encoding: string;
    delimiter: string;
    tookMs: number;
    /** What the file was and what it was packed in; not told by imports of before. */
    format?: string;
    /** What `lines` counts. */
    counts?: 'line' | 'row';
    table?: string;
    /** Records set aside: `kept` of them can be had by `data.quarantine`, of `count` in all. */
    quarantine?: { kept: number; count: number };
    /** How the file was taken to be written, each thing with how sure that is (0 to 1) and why. */
    choices?: DialectChoice[];
    /** What was chosen for an earlier file of the same kind and was taken over. */
    recipe?: { fileName: string; said: string[] };
    issues: ImportIssue[];
  } | null;
  fileName: string;
  createdAt: number;
  /** Names a person gave it. */
  tags?: string[];
  /** How it was made, a sentence a step; empty for one that was imported. */
  made?: string[];
  /** Of rows that were made up, and of every version made from them. */
  synthetic?: Synthesis;
}

/** Something an import met, with the lines on which it was first met. */
export interface ImportIssue {
  code: string;
  message: string;
  count: number;
  lines: number[];
  /**
   * Another type for a column that only a few values keep from it. Take it by `setColumn(id, column, { type })`, after which so many values are
   * missing; or import again and name them: `importCsv(file, { missing: ['NA', ...values] })`.
   */
  offer?: { column: string; type: ColumnType; missing: number; values: string[] };
}

export interface TriedChange {
  said: string;
  hashBefore: string;
  hashAfter: string;
  /** Stored pieces of columns, and how many of them would be stored anew. */
  chunks: number;
  chunksChanged: number;
}
