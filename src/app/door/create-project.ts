import { unknownId } from '../../core/errors/anywhere.ts';
import type { ProjectRecord } from '../../storage/records/project.ts';
import type { Watch } from '../api/watch.ts';
import { samples, type BuiltInSample } from '../samples.ts';
import type { Services } from '../services.ts';
import { dataVerbs } from './data.ts';
import { problemVerbs } from './problem.ts';
import { progressOf, signalOf } from './watch.ts';

/** Makes a project, with a sample's data and problem in it when asked to. @returns its id */
export async function createProject(services: Services, options: { name: string; sample?: string }, watch?: Watch): Promise<string> {
  const sample = options.sample === undefined ? null : sampleOf(options.sample);
  const id = services.newId();
  const at = services.now();
  await services.storage.projects.add(newProject(id, options.name.trim() || sample?.name || 'Untitled', at));
  await keepStorage();
  await services.storage.audit.append(id, at, 'project-created', sample ? `from the sample ${sample.id}` : 'empty');
  if (!sample) return id;
  try {
    await fill(services, id, sample, watch);
  } catch (error) {
    await services.storage.projects.remove(id);
    throw error;
  }
  return id;
}

/** Asks the browser not to clear what is stored when space runs short. It may say no; the foot of the rail tells. */
async function keepStorage(): Promise<void> {
  if (!(await navigator.storage.persisted())) await navigator.storage.persist();
}

async function fill(services: Services, projectId: string, sample: BuiltInSample, watch: Watch | undefined): Promise<void> {
  const data = dataVerbs(services, projectId);
  const file = await services.appFile(sample.path);
  const named = new File([file], sample.path.split('/').at(-1)!);
  const following: Watch = { signal: signalOf(watch), onProgress: ({ share, note }) => progressOf(watch)(share, note) };
  if (sample.path.endsWith('.zip')) await data.importImages(named, { name: sample.name, ...following });
  else await data.importCsv(named, { name: sample.name, ...following });
  await problemVerbs(services, projectId).set(sample.problem);
}

function sampleOf(id: string): BuiltInSample {
  const sample = samples.find((entry) => entry.id === id);
  if (sample) return sample;
  throw unknownId(
    'sample',
    id,
    samples.map((entry) => entry.id)
  );
}

const newProject = (id: string, name: string, at: number): ProjectRecord => ({
  id,
  name,
  createdAt: at,
  modifiedAt: at,
  datasetId: null,
  problem: null,
  problemFixedAt: null,
  problemChanges: [],
  split: null,
  recipe: null
});
