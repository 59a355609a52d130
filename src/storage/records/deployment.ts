/** A model that answers requests on this device. Names are unique across projects: they are addresses. */
export interface DeploymentRecord {
  readonly name: string;
  readonly projectId: string;
  /** `name@3` (a version) or `name:champion` (an alias). */
  readonly model: string;
  readonly split: { readonly model: string; readonly share: number; readonly mode: 'canary' | 'ab' | 'shadow' } | null;
  readonly rateLimitPerMinute: number | null;
  readonly token: string | null;
  /** Share of the answers that are logged, 0 to 1. */
  readonly logShare: number;
  readonly createdAt: number;
  readonly history: readonly { readonly at: number; readonly model: string }[];
}

/** One answered row. */
export interface PredictionRecord {
  readonly id: string;
  readonly deployment: string;
  readonly at: number;
  readonly model: string;
  readonly version: number;
  readonly shadow: boolean;
  readonly row: Readonly<Record<string, string | number | boolean | null>>;
  readonly prediction: string | number | boolean | null;
  readonly probabilities: Readonly<Record<string, number>> | null;
  readonly latencyMs: number;
  /** The true answer, once it came. */
  readonly actual: string | number | boolean | null;
}

/** One request, answered or refused. */
export interface RequestRecord {
  readonly id: string;
  readonly deployment: string;
  readonly at: number;
  readonly status: number;
  readonly rows: number;
  readonly latencyMs: number;
}
