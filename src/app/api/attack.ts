import type { Metric } from '../../core/outcome.ts';

export interface AttackReport {
  runId: string;
  /** `validation`, or `training` where no rows were kept for it. */
  on: string;
  rows: number;
  /** What budgets count: standard deviations of a column in training, of pictures a share of black to white. */
  unit: string;
  /** Columns that may change; none of pictures, where every pixel may. */
  columns: string[];
  /** How many times the budget a column may move by, where that is not once. */
  reach: Record<string, number>;
  budgets: number[];
  /** Shares of all rows that are right and hold. `search`, `fgsm` and `pgd` are upper bounds of what is safe, `proven` is a lower one. */
  lines: AttackLine[];
  /** Up to which budget right answers are proven to hold: the 5th, 50th and 95th in a hundred. */
  radius: {
    /** `exact`: just beyond there is a change that goes over. `bound`: it surely holds up to here. */
    kind: 'exact' | 'bound';
    /** Share of the right rows for which it is exact. */
    exactShare: number;
    box: readonly [number, number, number];
    /** Of linear models: the distance to the boundary, all columns together. */
    ball: readonly [number, number, number] | null;
  } | null;
  /** Why nothing is proven. */
  unproven: string | null;
  notes: string[];
  examples: AttackExample[];
  sentence: string | null;
}

export interface AttackLine {
  way: 'search' | 'fgsm' | 'pgd' | 'proven';
  label: string;
  /** Ascending by budget; the first is the rows as they are. */
  points: { budget: number; right: Metric }[];
}

/** A row that was right and is not any more. */
export interface AttackExample {
  /** Row of the dataset, from 0. */
  row: number;
  budget: number;
  before: { answer: string; chance: number };
  after: { answer: string; chance: number };
  changes: { column: string; from: string | number | null; to: string | number | null }[];
}
