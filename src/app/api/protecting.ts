import type { PersonTrace } from '../../core/person-trace.ts';
import type { Generalisation, MaskHow } from '../../core/protect-step.ts';
import type { PrivacyBudget, PrivateAsk } from '../../core/private-ask.ts';
import type { ShapeStep } from '../../core/shape-step.ts';
import type { Dataset } from './data.ts';
import type { Watch } from './watch.ts';

/** A key that pseudonyms are made with, as it is told of: never its secret. */
export interface ProtectionKey {
  readonly id: string;
  readonly createdAt: number;
  /** When it was shown, to be written down; it is shown once. */
  readonly shownAt: number | null;
  /** From then on nobody can make its codes, or tell which stands for whom. */
  readonly destroyedAt: number | null;
}

/** The keys of the step `pseudonymise`. They lie apart from the data, on this device, and in no archive. */
export interface KeyVerbs {
  /** A new key at random. */
  make(): Promise<ProtectionKey>;
  list(): Promise<ProtectionKey[]>;
  /** The secret, 64 digits from 0 to f. It is shown once. */
  show(keyId: string): Promise<string>;
  /** Brings a key back that was written down: it has its old id and makes the codes it always made. */
  take(secret: string): Promise<ProtectionKey>;
  destroy(keyId: string): Promise<ProtectionKey>;
}

/** A step that protects. Without a `keyId` the latest key of the project is used; one is made where there is none. */
export type Protection =
  | { readonly kind: 'pseudonymise'; readonly columns: readonly string[]; readonly keyId?: string }
  | { readonly kind: 'mask'; readonly column: string; readonly how: MaskHow; readonly keep?: number }
  | { readonly kind: 'generalise'; readonly column: string; readonly into: Generalisation }
  | { readonly kind: 'drop'; readonly columns: readonly string[] };

export interface ProtectionOffer {
  readonly label: string;
  /** What it does, in a sentence. */
  readonly text: string;
  readonly protection: Protection;
}

/** What a protection cost, and what it does not reach. */
export interface Protected {
  readonly dataset: Dataset;
  /** Different values before and after; null = the column is gone. */
  readonly lost: readonly { readonly column: string; readonly before: number; readonly after: number | null }[];
  /** What was made before still holds the values. */
  readonly stillHeld: { readonly versions: readonly number[]; readonly runs: number; readonly packages: readonly string[] };
}

/** How well the people in the rows are hidden from somebody who knows some columns of them. */
export interface ReidentificationRisk {
  readonly rows: number;
  /** What is known of a person. */
  readonly columns: readonly string[];
  readonly groups: number;
  /** Rows of the smallest group of equal values: k of k-anonymity. */
  readonly smallestGroup: number;
  /** Chance to pick the right row of the person who is hidden least: 1 / k. */
  readonly highest: number;
  /** The same over all rows: groups / rows. */
  readonly average: number;
  readonly threshold: number;
  /** Share of the rows whose chance is above the threshold. */
  readonly shareAbove: number;
  /** What would be learned of somebody in a group; null where no column is sensitive. */
  readonly sensitive: {
    readonly column: string;
    /** Different values in the group that has fewest: distinct l-diversity. */
    readonly distinct: number;
    /** The same by entropy: as many equally likely values would be as uncertain. */
    readonly entropy: number;
    /** Farthest distance of a group's values from those of all rows, 0 to 1: t of t-closeness. */
    readonly closeness: number;
  } | null;
}

export interface CoarserPlan {
  readonly columns: readonly string[];
  readonly k: number;
  /** Empty where k is reached already. */
  readonly steps: readonly ShapeStep[];
  readonly before: ReidentificationRisk;
  readonly after: ReidentificationRisk;
}

export type { PrivacyBudget } from '../../core/private-ask.ts';

/** Figures with noise. The intervals are those of the noise: the true figure, of these rows, lies in each 95 times in 100. */
export interface PaidAnswer {
  readonly figures: readonly { readonly label: string; readonly value: number | null; readonly low: number; readonly high: number }[];
  readonly mechanism: string;
  /** What is spent by now. */
  readonly budget: PrivacyBudget;
}

/** What protects the people in the rows. */
export interface ProtectingVerbs {
  readonly keys: KeyVerbs;
  /** What fits each finding of the scan, the best first. */
  offers(datasetId: string, options?: Watch): Promise<ProtectionOffer[]>;
  /** Makes a protected version of the data, and says what was lost and what still holds the values. `data.restore` goes back. */
  apply(datasetId: string, protections: Protection[], options?: Watch): Promise<Protected>;
  /** k, l, t and the chance to be found out. By the columns an outsider is likely to know, and the target, unless others are named. */
  risk(datasetId: string, options?: { columns?: string[]; sensitive?: string; threshold?: number } & Watch): Promise<ReidentificationRisk>;
  /** Where everybody with this value in this column is: versions, logs, models. Nothing is changed. */
  find(column: string, value: string, options?: Watch): Promise<PersonTrace>;
  /**
   * Takes them out of every version, of split and runs, of the logs of deployments and of what was found out, all at once. It can't be undone, and runs that
   * saw the rows can't be replayed. With the receipt and the value it can be shown later that the entry in the audit log is about this person.
   */
  erase(column: string, value: string, options?: Watch): Promise<{ trace: PersonTrace; receipt: string }>;
  /**
   * A summary with noise that hides each single row: (epsilon, delta)-differentially private, Laplace without delta, Gaussian with. Paid from the
   * budget of the dataset, and of those it was made from; refused with `budget-exhausted`.
   */
  summary(datasetId: string, ask: PrivateAsk, cost: { epsilon: number; delta?: number }): Promise<PaidAnswer>;
  /** Of a dataset, all its versions together; of the current one when none is named. */
  budget(datasetId?: string): Promise<PrivacyBudget>;
  /** How much epsilon all answers about a dataset together may cost (1). What was spent stays spent. Of the current one when none is named. */
  setBudget(epsilon: number, datasetId?: string): Promise<PrivacyBudget>;
  /** The least coarse steps found that reach k (5): no column of them could be one step finer. Nothing is made. */
  suggest(datasetId: string, options?: { columns?: string[]; k?: number } & Watch): Promise<CoarserPlan>;
}
