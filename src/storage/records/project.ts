import type { RecipeStep } from '../../core/recipe.ts';
import type { PartName, SplitSpec } from '../../core/split.ts';

/** What the user wants, in their words and in the field's. Fixed and time-stamped by the first training run. */
export interface ProblemRecord {
  readonly statement: string;
  readonly task: string;
  readonly target?: string;
  readonly metric: string;
  readonly bar?: number;
  readonly costs?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly positive?: string;
  readonly sensitive?: readonly string[];
  readonly latencyMs?: number;
  readonly [more: string]: unknown;
}

export interface SplitRecord {
  readonly spec: SplitSpec;
  readonly datasetId: string;
  /** SHA-256 over the row numbers of the three parts. */
  readonly hash: string;
  readonly rows: Readonly<Record<PartName, number>>;
  /** Chunk hashes of the row sets (Uint32, ascending). */
  readonly parts: Readonly<Record<PartName, string>>;
  /** Every look at the test part: when and by which run. */
  readonly testOpenings: readonly { readonly at: number; readonly runId: string }[];
}

export interface ProjectRecord {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly datasetId: string | null;
  readonly problem: ProblemRecord | null;
  /** When the problem was fixed (at the first run), and every change since. */
  readonly problemFixedAt: number | null;
  readonly problemChanges: readonly { readonly at: number; readonly what: string }[];
  readonly split: SplitRecord | null;
  /** Null = the suggested one, made anew for each model family. */
  readonly recipe: readonly RecipeStep[] | null;
}
