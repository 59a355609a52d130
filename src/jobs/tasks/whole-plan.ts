import type { FeatureNeeds } from '../../core/model.ts';
import { allRows } from '../../core/table.ts';
import { summarizeColumns } from '../../stages/prepare/column-summary.ts';
import { completeRecipe } from '../../stages/prepare/complete-recipe.ts';
import { suggestRecipe } from '../../stages/prepare/suggest-recipe.ts';
import type { Study } from './study.ts';
import type { TaskAsk, TaskPlan } from './task-way.ts';

/** All rows are looked at and nothing is held out, for there is no answer to be right about; the project's recipe, else the one the columns call for. */
export function wholePlan(study: Study, { steps }: TaskAsk): TaskPlan {
  const { inputs } = study;
  const none = new Uint32Array(0);
  return {
    split: { kind: 'random', shares: { train: 1, validation: 0, test: 0 }, seed: 0 },
    parts: { train: allRows(inputs.rows), validation: none, test: none },
    shape: { rows: inputs.rows, columns: inputs.columns.length },
    ...(steps ? { steps, notes: [] } : chooseSteps(study, 'encoded'))
  };
}

function chooseSteps({ project, inputs }: Study, needs: FeatureNeeds): Pick<TaskPlan, 'steps' | 'notes'> {
  const columns = summarizeColumns(inputs);
  return project.recipe ? completeRecipe(project.recipe, columns, needs) : { steps: suggestRecipe(columns, needs).steps, notes: [] };
}
