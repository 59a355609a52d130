import type { TreeImportanceRow } from '../../core/tree-importance.ts';
import { isSpecialTask } from '../../core/special-task.ts';
import { readPackage } from '../../predict/package-file.ts';
import { treeImportance } from '../../stages/explain/tree-importance.ts';
import type { JobServices } from '../services.ts';

/** How much the trees of a finished run asked each feature, as its package has it; null where its kind of model has no trees. */
export async function importanceOfRun(
  { runId }: { readonly runId: string },
  { storage }: JobServices
): Promise<readonly TreeImportanceRow[] | null> {
  const { modelHash, question } = await storage.runs.get(runId);
  return modelHash === '' || isSpecialTask(question.task)
    ? null
    : treeImportance(readPackage(await storage.packages.get(modelHash)).model.state);
}
