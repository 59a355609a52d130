import { foldsFor } from '../../core/folds-for.ts';
import { isSpecialTask } from '../../core/special-task.ts';
import type { CvSpec } from '../../core/split.ts';
import { letGoOf, loadExperiment } from '../experiment/load-experiment.ts';
import { modelTypes } from '../model-types.ts';
import type { TrainingServices } from '../services.ts';
import { currentSplit, type CurrentSplit } from '../splitting/current-split.ts';
import { ENSEMBLE } from '../../stages/ensemble/ensemble-type.ts';
import { trainEnsemble } from '../ensembling/train-ensemble.ts';
import { trainTask } from '../tasks/train-task.ts';
import { BEGINNING, beginningOf } from './beginning.ts';
import { executeRun } from './execute-run.ts';
import { dividedAs } from './folds-within-training.ts';
import { beginRun } from './begin-run.ts';
import type { TrainContext, TrainJob } from './run-request.ts';
import { settleRun } from './settle-run.ts';
import { planRun } from './plan-run.ts';

/**
 * One training run: its record is there from the start, and says how it ended whatever happens. "Done" is written only after the package was
 * read back. A task without an answer for every row goes its own way.
 * @throws what refused or ended the run; the record holds it too
 */
export async function train(job: TrainJob, services: TrainingServices, context: TrainContext): Promise<void> {
  const { problem } = await services.storage.projects.get(job.projectId);
  if (isSpecialTask(problem?.task)) return trainTask(job, services, context);
  if (job.model === ENSEMBLE) return trainEnsemble(job, services, context);
  const experiment = await loadExperiment(services.storage, job.projectId, undefined, job.cv);
  try {
    const split = await currentSplit(services, experiment);
    const plan = planRun(experiment, split.parts, { ...job, split: split.spec, model: modelTypes.get(job.model) });
    const cv = job.cv ?? foldsOfColumn(split);
    const record = await beginRun({ ...job, cv }, services, experiment, split, plan);
    const begun = { record, parent: job.parent, parts: { [BEGINNING]: beginningOf(services.version, split, plan) } };
    await settleRun(begun, services, (kept) => executeRun(plan, { ...job, cv, experiment, split }, services, context, kept));
  } finally {
    letGoOf(experiment);
  }
}

/** A run that asks for no cross-validation gets one where the division is nothing else. */
function foldsOfColumn(split: CurrentSplit): CvSpec | null {
  const cv = foldsFor(dividedAs(split), undefined);
  return cv.kind === 'fold-column' ? cv : null;
}
