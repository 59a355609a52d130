import type { Project, ProjectInfo } from '../api/projects.ts';
import type { JobRecord } from '../../storage/records/log.ts';
import type { Run } from '../api/training.ts';
import type { Watch } from '../api/watch.ts';
import type { HeavyJobs } from '../jobs/heavy-jobs.ts';
import type { Services } from '../services.ts';
import { projectArguments } from './arguments/project.ts';
import { guarded } from './arguments/guarded.ts';
import { dataVerbs } from './data.ts';
import { deploymentVerbs } from './deployments.ts';
import { featureVerbs } from './features.ts';
import { governingVerbs } from './governing.ts';
import { judgingVerbs } from './judging.ts';
import { recipeVerbs, splitVerbs } from './preparing.ts';
import { queuedVerbs } from './queued.ts';
import { labellingVerbs } from './labelling.ts';
import { problemVerbs } from './problem.ts';
import { protectingVerbs } from './protecting.ts';
import { forecastingVerbs } from './forecasting.ts';
import { recommendingVerbs } from './recommending.ts';
import { registryVerbs } from './registry.ts';
import { scheduleVerbs } from './schedules.ts';
import { sharingVerbs } from './sharing.ts';
import { trackingVerbs } from './tracking.ts';
import { trainingVerbs } from './training.ts';

/** Every verb of one project. */
export function projectDoor(services: Services, info: ProjectInfo, jobs: HeavyJobs): Project {
  const training = trainingVerbs(services, info.id);
  const split = splitVerbs(services, info.id);
  const sharing = sharingVerbs(services, info.id);
  const recipe = recipeVerbs(services, info.id);
  const { goOn: _internal, ...heavy } = queuedVerbs(services, jobs, info.id, { models: training.models, split });
  const project: Project = {
    info,
    async rename(name) {
      await services.storage.projects.update(info.id, (project) => ({ ...project, name: name.trim() || project.name }));
    },
    problem: problemVerbs(services, info.id),
    data: dataVerbs(services, info.id),
    split,
    recipe,
    features: featureVerbs(services, info.id, recipe),
    ...training,
    ...heavy,
    ...judgingVerbs(services),
    ...recommendingVerbs(services),
    ...forecastingVerbs(services),
    ...registryVerbs(services, info.id),
    ...deploymentVerbs(services, info.id),
    ...sharing,
    govern: { ...sharing.govern, ...governingVerbs(services, info.id) },
    protect: protectingVerbs(services, info.id),
    labels: labellingVerbs(services, info.id),
    tracking: trackingVerbs(services, info.id),
    schedules: scheduleVerbs(services, info.id)
  };
  return guarded(project, projectArguments);
}

/** Lets a job of a project that rests go on. @returns its runs, the best first */
export function goOnIn(services: Services, info: ProjectInfo, jobs: HeavyJobs, job: JobRecord, watch: Watch | undefined): Promise<Run[]> {
  const looks = { models: trainingVerbs(services, info.id).models, split: splitVerbs(services, info.id) };
  return queuedVerbs(services, jobs, info.id, looks).goOn(job, watch);
}
