import { partOf } from '../../../core/context.ts';
import { toMatrix } from '../../../core/matrix.ts';
import { forkRng } from '../../../core/rng.ts';
import { modelScorers } from '../../../predict/model-registry.ts';
import { anomalyModels } from '../../../stages/anomaly/registry.ts';
import { checkClusterable } from '../../../stages/cluster/check-clusterable.ts';
import { fitRecipe } from '../../../stages/prepare/fit-recipe.ts';
import { packTask } from '../pack-task.ts';
import { defineWay } from '../task-way.ts';
import { wholePlan } from '../whole-plan.ts';
import type { AnomalyTaskFit } from './anomaly-fit.ts';
import { judgeAnomalies } from './judge-anomalies.ts';
import { fitAndScore } from './scores-of.ts';

/** Rows unlike the rest, and why. */
export const anomalyWay = defineWay<AnomalyTaskFit>({
  id: 'anomaly',
  models: anomalyModels.all,
  takesFolds: false,
  plan: (study, ask) => Promise.resolve(wholePlan(study, ask)),

  async fit(study, plan, ask, outside) {
    const { label } = anomalyModels.get(ask.model);
    const after = await fitRecipe(plan.steps, study.inputs, { ...partOf(outside, 0, 0.05), rng: forkRng(ask.seed, 'recipe') });
    const names = after.table.columns.map(({ name }) => name);
    const matrix = toMatrix(after.table);
    checkClusterable(matrix, names, { label });
    const context = { ...partOf(outside, 0.05, 0.8), rng: forkRng(ask.seed, 'fit') };
    const { fit, scores } = await fitAndScore(ask.model, matrix, names, ask.params, context);
    const notes = [...after.notes, ...fit.notes];
    if (!modelScorers.find(ask.model)) return { kept: { state: { ...fit.state, scores } }, notes, matrix, names, scores, pkg: null };
    const target = { name: 'anomaly score', type: 'number' } as const;
    const pkg = await packTask(study, plan, ask, { label, state: fit.state, recipe: after.fitted, target }, partOf(outside, 0.8, 1));
    return { kept: { pkg }, notes, matrix, names, scores, pkg };
  },

  judge: judgeAnomalies
});
