import type { DecisionTree } from '../../core/decision-tree.ts';
import { runNotDone } from '../../core/errors/judging.ts';
import { describeTree } from '../../stages/explain/decision-tree.ts';
import type { JobServices } from '../services.ts';
import { scoringPackage } from '../tasks/run-package.ts';

/** The decision tree that a run made. @throws LatheError `run-not-done`, `model-cannot-score` or `not-a-tree` */
export async function treeOfRun({ runId }: { readonly runId: string }, { storage }: JobServices): Promise<DecisionTree> {
  const run = await storage.runs.get(runId);
  if (run.status !== 'done') throw runNotDone(run.label, run.status);
  return describeTree(await scoringPackage(storage, run.modelHash));
}
