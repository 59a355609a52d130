import type { Project, ProjectInfo } from '../api/projects.ts';
import type { Services } from '../services.ts';
import { projectArguments } from './arguments/project.ts';
import { guarded } from './arguments/guarded.ts';
import { dataVerbs } from './data.ts';
import { deploymentVerbs } from './deployments.ts';
import { featureVerbs } from './features.ts';
import { governingVerbs } from './governing.ts';
import { judgingVerbs } from './judging.ts';
import { recipeVerbs, splitVerbs } from './preparing.ts';
import { labellingVerbs } from './labelling.ts';
import { problemVerbs } from './problem.ts';
import { protectingVerbs } from './protecting.ts';
import { forecastingVerbs } from './forecasting.ts';
import { recommendingVerbs } from './recommending.ts';
import { registryVerbs } from './registry.ts';
import { searchingVerbs } from './searching.ts';
import { sharingVerbs } from './sharing.ts';
import { trainingVerbs } from './training.ts';

/** Every verb of one project. */
export function projectDoor(services: Services, info: ProjectInfo): Project {
  const training = trainingVerbs(services, info.id);
  const split = splitVerbs(services, info.id);
  const sharing = sharingVerbs(services, info.id);
  const recipe = recipeVerbs(services, info.id);
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
    ...searchingVerbs(services, info.id, { ...training, split }),
    ...judgingVerbs(services),
    ...recommendingVerbs(services),
    ...forecastingVerbs(services),
    ...registryVerbs(services, info.id),
    ...deploymentVerbs(services, info.id),
    ...sharing,
    govern: { ...sharing.govern, ...governingVerbs(services, info.id) },
    protect: protectingVerbs(services, info.id),
    labels: labellingVerbs(services, info.id)
  };
  return guarded(project, projectArguments);
}
