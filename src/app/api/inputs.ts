import type { ColumnType } from '../../core/schema.ts';

/** A column a predictor must be given. */
export interface InputInfo {
  name: string;
  type: ColumnType;
  /** Levels that at least five training rows have. */
  labels?: readonly string[];
  /** Where training values lie, rounded outwards; far outliers are outside. */
  range?: readonly [number, number];
  /** Of times that are moments: the zone by whose clocks a text without an offset is read. */
  zone?: string;
  /** What numbers are counted in. */
  unit?: string;
  typical: string | number | null;
  /** Of image columns: rows give the pixels, 0 to 255, row-major. */
  image?: { readonly width: number; readonly height: number; readonly channels: 1 | 3 };
}
