import { canonicalJson } from '../../core/hash.ts';
import { marksOf } from '../../core/schema.ts';
import { counted, listedNames } from '../../core/words.ts';
import type { DatasetRecord, StoredColumn } from '../../storage/records/dataset.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import type { Storage } from '../../storage/storage.ts';
import type { LineageNode, SharingVerbs } from '../api/sharing.ts';
import { splitKinds } from '../split-kinds.ts';

type Lineage = Awaited<ReturnType<SharingVerbs['lineage']>>;

/** A graph that is being put together; a node stands once. */
class Graph {
  readonly nodes = new Map<string, LineageNode>();
  readonly edges: [string, string][] = [];

  add(node: LineageNode, sources: readonly string[]): void {
    if (!this.nodes.has(node.id)) this.nodes.set(node.id, node);
    for (const source of sources) this.edges.push([source, node.id]);
  }
}

/** What was made from what: data versions, divisions, runs, packages, registered versions, deployments. Edges point from the source to what came of it. */
export async function readLineage(storage: Storage, projectId: string): Promise<Lineage> {
  const graph = new Graph();
  const datasets = await storage.datasets.list(projectId);
  for (const dataset of [...datasets].sort((a, b) => a.version - b.version)) addDataset(graph, dataset, datasets);
  for (const run of await storage.runs.list(projectId)) addRun(graph, run);
  for (const { name, version, hash } of await storage.versions.list(projectId))
    graph.add({ id: `${name}@${version}`, kind: 'version', hash, name: `${name} ${version}`, said: 'Registered.', isHere: true }, [hash]);
  for (const { name, model } of await storage.deployments.list(projectId)) {
    const { name: of, version, hash } = await storage.versions.resolve(projectId, model);
    const said = `Answers with ${of} ${version}.`;
    graph.add({ id: `deployment:${name}`, kind: 'deployment', hash, name, said, isHere: true }, [`${of}@${version}`]);
  }
  return { nodes: [...graph.nodes.values()], edges: graph.edges.filter(([from]) => graph.nodes.has(from)) };
}

/** With its parents in other projects, and those that were removed since: their fingerprints are kept. */
function addDataset(graph: Graph, dataset: DatasetRecord, own: readonly DatasetRecord[]): void {
  const { id, hash, name, version, parentId, made, source } = dataset;
  const parents = made?.parents ?? [];
  for (const parent of parents) {
    if (own.some((other) => other.id === parent.datasetId)) continue;
    const said = parent.projectId === dataset.projectId ? 'Removed since.' : 'Of another project.';
    graph.add(
      { id: parent.datasetId, kind: 'dataset', hash: parent.hash, name: `${parent.name}, version ${parent.version}`, said, isHere: false },
      []
    );
  }
  const earlier = own.find((other) => other.id === parentId);
  const said =
    made && made.said.length > 0
      ? made.said.join(' ')
      : (changed(dataset, earlier) ?? `From ${source.fileName === '' ? 'a pasted table' : source.fileName}.`);
  const sources = new Set([...(parentId === null ? [] : [parentId]), ...parents.map(({ datasetId }) => datasetId)]);
  graph.add({ id, kind: 'dataset', hash, name: `${name}, version ${version}`, said, isHere: true }, [...sources]);
}

/** What a version says of its columns that the one before did not; null where the rows are others. */
function changed({ columns, rows, source }: DatasetRecord, earlier: DatasetRecord | undefined): string | null {
  if (!earlier || earlier.rows !== rows || earlier.source.fileName !== source.fileName || earlier.columns.length !== columns.length)
    return null;
  const names = columns.filter((column, j) => !isSame(column, earlier.columns[j]!)).map(({ name }) => name);
  return names.length === 0 ? null : `Another type, role, order, pair, zone or unit of ${listedNames(names)}.`;
}

const isSame = (a: StoredColumn, b: StoredColumn): boolean =>
  a.name === b.name &&
  a.type === b.type &&
  a.role === b.role &&
  canonicalJson(marksOf(a)) === canonicalJson(marksOf(b)) &&
  a.chunks.join() === b.chunks.join();

const stateWords: Readonly<Record<RunRecord['status'], string>> = {
  done: '',
  running: 'Running.',
  paused: 'Paused.',
  interrupted: 'Interrupted.',
  failed: 'Failed.',
  cancelled: 'Cancelled.'
};

/** The runs an ensemble brings together. */
const membersOf = ({ params: { members } }: RunRecord): readonly string[] => (Array.isArray(members) ? members.map(String) : []);

function addRun(graph: Graph, run: RunRecord): void {
  const split = `split:${run.datasetId}:${run.splitHash}`;
  const recipe = `recipe:${run.recipeHash}`;
  const kind = splitKinds.find(({ id }) => id === run.split.kind)?.label ?? run.split.kind;
  if (!graph.nodes.has(split))
    graph.add({ id: split, kind: 'split', hash: run.splitHash, name: `Split: ${kind.toLowerCase()}`, said: '', isHere: true }, [
      run.datasetId
    ]);
  if (!graph.nodes.has(recipe))
    graph.add(
      {
        id: recipe,
        kind: 'recipe',
        hash: run.recipeHash,
        name: run.recipe.length === 0 ? 'Recipe without steps' : `Recipe of ${counted(run.recipe.length, 'step')}`,
        said: '',
        isHere: true
      },
      []
    );
  const state = stateWords[run.status];
  const said = run.randomLabels ? `Trained on shuffled answers. ${state}`.trim() : state;
  graph.add({ id: run.id, kind: 'run', hash: run.recipeHash, name: run.label, said, isHere: true }, [split, recipe, ...membersOf(run)]);
  if (run.modelHash)
    graph.add({ id: run.modelHash, kind: 'package', hash: run.modelHash, name: `Package of ${run.label}`, said: '', isHere: true }, [
      run.id
    ]);
}
