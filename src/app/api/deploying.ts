import type { ColumnOddities } from '../../core/batch-answer.ts';
import type { InputInfo } from './inputs.ts';
import type { Watch } from './watch.ts';

/** Models that answer requests. */
export interface DeploymentVerbs {
  create(spec: DeploymentSpec): Promise<Deployment>;
  list(): Promise<Deployment[]>;
  predict(name: string, rows: Record<string, unknown>[]): Promise<Prediction[]>;
  /** The latest answers, newest first. */
  log(name: string, options?: { count?: number }): Promise<LoggedAnswer[]>;
  /**
   * Sends held-out rows through the deployment, each at most once, marked as simulated in its log: of the test part where it was opened
   * already, else of the validation part (`from` says which); `shift` moves columns (by so many standard
   * deviations; of categories that share of the rows becomes the rarest level). Returns the true answers, for `feedback`.
   */
  sendTest(
    name: string,
    traffic: { rows: number; shift?: { columns: string[]; by: number } },
    options?: Watch
  ): Promise<{ sent: number; from: 'train' | 'validation' | 'test'; labels: { id: string; actual: string | number }[] }>;
  /** As `batch`, and tells beside the file how many of its rows are unlike what training saw, column by column. */
  answerFile(name: string, source: Blob, options?: BatchOptions & Watch): Promise<BatchAnswer>;
  /**
   * A whole CSV in, the same CSV with prediction columns out, streamed. The file is held against the suite (`data.rules`) first: a broken rule of
   * the severity `fail` stops it with `batch-blocked-by-rules`, unless `rules` says to answer all the same (`go-on`) or to leave the rows that
   * break it without an answer (`set-aside`). The run stands in `data.ruleRuns`, with the rows set aside. A file that has an input in another unit by
   * its name (`height_in` for `height_cm`) is refused with `batch-units-differ`, and with `units: 'convert'` its numbers are
   * converted; so is one whose name for an input says another unit than the model was trained with, which `units: 'trained'` takes as it stands. Numbers and dates
   * are read as the training file wrote them; a file that evidently writes them otherwise is refused with `batch-written-otherwise`, and with `marks: 'file'`
   * read by its own marks.
   */
  batch(name: string, source: Blob, options?: BatchOptions & Watch): Promise<Blob>;
  /**
   * True answers, by the id each answer came with: all of them are joined, or none (`labels-impossible`) when one is no answer the model could give
   * or has an id that is not in the log. Of a deployment that logs only a share of its answers such ids are left out and counted.
   */
  feedback(name: string, labels: { id: string; actual: unknown }[]): Promise<{ joined: number; unknown: number }>;
  update(name: string, change: Partial<DeploymentSpec>): Promise<Deployment>;
  rollback(name: string): Promise<Deployment>;
  remove(name: string): Promise<void>;
  /** What the model behind it must be given. */
  inputs(name: string): Promise<InputInfo[]>;
}

/**
 * The endpoint of a deployment is `POST /api/v1/models/NAME/predict` with `{ "rows": [{ column: value }] }`, answered
 * `{ "predictions": Prediction[] }`; errors are application/problem+json. Missing is null or an absent key.
 */
export interface DeploymentSpec {
  name: string;
  /** `name@3` (a version) or `name:champion` (an alias). */
  model: string;
  /** Share of the traffic for another version: canary, A/B or shadow (answers logged, never returned). */
  split?: { model: string; share: number; mode: 'canary' | 'ab' | 'shadow' };
  rateLimitPerMinute?: number;
  token?: string;
  logShare?: number;
}

export interface Deployment extends DeploymentSpec {
  url: string;
  openapi: string;
  createdAt: number;
  history: { at: number; model: string }[];
}

export interface BatchOptions {
  rules?: 'stop' | 'set-aside' | 'go-on';
  units?: 'convert' | 'trained';
  marks?: 'file';
  /** False: without the column `prediction_warnings`. */
  warnings?: boolean;
}

export interface BatchAnswer {
  file: Blob;
  /** Rows that were answered. */
  rows: number;
  /** Rows that broke a rule and have no answer. */
  setAside: number;
  /** Answered rows on which a model that knows its limits abstains: the column `prediction_abstained` says why. */
  abstained?: number;
  /** Rows with at least one value unlike those of training. */
  oddRows: number;
  /** Columns with such values, worst first: how many can't be read, are missing where none was, are new levels, or lie outside the usual. */
  columns: readonly ColumnOddities[];
}

export interface Prediction {
  id: string;
  model: string;
  version: number;
  prediction: unknown;
  probabilities?: Record<string, number>;
  interval?: [number, number];
  /** Of models that know their limits: classes of which one is right in 95 of 100 rows, and the share of training rows that lie as far out. */
  set?: unknown[];
  asFarOut?: number;
  /** The measure by which a row lies farther out than 99 in 100 training rows. */
  farBy?: 'distance' | 'forest' | 'energy';
  abstained?: boolean;
  /** Why the answer is not the likelier class: costs moved the threshold. Absent where it is. */
  why?: string;
  /** What is odd about the row; absent when nothing is. */
  warnings?: readonly string[];
  latencyMs: number;
}

/** An answer as it stands in the log of a deployment. */
export interface LoggedAnswer {
  id: string;
  at: number;
  model: string;
  version: number;
  shadow: boolean;
  prediction: string | number | boolean | null;
  actual: string | number | boolean | null;
  simulated: boolean;
  latencyMs: number;
}
