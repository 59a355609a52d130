import type { BackendId } from '../../core/model.ts';
import type { WorkContext } from '../../core/context.ts';
import { typeOfRun } from '../model-types.ts';
import type { TrainingServices } from '../services.ts';
import type { FitOutside } from '../training/fit-plan.ts';
import { planRun, type RunPlan } from '../training/plan-run.ts';
import type { JudgedRun } from './load-judged.ts';

/** What a run was made by, to be fitted anew on rows of its training part. */
export const planAgain = ({ run, experiment, parts }: JudgedRun): RunPlan =>
  planRun(experiment, parts, { ...run, model: typeOfRun(run.model), steps: run.recipe });

/** What fits of a study may reach: nothing of them is kept, and no curve is drawn. */
export const studyOutside = (services: TrainingServices, context: WorkContext): FitOutside => ({
  ...context,
  onCurve: () => undefined,
  threads: services.threads ?? null,
  openEngine: (needs) => services.openEngine(needs, 'auto' as BackendId | 'auto')
});
