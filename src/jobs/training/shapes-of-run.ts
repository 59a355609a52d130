import type { ShapeTable } from '../../core/shapes.ts';
import { readPackage } from '../../predict/package-file.ts';
import { shapesOf } from '../../stages/explain/shapes.ts';
import type { JobServices } from '../services.ts';

/** What each feature adds in a finished run of an additive model, as its package has it; null for other kinds. */
export async function shapesOfRun({ runId }: { readonly runId: string }, { storage }: JobServices): Promise<ShapeTable | null> {
  const { modelHash } = await storage.runs.get(runId);
  if (modelHash === '') return null;
  const { model, target } = readPackage(await storage.packages.get(modelHash));
  return shapesOf(model.id, model.state, model.params, target.labels ?? []);
}
