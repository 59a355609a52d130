import type { SplitSpec } from '../../core/split.ts';
import { splitByTarget } from '../../core/errors/splitting.ts';
import { letGoOf, loadExperiment } from '../experiment/load-experiment.ts';
import type { JobServices } from '../services.ts';
import { saveSplit, suggestedSplit } from './current-split.ts';

/** Divides the rows, stores the parts and seals the test part. */
export async function setSplit(job: { readonly projectId: string; readonly spec: SplitSpec }, services: JobServices): Promise<void> {
  const experiment = await loadExperiment(services.storage, job.projectId);
  try {
    if (job.spec.column === experiment.problem.target && job.spec.kind !== 'stratified')
      throw splitByTarget(job.spec.kind, job.spec.column!);
    await saveSplit(services, experiment, job.spec);
  } finally {
    letGoOf(experiment);
  }
}

export async function suggestSplitFor(
  job: { readonly projectId: string },
  { storage }: JobServices
): Promise<{ spec: SplitSpec; reasons: string[] }> {
  const experiment = await loadExperiment(storage, job.projectId);
  const { spec, reason } = await suggestedSplit(experiment);
  letGoOf(experiment);
  return { spec, reasons: [reason] };
}
