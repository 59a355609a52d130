import type { Rule, RuleResult, SuiteRun } from '../../core/rule.ts';
import type { RuleKindInfo } from '../../core/rule-form.ts';
import type { Watch } from './watch.ts';

/** The test suite of the data: kept with the project, held against every new version and every batch. */
export interface RuleVerbs {
  /**
   * Holds every row against rules, without keeping anything. Left out: against those the data suggest, each with what it was proposed from
   * (`because`); keep them with `setRules`.
   */
  validate(datasetId: string, rules?: readonly Rule[], options?: Watch): Promise<RuleResult[]>;
  /** The kinds of rule there are, and what each needs. */
  ruleKinds(): Promise<RuleKindInfo[]>;
  /** The suite, each rule with what it asks in words. Empty until rules were kept. */
  rules(): Promise<KeptRule[]>;
  /** Makes these the suite, all of them; each gets an id. Refused as a whole with the first rule that can't be checked. */
  setRules(rules: readonly Rule[]): Promise<KeptRule[]>;
  /** Holds a version against the suite now; null where there is no suite. */
  runRules(datasetId: string, options?: Watch): Promise<SuiteRun | null>;
  /** Every run of the suite, newest first. */
  ruleRuns(): Promise<SuiteRun[]>;
  /** Whole rows by their numbers, counted from 0; 100 at most. */
  rowsAt(datasetId: string, rows: readonly number[]): Promise<Record<string, unknown>[]>;
}

export interface KeptRule {
  readonly rule: Rule;
  readonly said: string;
}
