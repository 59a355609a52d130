import type { GeoPair } from '../geo.ts';

/** Where the rows are, by a column of latitudes and one of longitudes. */
export interface PlacesReport {
  readonly pair: GeoPair;
  /** A person said that the two make places; false: their names and values say so. */
  readonly isSaid: boolean;
  /** Rows with both. */
  readonly rows: number;
  /** Rows with one of the two, or with none. */
  readonly without: number;
  /** Rows whose degrees are no point of the earth. */
  readonly offEarth: number;
  /** Rows at 0, 0, in the sea south of Ghana: where programs put what they don't know. */
  readonly atZero: number;
  /** The mean of the points, null where there is none; degrees. */
  readonly centre: { readonly latitude: number; readonly longitude: number } | null;
  /** Kilometres from the centre within which half of the points lie; null without a centre. */
  readonly halfWithinKm: number | null;
  /** The points that are drawn: all, or an even sample. Degrees. */
  readonly latitudes: Float64Array;
  readonly longitudes: Float64Array;
  readonly said: string;
}
