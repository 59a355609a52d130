import { termsInForce, termsOf, tightestBudget, type TermsOfDataset } from '../core/data-terms.ts';
import { lineageOf, lineagesBehind } from '../core/lineage.ts';
import { retentionEndsAt } from '../core/retention.ts';
import type { DatasetRecord } from '../storage/records/dataset.ts';
import type { ProjectRecord } from '../storage/records/project.ts';
import type { DatasetTerms } from './api/governing.ts';

type Terms = ProjectRecord['dataTerms'];

/** The terms of each table of a project, the current one first. Later versions hold rows of the first import: retention counts from that. */
export function datasetTerms(project: Pick<ProjectRecord, 'dataTerms' | 'datasetId'>, versions: readonly DatasetRecord[]): DatasetTerms[] {
  const current = versions.find(({ id }) => id === project.datasetId);
  const lineages = new Set([...(current ? [lineageOf(current)] : []), ...versions.map(lineageOf)]);
  return [...lineages].map((lineage) => termsOfTable(lineage, project.dataTerms, versions));
}

function termsOfTable(lineage: string, dataTerms: Terms, versions: readonly DatasetRecord[]): DatasetTerms {
  const own = ownOf(lineage, versions);
  const behind = lineagesBehind(own.at(-1)!, versions);
  const { from, ...inForce } = termsInForce(dataTerms, behind);
  const names = [...new Set(own.map(({ name }) => name))].filter((name) => name !== lineage);
  const { dataset: payer } = tightestBudget(dataTerms, behind);
  return {
    ...plainTerms(termsOf(dataTerms, lineage)),
    dataset: lineage,
    datasetId: own.at(-1)!.id,
    versions: own.length,
    names,
    sources: behind.slice(1),
    inForce,
    from: Object.fromEntries(Object.entries(from).map(([key, tables]) => [key, [...tables]])),
    ...(payer === lineage ? {} : { budgetFrom: payer }),
    retentionEndsAt: firstEnd(behind, dataTerms, versions)
  };
}

const ownOf = (lineage: string, versions: readonly DatasetRecord[]): DatasetRecord[] =>
  versions.filter((version) => lineageOf(version) === lineage).sort((a, b) => a.version - b.version);

/** Rows go when those they came from have to go. */
function firstEnd(lineages: readonly string[], dataTerms: Terms, versions: readonly DatasetRecord[]): number | null {
  const ends = lineages.flatMap((lineage) => {
    const [first] = ownOf(lineage, versions);
    return retentionEndsAt(first?.createdAt, termsOf(dataTerms, lineage).retentionDays) ?? [];
  });
  return ends.length === 0 ? null : Math.min(...ends);
}

function plainTerms({ dataset: _dataset, budget: _budget, ...terms }: TermsOfDataset) {
  return terms;
}

/** The dataset that has to be deleted first, and when; null where no end is set. */
export function nextRetention(terms: readonly DatasetTerms[]): { readonly dataset: string; readonly endsAt: number } | null {
  const ends = terms.flatMap(({ dataset, retentionEndsAt: endsAt }) => (endsAt === null ? [] : [{ dataset, endsAt }]));
  return ends.sort((a, b) => a.endsAt - b.endsAt)[0] ?? null;
}
