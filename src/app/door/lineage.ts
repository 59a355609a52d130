import type { Storage } from '../../storage/storage.ts';
import type { SharingVerbs } from '../api/sharing.ts';

type Lineage = Awaited<ReturnType<SharingVerbs['lineage']>>;

/** What was made from what: data versions, divisions, runs, packages, registered versions, deployments. Edges point from the source to what came of it. */
export async function readLineage(storage: Storage, projectId: string): Promise<Lineage> {
  const nodes = new Map<string, Lineage['nodes'][number]>();
  const edges: Lineage['edges'] = [];
  const add = (id: string, kind: string, hash: string, from: readonly string[]) => {
    nodes.set(id, { id, kind, hash });
    for (const source of from) edges.push([source, id]);
  };
  for (const { id, hash, parentId, made } of await storage.datasets.list(projectId)) {
    const parents = made?.parents ?? [];
    add(id, 'dataset', hash, [...new Set([...(parentId === null ? [] : [parentId]), ...parents.map(({ datasetId }) => datasetId)])]);
    // Parents in other projects, and those that were removed since: their fingerprints are kept.
    for (const parent of parents)
      if (!nodes.has(parent.datasetId)) nodes.set(parent.datasetId, { id: parent.datasetId, kind: 'dataset', hash: parent.hash });
  }
  edges.splice(0, edges.length, ...edges.filter(([from]) => nodes.has(from)));
  for (const run of await storage.runs.list(projectId)) {
    const split = `split:${run.datasetId}:${run.splitHash}`;
    const recipe = `recipe:${run.recipeHash}`;
    if (!nodes.has(split)) add(split, 'split', run.splitHash, [run.datasetId]);
    if (!nodes.has(recipe)) add(recipe, 'recipe', run.recipeHash, []);
    add(run.id, 'run', run.recipeHash, [split, recipe]);
    if (run.modelHash && !nodes.has(run.modelHash)) add(run.modelHash, 'package', run.modelHash, []);
    if (run.modelHash) edges.push([run.id, run.modelHash]);
  }
  for (const { name, version, hash } of await storage.versions.list(projectId)) add(`${name}@${version}`, 'version', hash, [hash]);
  for (const { name, model } of await storage.deployments.list(projectId)) {
    const { name: of, version, hash } = await storage.versions.resolve(projectId, model);
    add(`deployment:${name}`, 'deployment', hash, [`${of}@${version}`]);
  }
  return { nodes: [...nodes.values()], edges };
}
