import { termsOf, type TermsOfDataset } from '../core/data-terms.ts';
import { retentionEndsAt } from '../core/retention.ts';
import type { DatasetRecord } from '../storage/records/dataset.ts';
import type { ProjectRecord } from '../storage/records/project.ts';
import type { DatasetTerms } from './api/governing.ts';

/** The terms of each dataset of a project, the current one first. Later versions hold rows of the first import: retention counts from that. */
export function datasetTerms(project: Pick<ProjectRecord, 'dataTerms' | 'datasetId'>, versions: readonly DatasetRecord[]): DatasetTerms[] {
  const current = versions.find(({ id }) => id === project.datasetId)?.name;
  const names = new Set([...(current === undefined ? [] : [current]), ...versions.map(({ name }) => name)]);
  return [...names].map((name) => {
    const own = versions.filter((version) => version.name === name).sort((a, b) => a.version - b.version);
    const first = Math.min(...own.map(({ createdAt }) => createdAt));
    return {
      ...plainTerms(termsOf(project.dataTerms, name)),
      dataset: name,
      datasetId: own.at(-1)!.id,
      ...countOf(own, project, first, name)
    };
  });
}

const countOf = (own: readonly DatasetRecord[], { dataTerms }: Pick<ProjectRecord, 'dataTerms'>, first: number, name: string) => ({
  versions: own.length,
  retentionEndsAt: retentionEndsAt(first, termsOf(dataTerms, name).retentionDays)
});

function plainTerms({ dataset: _dataset, budget: _budget, ...terms }: TermsOfDataset) {
  return terms;
}

/** The dataset that has to be deleted first, and when; null where no end is set. */
export function nextRetention(terms: readonly DatasetTerms[]): { readonly dataset: string; readonly endsAt: number } | null {
  const ends = terms.flatMap(({ dataset, retentionEndsAt: endsAt }) => (endsAt === null ? [] : [{ dataset, endsAt }]));
  return ends.sort((a, b) => a.endsAt - b.endsAt)[0] ?? null;
}
