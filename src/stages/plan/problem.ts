/** What the user wants, in their words and in the field's. The same shape as the stored record. */
export interface Problem {
  readonly statement: string;
  readonly task: string;
  readonly target?: string;
  readonly metric: string;
  readonly bar?: number;
  /** cost[actual][predicted], in one currency. */
  readonly costs?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly positive?: string;
  readonly sensitive?: readonly string[];
  readonly latencyMs?: number;
  readonly [more: string]: unknown;
}
