import type { Project, ProjectInfo } from '../lathe-api.ts';
import type { Services } from '../services.ts';
import { dataVerbs } from './data.ts';
import { deploymentVerbs } from './deployments.ts';
import { governingVerbs } from './governing.ts';
import { judgingVerbs } from './judging.ts';
import { recipeVerbs, splitVerbs } from './preparing.ts';
import { problemVerbs } from './problem.ts';
import { registryVerbs } from './registry.ts';
import { searchingVerbs } from './searching.ts';
import { sharingVerbs } from './sharing.ts';
import { trainingVerbs } from './training.ts';

/** Every verb of one project. */
export function projectDoor(services: Services, info: ProjectInfo): Project {
  const training = trainingVerbs(services, info.id);
  const sharing = sharingVerbs(services, info.id);
  return {
    info,
    async rename(name) {
      await services.storage.projects.update(info.id, (project) => ({ ...project, name: name.trim() || project.name }));
    },
    problem: problemVerbs(services, info.id),
    data: dataVerbs(services, info.id),
    split: splitVerbs(services, info.id),
    recipe: recipeVerbs(services, info.id),
    ...training,
    ...searchingVerbs(services, info.id, training),
    ...judgingVerbs(services),
    ...registryVerbs(services, info.id),
    ...deploymentVerbs(services, info.id),
    ...sharing,
    govern: { ...sharing.govern, ...governingVerbs(services, info.id) }
  };
}
