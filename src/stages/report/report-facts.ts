import type { Finding } from '../../core/finding.ts';
import type { DataStory } from '../../core/looks/story.ts';
import type { Metric } from '../../core/outcome.ts';
import type { CheckResult } from '../../core/release-checks.ts';
import type { SuiteRun } from '../../core/rule.ts';
import type { ColumnType, Role } from '../../core/schema.ts';
import type { Synthesis } from '../../core/synthesis.ts';
import type { SplitSpec } from '../../core/split.ts';

/** A metric as it is called, and which way is up. */
export interface MetricName {
  readonly label: string;
  readonly higherIsBetter: boolean;
}

/** Everything a document may say of a project: its own records, as they stand. What is not known yet is null or an empty list. */
export interface ReportFacts {
  readonly projectName: string;
  /** When the document is made, milliseconds since 1970. */
  readonly at: number;
  readonly latheVersion: string;
  /** Every metric there is, by id. */
  readonly metricNames: Readonly<Record<string, MetricName>>;
  /** What the app asked for since it was opened: from elsewhere, and of its own files. */
  readonly requests: { readonly foreign: number; readonly own: number };
  readonly problem: Readonly<Record<string, unknown>> | null;
  /** On what terms the data are kept: owner, licence, what allows the use, purpose, until when. */
  readonly terms?: Readonly<Partial<Record<'owner' | 'licence' | 'consent' | 'purpose' | 'retention', string>>>;
  readonly problemFixedAt: number | null;
  readonly problemChanges: readonly { readonly at: number; readonly what: string }[];
  readonly dataset: {
    readonly name: string;
    readonly version: number;
    readonly versions: number;
    readonly hash: string;
    readonly rows: number;
    readonly fileName: string;
    readonly createdAt: number;
    readonly columns: readonly {
      readonly name: string;
      readonly type: ColumnType;
      readonly role: Role;
      readonly missing: number;
      readonly distinct: number;
      readonly isOrdinal?: true;
      readonly zone?: string;
      readonly unit?: string;
    }[];
    readonly notes: readonly string[];
    /** Of rows that were made up; null of real ones. */
    readonly synthetic: Synthesis | null;
  } | null;
  /** Null until they were looked for. */
  readonly findings: readonly Finding[] | null;
  readonly privacy: readonly Finding[] | null;
  /** Runs of the suite of rules, newest first; empty until there is a suite. */
  readonly ruleRuns: readonly SuiteRun[];
  /** What matters most in the data, as Explore tells it; null until it was told. */
  readonly dataStory: DataStory | null;
  readonly split:
    (SplitSpec & { readonly rows: Readonly<Record<string, number>>; readonly testOpenings: number; readonly hash: string }) | null;
  /** Finished runs on true answers, best first by the problem's metric. */
  readonly runs: readonly RunFacts[];
  /** By what the run that the documents are about came out ahead; null when it is not the leading one, or nothing was chosen. */
  readonly chosenBy: 'cv' | 'validation' | null;
  readonly runsFailed: number;
  /** What the same training reached on shuffled answers; null until it was tried. */
  readonly randomLabels: Metric | null;
  /** The version the document is about: the one asked for, else the champion, else the latest; null without one. */
  readonly version: {
    readonly name: string;
    readonly version: number;
    readonly aliases: readonly string[];
    readonly hash: string;
    readonly runId: string;
    readonly checks: readonly CheckResult[];
    readonly createdAt: number;
  } | null;
  /** Every registered version, oldest first: what one could go back to. */
  readonly versions: readonly {
    readonly name: string;
    readonly version: number;
    readonly aliases: readonly string[];
    readonly hash: string;
    readonly createdAt: number;
  }[];
  /** Reports of that version's run (of the best run without a version), by part, as `evaluateRun` makes them. */
  readonly reports: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** How that run does by group; null until it was looked at, or when the result was not kept. */
  readonly fairness: FairnessFacts | null;
  readonly deployments: readonly DeploymentFacts[];
  readonly monitor: {
    readonly rows: number;
    readonly requests: number;
    readonly errors: number;
    readonly p95Ms: number;
    readonly drifted: readonly string[];
    /** Columns that were looked at, with the test of each. */
    readonly drift: readonly DriftFacts[];
    readonly alerts: readonly string[];
    readonly performance: Readonly<Record<string, Metric>> | null;
  } | null;
  readonly audit: {
    readonly entries: number;
    readonly isWhole: boolean;
    readonly actions: Readonly<Record<string, number>>;
    readonly lastReplay: string | null;
  };
}

export interface DriftFacts {
  readonly column: string;
  readonly test: string;
  readonly pValue: number;
  readonly psi: number;
  readonly alarm: boolean;
}

export interface DeploymentFacts {
  readonly name: string;
  /** `name@3` or `name:champion`. */
  readonly model: string;
  readonly createdAt: number;
  readonly changes: number;
  readonly history: readonly { readonly at: number; readonly model: string }[];
  readonly split: { readonly model: string; readonly share: number; readonly mode: string } | null;
  readonly rateLimitPerMinute: number | null;
  readonly logShare: number;
  readonly hasToken: boolean;
}

export interface FairnessFacts {
  readonly groups: readonly {
    readonly group: Readonly<Record<string, string>>;
    readonly n: number;
    readonly metrics: Readonly<Record<string, Metric>>;
  }[];
  /** Keyed `column.measure`. */
  readonly gaps: Readonly<Record<string, Metric>>;
}

export interface RunFacts {
  readonly id: string;
  readonly label: string;
  readonly model: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly metrics: Readonly<Record<string, Readonly<Record<string, Metric>>>>;
  readonly fitMs: number;
  readonly predictedMs: number | null;
  readonly sizeBytes: number;
  readonly recipe: readonly { readonly kind: string; readonly columns: readonly string[] }[];
  readonly notes: readonly string[];
  readonly modelHash: string;
  readonly datasetHash: string;
  readonly splitHash: string;
  readonly recipeHash: string;
  readonly backend: string;
  readonly calibrate: string;
  readonly startedAt: number;
  /** The rows it was trained and judged on were made up. */
  readonly isOnSynthetic: boolean;
  /** What it was asked to tell. */
  readonly target: string | null;
}
