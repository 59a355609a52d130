import type { ClusterFindings } from '../../../core/cluster-findings.ts';
import { toMatrix, type Matrix } from '../../../core/matrix.ts';
import { forkRng } from '../../../core/rng.ts';
import { allRows } from '../../../core/table.ts';
import { counted } from '../../../core/words.ts';
import type { ClusterFit } from '../../../stages/cluster/cluster-model.ts';
import { meanMetric } from '../../../stages/cluster/mean-metric.ts';
import { checkClusterable } from '../../../stages/cluster/check-clusterable.ts';
import { clusterModels } from '../../../stages/cluster/registry.ts';
import { silhouettes } from '../../../stages/cluster/silhouette.ts';
import { summarizeColumns } from '../../../stages/prepare/column-summary.ts';
import { completeRecipe } from '../../../stages/prepare/complete-recipe.ts';
import { fitRecipe } from '../../../stages/prepare/fit-recipe.ts';
import { suggestRecipe } from '../../../stages/prepare/suggest-recipe.ts';
import type { Study } from '../study.ts';
import { defineWay, type TaskFit, type TaskPlan } from '../task-way.ts';

interface ClusteringFit extends TaskFit {
  readonly matrix: Matrix;
  readonly found: ClusterFit;
}

/** Groups of rows that are alike: all rows are looked at, and nothing is held out, for there is no answer to be right about. */
export const clusteringWay = defineWay<ClusteringFit>({
  id: 'clustering',
  models: clusterModels.all,
  takesFolds: false,

  async plan(study, { steps }) {
    const chosen = steps ? { steps, notes: [] } : chooseSteps(study);
    return wholePlan(study, chosen);
  },

  async fit(study, plan, { model, params, seed }, outside) {
    const after = await fitRecipe(plan.steps, study.inputs, { ...outside, rng: forkRng(seed, 'recipe') });
    const matrix = toMatrix(after.table);
    checkClusterable(
      matrix,
      after.table.columns.map(({ name }) => name),
      clusterModels.get(model),
      Number(params['nClusters'] ?? 1)
    );
    const found = await clusterModels.get(model).fit(matrix, params as never, { ...outside, rng: forkRng(seed, 'fit') });
    return { kept: { state: { ...found.state, labels: found.labels } }, notes: [...after.notes, ...found.notes], matrix, found };
  },

  async judge({ matrix, found }, study, _plan, { model, seed }, outside) {
    const silhouette = await meanMetric(silhouettes(matrix, found.labels, found.clusters), { ...outside, rng: forkRng(seed, 'judge') });
    const sizes = sizesOf(found);
    const findings: ClusterFindings = {
      task: 'clustering',
      model,
      sentence: `${counted(found.clusters, 'cluster')} in ${counted(study.inputs.rows, 'row')}.`,
      sizes,
      noise: matrix.rows - sizes.reduce((sum, size) => sum + size, 0)
    };
    return { metrics: { train: { silhouette } }, findings, notes: [] };
  }
});

function sizesOf({ labels, clusters }: ClusterFit): number[] {
  const sizes = new Array<number>(clusters).fill(0);
  for (const label of labels) if (label >= 0) sizes[label]!++;
  return sizes;
}

function chooseSteps({ project, inputs }: Study) {
  const columns = summarizeColumns(inputs);
  return project.recipe
    ? completeRecipe(project.recipe, columns, 'encoded')
    : { steps: suggestRecipe(columns, 'encoded').steps, notes: [] };
}

function wholePlan({ inputs }: Study, { steps, notes }: Pick<TaskPlan, 'steps' | 'notes'>): TaskPlan {
  const none = new Uint32Array(0);
  return {
    split: { kind: 'random', shares: { train: 1, validation: 0, test: 0 }, seed: 0 },
    parts: { train: allRows(inputs.rows), validation: none, test: none },
    steps,
    shape: { rows: inputs.rows, columns: inputs.columns.length },
    notes
  };
}
