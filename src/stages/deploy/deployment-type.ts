import type { PlainRow, RowRemark } from '../../predict/rows.ts';
import type { Scorer } from '../../predict/scorer.ts';

/** A model that answers requests: what the gateway needs to know of it. Storage's record has this shape. */
export interface GatewayDeployment {
  readonly name: string;
  /** `name@3` (a version) or `name:champion` (an alias). */
  readonly model: string;
  readonly split: { readonly model: string; readonly share: number; readonly mode: 'canary' | 'ab' | 'shadow' } | null;
  readonly rateLimitPerMinute: number | null;
  readonly token: string | null;
  /** Share of the answers that are logged, 0 to 1. */
  readonly logShare: number;
  readonly createdAt: number;
}

/** The version that a model of a deployment stands for, ready to score. */
export interface ResolvedModel {
  readonly scorer: Scorer;
  /** Rows whose texts are read as the training file wrote them, and what stays in doubt. */
  asWritten(rows: readonly PlainRow[]): { readonly rows: readonly PlainRow[]; readonly problems: readonly RowRemark[] };
  readonly name: string;
  readonly version: number;
}

export interface FoundDeployment {
  readonly deployment: GatewayDeployment;
  resolve(model: string): Promise<ResolvedModel>;
}

type Value = string | number | boolean | null;

/** One answered row, as it is logged. */
export interface LoggedPrediction {
  readonly id: string;
  readonly deployment: string;
  readonly at: number;
  readonly model: string;
  readonly version: number;
  /** Answered beside another version and never returned. */
  readonly shadow: boolean;
  readonly row: Readonly<Record<string, Value>>;
  readonly prediction: Value;
  readonly probabilities: Readonly<Record<string, number>> | null;
  readonly latencyMs: number;
  readonly actual: Value;
}

/** One request, answered or refused. */
export interface LoggedRequest {
  readonly id: string;
  readonly deployment: string;
  readonly at: number;
  readonly status: number;
  readonly rows: number;
  readonly latencyMs: number;
}

export interface ActualValue {
  readonly id: string;
  readonly actual: string | number | boolean;
}

/** One answer as it is returned. */
export interface Prediction {
  readonly id: string;
  readonly model: string;
  readonly version: number;
  readonly prediction: string | number | boolean;
  readonly probabilities?: Readonly<Record<string, number>>;
  readonly interval?: readonly [number, number];
  /** Classes of which one is right in 95 of 100 rows, how far out the row lies, and whether the answer should not be acted on; of models that know their limits. */
  readonly set?: readonly (string | number | boolean)[];
  readonly asFarOut?: number;
  readonly farBy?: 'distance' | 'forest' | 'energy';
  readonly abstained?: boolean;
  /** Why the answer is not the likelier class: costs moved the threshold. Absent where it is. */
  readonly why?: string;
  /** What is odd about the row; absent when nothing is. */
  readonly warnings?: readonly string[];
  readonly latencyMs: number;
}

/** What the gateway may use of the outside world. */
export interface GatewayDeps {
  list(): Promise<readonly FoundDeployment[]>;
  find(name: string): Promise<FoundDeployment | undefined>;
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Milliseconds with fractions, from any start. */
  clock(): number;
  rng(): number;
  newId(): string;
  log(predictions: readonly LoggedPrediction[]): Promise<void>;
  logRequest(request: LoggedRequest): Promise<void>;
  /** @returns by id the version that gave each logged answer, as `name@3`; ids that are not in the log are left out */
  answeredBy(deployment: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** @returns how many ids were found */
  setActuals(deployment: string, labels: readonly ActualValue[]): Promise<number>;
  /** Told when a shadow could not answer; the caller of the deployment has its answer all the same. */
  shadowFailed(deployment: string, error: unknown): void;
}
