import type { Rule, RuleResult, SuiteCause, SuiteRun } from '../core/rule.ts';
import type { RuleKindInfo } from '../core/rule-form.ts';
import type { ProgressCallback } from './progress.ts';

/** What data have to keep to, and whether they do. */
export interface RulesApi {
  /** Rows by their numbers. */
  rowsAt(job: { datasetId: string; rows: readonly number[] }): Promise<Record<string, unknown>[]>;
  validate(
    job: { datasetId: string; rules: readonly Rule[] | null },
    signal: AbortSignal,
    onProgress: ProgressCallback
  ): Promise<RuleResult[]>;
  ruleKinds(): Promise<RuleKindInfo[]>;
  listRules(job: { projectId: string; datasetId?: string }): Promise<{ rule: Rule; said: string }[]>;
  /** Makes rules the suite of a table. */
  keepRules(job: { projectId: string; datasetId?: string; rules: readonly Rule[] }): Promise<Rule[]>;
  /** Holds a version against the suite and keeps the run; null where there is no suite. */
  runSuite(job: { datasetId: string; cause: SuiteCause }, signal: AbortSignal, onProgress: ProgressCallback): Promise<SuiteRun | null>;
}
