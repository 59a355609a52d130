import type { Quarantine } from './quarantine.ts';

/** Something every row of a table, a column or the table as a whole should keep to. Missing values break the rules about gaps only. */
export interface Rule {
  /** Given when a rule is kept; stays when it is edited. */
  readonly id?: string;
  /** The first column it is about; the empty text for a rule about the table as a whole. */
  readonly column: string;
  /** A kind of the registry (stages/ingest/rules). */
  readonly kind: string;
  /** Further columns: the rest of a key, the parts of a sum, the column to compare with. */
  readonly columns?: readonly string[];
  /** What the kind needs: range `{ min?, max? }`, in-set a list, pattern a regular expression as text, and so on. */
  readonly value?: unknown;
  /** Share of the rows looked at that must keep to it, above 0 to 1; all of them when left out. */
  readonly mostly?: number;
  /** What breaking it does: `fail` (when left out) stops a batch, `warn` only tells. */
  readonly severity?: RuleSeverity;
  /** Kept, and not looked at. */
  readonly off?: boolean;
  /** What it was proposed from, in a sentence. */
  readonly because?: string;
}

/** The rules of one table: every version of it, and every batch for a model of it, is held against them. */
export interface RuleSuite {
  /** The table (`core/lineage.ts`); null = kept before tables had suites of their own, and not given to one yet. */
  readonly dataset: string | null;
  readonly rules: readonly Rule[];
}

export const rulesOf = (suites: readonly RuleSuite[] | undefined, lineage: string): readonly Rule[] =>
  suites?.find(({ dataset }) => dataset === lineage)?.rules ?? [];

/** The suites with that of one table put in the place of what was there. */
export const withRules = (suites: readonly RuleSuite[] | undefined, dataset: string, rules: readonly Rule[]): RuleSuite[] => [
  ...(suites ?? []).filter((suite) => suite.dataset !== dataset),
  { dataset, rules }
];

/** A suite of no table goes to this one, unless it has its own. */
export function settledSuites(suites: readonly RuleSuite[], lineage: string): readonly RuleSuite[] {
  const others = suites.filter(({ dataset }) => dataset !== null);
  const loose = suites.find(({ dataset }) => dataset === null);
  return !loose || others.some(({ dataset }) => dataset === lineage) ? others : [...others, { dataset: lineage, rules: loose.rules }];
}

export type RuleSeverity = 'warn' | 'fail';

export type RuleOutcome = 'passed' | 'warned' | 'failed';

/** A rule held against every row. */
export interface RuleResult {
  readonly rule: Rule;
  /** What it asks, after the name of its column: "lies between 1 and 5". */
  readonly said: string;
  readonly passed: boolean;
  readonly outcome: RuleOutcome;
  /** Rows it was held against: those with a value. Of a rule about a whole, 1. */
  readonly checked: number;
  /** Rows that break it; of a rule about a whole, 1 when it is broken. */
  readonly failing: number;
  /** The first rows that break it, counted from 0, each with what it holds. */
  readonly examples: readonly RuleExample[];
  /** What a rule about a whole met, or why a rule could not be held against the table. */
  readonly seen?: string;
}

export interface RuleExample {
  readonly row: number;
  readonly value: string;
}

/** Why a suite was run. */
export type SuiteCause = 'asked' | 'import' | 'new-version' | 'batch';

/** One run of the suite of a table. */
export interface SuiteRun {
  readonly at: number;
  readonly cause: SuiteCause;
  /** What it was held against: a version of the data, or the file of a batch. */
  readonly datasetId: string | null;
  /** The table whose suite it was; runs of before do not say. */
  readonly dataset?: string;
  readonly version: number | null;
  /** SHA-256 of that version; null for a batch. */
  readonly hash: string | null;
  /** The file or the deployment of a batch. */
  readonly about: string;
  readonly rows: number;
  readonly results: readonly RuleResult[];
  /** Rules that are off. */
  readonly off: number;
  /** Rules about columns that a batch does not have, or about the size of a table. */
  readonly leftOut: number;
  /** Rows of a batch that were not answered, with the rule each broke. */
  readonly setAside?: Quarantine;
}

export const severityOf = ({ severity }: Rule): RuleSeverity => severity ?? 'fail';

/** Every column a rule is about, the first one first. */
export const columnsOfRule = ({ column, columns }: Rule): readonly string[] => [...(column === '' ? [] : [column]), ...(columns ?? [])];

/** How many of the results are of each outcome. */
export function countOutcomes(results: readonly RuleResult[]): Readonly<Record<RuleOutcome, number>> {
  const count = (outcome: RuleOutcome) => results.filter((result) => result.outcome === outcome).length;
  return { passed: count('passed'), warned: count('warned'), failed: count('failed') };
}
