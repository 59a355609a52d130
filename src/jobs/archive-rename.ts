import type { Plain } from '../core/plain.ts';
import { isTypedArray } from '../core/plain.ts';
import type { ProjectBundle } from '../storage/project-bundle.ts';
import type { DatasetMade } from '../storage/records/dataset.ts';

/** New ids and deployment names by the old ones; what is not in it keeps its own. */
export type Renaming = ReadonlyMap<string, string>;

/** The bundle under its new ids. Audit entries keep their words: their hashes cover them. */
export function renameBundle(bundle: ProjectBundle, ids: Renaming, deployments: Renaming): ProjectBundle {
  const id = (old: string) => ids.get(old) ?? old;
  const idOrNull = (old: string | null) => (old === null ? null : id(old));
  const deployment = (old: string) => deployments.get(old) ?? old;
  const owned = <T extends { readonly projectId: string }>(record: T): T => ({ ...record, projectId: id(record.projectId) });
  return {
    project: renamedProject(bundle.project, id),
    datasets: bundle.datasets.map((dataset) => ({
      ...owned(dataset),
      id: id(dataset.id),
      parentId: idOrNull(dataset.parentId),
      ...(dataset.made ? { made: renamedMade(dataset.made, id) } : {})
    })),
    runs: bundle.runs.map((run) => ({ ...owned(run), id: id(run.id), datasetId: id(run.datasetId) })),
    packages: bundle.packages,
    versions: bundle.versions.map((version) => ({ ...owned(version), runId: id(version.runId) })),
    deployments: bundle.deployments.map((record) => ({ ...owned(record), name: deployment(record.name) })),
    predictions: bundle.predictions.map((record) => ({ ...record, deployment: deployment(record.deployment) })),
    requests: bundle.requests.map((record) => ({ ...record, deployment: deployment(record.deployment) })),
    audit: bundle.audit.map(owned),
    auditHead: bundle.auditHead && owned(bundle.auditHead),
    results: bundle.results.map((result) => ({
      ...owned(result),
      key: renamedText(result.key, ids),
      value: renamedValue(result.value, ids)
    })),
    features: bundle.features
  };
}

/** Parents in other projects keep their ids: they did not come along. */
function renamedMade(made: DatasetMade, id: (old: string) => string): DatasetMade {
  const steps = made.steps.map((step) => (step.kind === 'join' ? { ...step, datasetId: id(step.datasetId) } : step));
  const parents = made.parents.map((parent) => ({ ...parent, datasetId: id(parent.datasetId), projectId: id(parent.projectId) }));
  return { ...made, steps, parents };
}

function renamedProject(project: ProjectBundle['project'], id: (old: string) => string): ProjectBundle['project'] {
  const { split } = project;
  return {
    ...project,
    id: id(project.id),
    datasetId: project.datasetId === null ? null : id(project.datasetId),
    split: split && {
      ...split,
      datasetId: id(split.datasetId),
      testOpenings: split.testOpenings.map((opening) => ({ ...opening, runId: id(opening.runId) }))
    }
  };
}

/** Ids stand in a result's key among other words; they are long and random, so that they are nothing else there. */
const SHORTEST_RANDOM_ID = 16;

function renamedText(text: string, ids: Renaming): string {
  const whole = ids.get(text);
  if (whole !== undefined) return whole;
  return [...ids].reduce((done, [old, fresh]) => (old.length >= SHORTEST_RANDOM_ID ? done.replaceAll(old, fresh) : done), text);
}

function renamedValue(value: Plain, ids: Renaming): Plain {
  if (typeof value === 'string') return value.length >= SHORTEST_RANDOM_ID ? renamedText(value, ids) : value;
  if (value === null || typeof value !== 'object' || isTypedArray(value)) return value;
  if (Array.isArray(value)) return value.map((entry: Plain) => renamedValue(entry, ids));
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, renamedValue(entry as Plain, ids)]));
}
