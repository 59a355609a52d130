import type { Metric } from '../../core/outcome.ts';
import type { Explanation } from './judging.ts';

/** What `lime` answers with: a straight line fitted around one row, over whether rows near it still have what it has. */
export interface LineAround extends Explanation {
  of: string;
  unit: 'probability' | 'answer';
  /** Largest first: that a row has this, rather than not, adds so much. The interval is over draws of the neighbourhood. */
  parts: { column: string; condition: string; adds: Metric }[];
  /** The line without any part, with all of them, and the model itself. */
  base: number;
  local: number;
  output: number;
  /** Share of the weighted variance of the answers around the row that the line accounts for (R2). */
  fidelity: Metric;
  /** Of single draws with all of them: Jaccard's index of the three largest parts, and Spearman's correlation over all columns. */
  overlap: Metric;
  ranks: Metric;
  sentence: string;
  /** Rows the model was asked about. */
  scored: number;
}

/** What `anchor` answers with: a rule about one row that is enough for its answer, whatever else a row has. */
export interface Anchor extends Explanation {
  /** One for each of `features`; none where any row is answered so. */
  conditions: string[];
  /** In words: 'called “yes”', 'predicted 12 to 18'. */
  answered: string;
  /** Share of rows drawn under the rule, and without any, that are answered so. */
  precision: Metric;
  usual: Metric;
  /** Share of training rows the rule holds for. */
  coverage: Metric;
  /** Of the held-out rows it holds for, the share that is answered so. */
  among: Metric;
  /** The lower end of the precision is at least 0.95. */
  isSure: boolean;
  sentence: string;
  scored: number;
}

/** What `decision-field` answers with: what is said over two columns, all others as one row has them. */
export interface DecisionField extends Explanation {
  /** The class whose probability `values` are, or the name of the number. */
  of: string;
  labels: string[] | null;
  /** The other columns are those of a typical row. */
  isTypical: boolean;
  /** Ends of the cells of either column, ascending; in each cell the probability or number, and of classes the code of the one called: [across][upwards]. */
  grids: [number[], number[]];
  values: number[][];
  codes: number[][] | null;
  /** Where the row stands; null where it has no value. */
  at: [number | null, number | null];
  /** Held-out rows in the field, with what the model says of each by all of its own columns. */
  points: { x: number; y: number; cell: [number, number]; actual: string | number; answer: string | number }[];
  /** Share of those rows that the field calls as the model does; of numbers the share of the variance of its answers that the field accounts for. */
  agreement: Metric;
  rows: number;
}

/** What `occlusion`, `grad-cam` and, of pictures, `integrated-gradients` answer with. */
export interface PictureHeat extends Explanation {
  of: string;
  width: number;
  height: number;
  /** A pixel each, line by line: above 0 speaks for the answer, below against it. */
  heat: number[];
  /** What becomes of the answer with the warmest pixels covered, beside as many drawn at random. */
  check: { share: number; now: number; warmest: number; random: Metric };
}
