import type { Rule, RuleResult, SuiteRun } from '../../core/rule.ts';
import type { RuleKindInfo } from '../../core/rule-form.ts';
import type { Watch } from './watch.ts';

/** The test suites of the data: each table of a project has its own, held against every new version of it and every batch for a model of it. */
export interface RuleVerbs {
  /**
   * Holds every row against rules, without keeping anything. Left out: against those the data suggest, each with what it was proposed from
   * (`because`); keep them with `setRules`.
   */
  validate(datasetId: string, rules?: readonly Rule[], options?: Watch): Promise<RuleResult[]>;
  /** The kinds of rule there are, and what each needs. */
  ruleKinds(): Promise<RuleKindInfo[]>;
  /** The suite of the table a version is of (the current one when not given), each rule with what it asks in words. Empty until rules were kept. */
  rules(datasetId?: string): Promise<KeptRule[]>;
  /** Makes these the suite of that table, all of them; each gets an id. Refused as a whole with the first rule that can't be checked. */
  setRules(rules: readonly Rule[], datasetId?: string): Promise<KeptRule[]>;
  /** Holds a version against the suite now; null where there is no suite. */
  runRules(datasetId: string, options?: Watch): Promise<SuiteRun | null>;
  /** Every run of the suites, newest first; with a version, those of its table. */
  ruleRuns(datasetId?: string): Promise<SuiteRun[]>;
  /** Whole rows by their numbers, counted from 0; 100 at most. */
  rowsAt(datasetId: string, rows: readonly number[]): Promise<Record<string, unknown>[]>;
}

export interface KeptRule {
  readonly rule: Rule;
  readonly said: string;
}
