import type { TopLevelSpec } from 'vega-lite';

/** The colours a chart may use, each a CSS colour that is already resolved (no variables), so that any renderer can draw it. */
export interface ChartColours {
  readonly surface: string;
  readonly sunk: string;
  readonly line: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly onAccent: string;
  readonly warn: string;
  readonly bad: string;
  /** Colour-blind safe, the accent first. */
  readonly series: readonly [string, string, string, string];
  /** For everything that is only context. */
  readonly rest: string;
}

/** What the page decides about a chart: its colours, its letters and how much room there is. */
export interface ChartLook {
  readonly colours: ChartColours;
  readonly font: string;
  /** Width of the place the chart stands in, px: narrow places get fewer ticks and shorter labels. */
  readonly width: number;
}

export type Cell = string | number | null;

/** The numbers behind a chart. Row i belongs to the marks whose datum has `row: i`; the tooltip and the arrow keys show it. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * A kind of chart. Nothing is computed by Vega-Lite: data come binned, counted and bounded, so that the picture, the sentence and the table
 * can't disagree. Every datum that stands for a row of the table carries its number as `row`.
 */
export interface ChartType<D> {
  readonly id: string;
  readonly label: string;
  /** `square` charts are kept from growing wider than they are useful. */
  readonly shape: 'wide' | 'square';
  spec(data: D, look: ChartLook): TopLevelSpec;
  /** One sentence or two: what is seen. */
  describe(data: D): string;
  table(data: D): ChartTable;
  /** How many marks there are, where they are not one for each row of the table: very many are drawn on a canvas. */
  marks?(data: D): number;
  /** Invented data, for the gallery and the tests. */
  sample(): D;
}

/** A definition that has forgotten what its data are, so that kinds can share a registry. */
export type AnyChart = ChartType<unknown>;

export const defineChart = <D>(chart: ChartType<D>): ChartType<D> => chart;
