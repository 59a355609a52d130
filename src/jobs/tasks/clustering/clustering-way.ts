import { partOf } from '../../../core/context.ts';
import { toMatrix } from '../../../core/matrix.ts';
import { note, type Note } from '../../../core/note.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import type { FittedStep } from '../../../core/recipe.ts';
import { forkRng } from '../../../core/rng.ts';
import { modelScorers } from '../../../predict/model-registry.ts';
import { checkClusterable } from '../../../stages/cluster/check-clusterable.ts';
import type { ClusterFit } from '../../../stages/cluster/cluster-model.ts';
import { clusterModels } from '../../../stages/cluster/registry.ts';
import { fitRecipe } from '../../../stages/prepare/fit-recipe.ts';
import { packTask } from '../pack-task.ts';
import type { Study } from '../study.ts';
import { defineWay, type TaskAsk, type TaskFit, type TaskOutside, type TaskPlan } from '../task-way.ts';
import { wholePlan } from '../whole-plan.ts';
import type { ClusteringFit } from './clustering-fit.ts';
import { judgeClusters } from './judge-clusters.ts';

/** Groups of rows that are alike, and whether there are any. */
export const clusteringWay = defineWay<ClusteringFit>({
  id: 'clustering',
  models: clusterModels.all,
  takesFolds: false,
  plan: (study, ask) => Promise.resolve(wholePlan(study, ask)),

  async fit(study, plan, ask, outside) {
    const model = clusterModels.get(ask.model);
    const after = await fitRecipe(plan.steps, study.inputs, { ...partOf(outside, 0, 0.05), rng: forkRng(ask.seed, 'recipe') });
    const names = after.table.columns.map(({ name }) => name);
    const matrix = toMatrix(after.table);
    checkClusterable(matrix, names, model, Number(ask.params['nClusters'] ?? ask.params['nComponents'] ?? 1));
    const found = await model.fit(matrix, ask.params as never, { ...partOf(outside, 0.05, 0.9), rng: forkRng(ask.seed, 'fit') });
    const kept = await keep({ study, plan, ask, recipe: after.fitted, names, found }, partOf(outside, 0.9, 1));
    return { kept, notes: [...after.notes, ...found.notes, ...aboutSmall(kept, found)], matrix, found };
  },

  judge: judgeClusters
});

interface Keeping {
  readonly study: Study;
  readonly plan: TaskPlan;
  readonly ask: TaskAsk;
  readonly recipe: readonly FittedStep[];
  readonly names: readonly string[];
  readonly found: ClusterFit;
}

/** A package where new rows can be given to the clusters, else what was found. */
async function keep({ study, plan, ask, recipe, names, found }: Keeping, outside: TaskOutside): Promise<TaskFit['kept']> {
  const { label } = clusterModels.get(ask.model);
  if (!modelScorers.find(ask.model)) return { state: { ...found.state, labels: found.labels } };
  const state: PlainRecord = { ...found.state, names };
  const labels = Array.from({ length: countIn(found) }, (_, cluster) => `Cluster ${cluster + 1}`);
  const target = { name: 'cluster', type: 'category', labels } as const;
  return { pkg: await packTask(study, plan, ask, { label, state, recipe, target }, outside) };
}

/** A mixture may have distributions that are the likeliest of no row. */
const countIn = ({ state, clusters }: ClusterFit): number => (state['weights'] as Float64Array | undefined)?.length ?? clusters;

const FEWEST = 5;

function aboutSmall(kept: TaskFit['kept'], { labels, clusters }: ClusterFit): Note[] {
  if (!('pkg' in kept)) return [];
  const sizes = new Float64Array(clusters);
  for (const label of labels) if (label >= 0) sizes[label]!++;
  const small = sizes.filter((size) => size < FEWEST).length;
  if (small === 0) return [];
  const what = small === 1 ? 'One cluster has' : `${small} clusters have`;
  return [note('small-clusters', `${what} fewer than ${FEWEST} rows: its centre, which stands in the package, may tell of single rows.`)];
}
