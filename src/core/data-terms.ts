import type { PrivacyBudget } from './private-ask.ts';

/** Who answers for the rows of a dataset, and on what terms they are kept. */
export interface DataTerms {
  readonly owner?: string;
  readonly licence?: string;
  /** Consent, a contract, or what else allows the use. */
  readonly legalBasis?: string;
  readonly purpose?: string;
  /** Days from its first import until it has to be deleted. */
  readonly retentionDays?: number;
}

/** The terms of one dataset, by its name: all versions of it share them. */
export interface TermsOfDataset extends DataTerms {
  /** Null = said of a project before it had data: it holds for the first that come. */
  readonly dataset: string | null;
  /** What answers with noise may cost, and have cost. */
  readonly budget?: PrivacyBudget;
}

export const termKeys = ['owner', 'licence', 'legalBasis', 'purpose', 'retentionDays'] as const satisfies readonly (keyof DataTerms)[];

/** A change to terms; null or the empty text takes one away. */
export type TermsChange = { readonly [K in keyof DataTerms]?: DataTerms[K] | null };

export const termsOf = (all: readonly TermsOfDataset[] | undefined, dataset: string): TermsOfDataset =>
  all?.find((terms) => terms.dataset === dataset) ?? { dataset };

/** The terms with those of one dataset put in the place of what was there. */
export const withTerms = (all: readonly TermsOfDataset[] | undefined, terms: TermsOfDataset): TermsOfDataset[] => [
  ...(all ?? []).filter(({ dataset }) => dataset !== terms.dataset),
  terms
];

export function changedTerms(terms: TermsOfDataset, change: TermsChange): TermsOfDataset {
  const next: Record<string, unknown> = { ...terms };
  for (const key of termKeys) {
    if (change[key] === undefined) continue;
    const value = typeof change[key] === 'string' ? change[key].trim() : change[key];
    if (value === null || value === '') delete next[key];
    else next[key] = value;
  }
  return next as unknown as TermsOfDataset;
}

/** Gives what was said of a whole project to each of its datasets: what is spent of a budget is spent in all of them. */
export function settledTerms(all: readonly TermsOfDataset[], names: readonly string[]): readonly TermsOfDataset[] {
  const shared = all.find(({ dataset }) => dataset === null);
  if (!shared || names.length === 0) return all;
  const others = all.filter(({ dataset }) => dataset !== null);
  const lacking = [...new Set(names)].filter((name) => others.every(({ dataset }) => dataset !== name));
  return [...others, ...lacking.map((dataset) => ({ ...shared, dataset }))];
}
