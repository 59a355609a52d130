import { partOf, type WorkContext } from '../../core/context.ts';
import type { DataStory } from '../../core/looks/story.ts';
import { tellDataStory } from '../../stages/explore/tell-data-story.ts';
import { auditDataset } from '../audit.ts';
import { aimOf } from '../audit-aim.ts';
import { cachedResult } from '../cached-result.ts';
import { profileDataset } from '../profile.ts';
import type { JobServices } from '../services.ts';
import { findOutliersOf } from './find-outliers.ts';
import { judgeQualityOf } from './judge-quality.ts';

/** The five findings that matter most in a version, for the project's target. Kept, so that the datasheet can tell them too. */
export async function tellStoryOf(job: { readonly datasetId: string }, services: JobServices, context: WorkContext): Promise<DataStory> {
  const dataset = await services.storage.datasets.get(job.datasetId);
  const project = await services.storage.projects.get(dataset.projectId);
  const { problem } = project;
  const target = aimOf(project, dataset)?.target ?? null;
  const guessed = target !== problem?.target;
  const more = [
    dataset.columns.map(({ name, role }) => `${name}=${role}`).join(','),
    target ?? '',
    guessed ? 'guessed' : '',
    problem?.task ?? ''
  ];
  return cachedResult(services, dataset.projectId, { kind: 'story', version: 5, datasetHash: dataset.hash, more }, async () =>
    tellDataStory({
      profile: await profileDataset(job, services, partOf(context, 0, 0.3)),
      findings: await auditDataset(job, services, partOf(context, 0.3, 0.5)),
      quality: await judgeQualityOf(job, services, partOf(context, 0.5, 0.6)),
      outliers: await findOutliersOf(job, services, partOf(context, 0.6, 1)),
      target,
      guessed
    })
  );
}
