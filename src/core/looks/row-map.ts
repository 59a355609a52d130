import type { PlainRecord } from '../plain.ts';

export type MapMethod = 'pca' | 'umap';

/** Rows as points in the plane: rows that are alike lie near each other, as far as a plane allows. */
export interface RowMap extends PlainRecord {
  readonly method: MapMethod;
  /** Rows the axes come from. */
  readonly rows: number;
  /** The rows that are drawn: all, or a sample; ascending. */
  readonly drawn: Uint32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Columns that count; the target is not among them. */
  readonly columns: readonly string[];
  /** How values became distances. */
  readonly encoding: string;
  /** Share of the spread each axis shows, 0 to 1; empty for UMAP. */
  readonly explained: readonly number[];
  /** What pulls most along each axis; empty for UMAP. */
  readonly pulls: readonly (readonly { readonly what: string; readonly weight: number }[])[];
  /** Whether neighbours on the map are neighbours in the table, 0 to 1 (Venna & Kaski); null under 40 rows. */
  readonly trust: { readonly value: number; readonly neighbours: number; readonly rows: number } | null;
  /** What the distances mean, and what they don't. */
  readonly said: string;
  readonly notes: readonly string[];
}

/** The values of one column in some rows, for colouring them. */
export type ValuesAt =
  | { readonly kind: 'number' | 'time'; readonly values: Float64Array; readonly zone?: string }
  | { readonly kind: 'category'; readonly codes: Int32Array; readonly labels: readonly string[] };
