import { spentOf, USUAL_BUDGET, type PrivacyBudget } from './private-ask.ts';

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

/** The terms of one table: all versions of it share them. */
export interface TermsOfDataset extends DataTerms {
  /** The table (`core/lineage.ts`). Null = said of a project before it had data: it holds for the first that come. */
  readonly dataset: string | null;
  /** What answers with noise may cost, and have cost. */
  readonly budget?: PrivacyBudget;
}

export const termKeys = ['owner', 'licence', 'legalBasis', 'purpose', 'retentionDays'] as const satisfies readonly (keyof DataTerms)[];

/** A change to terms; null or the empty text takes one away. */
export type TermsChange = { readonly [K in keyof DataTerms]?: DataTerms[K] | null };

export const termsOf = (all: readonly TermsOfDataset[] | undefined, dataset: string): TermsOfDataset =>
  all?.find((terms) => terms.dataset === dataset) ?? { dataset };

/** Terms with the tables each of them comes from, where that is not the table itself. */
export interface TermsInForce extends DataTerms {
  readonly from: { readonly [K in keyof DataTerms]?: readonly string[] };
}

/**
 * The terms a version is under: its table's own, and of those its rows came from the strictest. Texts can't be told apart by strictness: what is said of the
 * table itself holds, else all that is said of its sources.
 * @param lineages of the table itself, then of its sources
 */
export function termsInForce(all: readonly TermsOfDataset[] | undefined, lineages: readonly string[]): TermsInForce {
  const [own, ...sources] = lineages.map((lineage) => ({ lineage, terms: termsOf(all, lineage) }));
  const inForce: Record<string, unknown> = {};
  const from: Record<string, readonly string[]> = {};
  for (const key of textKeys) {
    const said = own!.terms[key] ?? '';
    const theirs = sources.filter(({ terms }) => terms[key] !== undefined);
    if (said !== '') inForce[key] = said;
    else if (theirs.length > 0) {
      inForce[key] = [...new Set(theirs.map(({ terms }) => terms[key]!))].join('; ');
      from[key] = theirs.map(({ lineage }) => lineage);
    }
  }
  const ends = [own!, ...sources].flatMap(({ lineage, terms: { retentionDays: days } }) => (days === undefined ? [] : [{ lineage, days }]));
  const days = Math.min(...ends.map((end) => end.days));
  if (ends.length === 0) return { ...inForce, from };
  const strict = ends.filter((end) => end.days === days).map(({ lineage }) => lineage);
  return { ...inForce, retentionDays: days, from: { ...from, ...(strict.includes(own!.lineage) ? {} : { retentionDays: strict }) } };
}

const textKeys = ['owner', 'licence', 'legalBasis', 'purpose'] as const;

/** The budget of these tables that leaves the least: an answer is paid by each of them. */
export function tightestBudget(
  all: readonly TermsOfDataset[] | undefined,
  lineages: readonly string[]
): { readonly dataset: string; readonly budget: PrivacyBudget } {
  return tightestOf(lineages.map((dataset) => ({ dataset, budget: budgetOf(termsOf(all, dataset)) })));
}

export const budgetOf = ({ budget = USUAL_BUDGET }: TermsOfDataset): PrivacyBudget => budget;

/** The first of those whose budget leaves the least. */
export function tightestOf<T extends { readonly budget: PrivacyBudget }>(budgets: readonly T[]): T {
  const left = ({ budget }: T) => budget.epsilon - spentOf(budget).epsilon;
  return budgets.reduce((tightest, one) => (left(one) < left(tightest) ? one : tightest));
}

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
