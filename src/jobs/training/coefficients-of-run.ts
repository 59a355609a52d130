import type { CoefficientTable } from '../../core/inference.ts';
import { isSpecialTask } from '../../core/special-task.ts';
import { readPackage } from '../../predict/package-file.ts';
import { coefficientTable } from '../../stages/explain/coefficients.ts';
import type { JobServices } from '../services.ts';

/** The coefficients of a finished run, as they stand in its package; null where its kind of model has none. */
export async function coefficientsOfRun({ runId }: { readonly runId: string }, { storage }: JobServices): Promise<CoefficientTable | null> {
  const { modelHash, question } = await storage.runs.get(runId);
  if (modelHash === '' || isSpecialTask(question.task)) return null;
  const { model, target } = readPackage(await storage.packages.get(modelHash));
  return coefficientTable(model.id, model.state, target.labels ?? []);
}
