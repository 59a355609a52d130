import { pause, type WorkContext } from '../../core/context.ts';
import type { TrackedRun } from '../../core/tracked-run.ts';
import { writeStore } from '../../stages/track/mlflow/store-files.ts';
import { ZipWriter } from '../archive-zip.ts';
import type { JobServices } from '../services.ts';
import { importedRuns } from './import-store.ts';
import { trackedOf } from './tracked-of.ts';

/** The package of a run, among its artefacts. */
const PACKAGE = 'package.lathe';

/**
 * Every run of a project, and those that were brought in, as a zip of MLflow's file store, packages among the artefacts. Equal runs give equal bytes.
 * @throws LatheError `archive-too-large`
 */
export async function exportStore(job: { readonly projectId: string }, { storage }: JobServices, context: WorkContext): Promise<Blob> {
  const { name } = await storage.projects.get(job.projectId);
  const records = await storage.runs.list(job.projectId);
  const runs: TrackedRun[] = [];
  for (const [i, run] of records.entries()) {
    const artifacts = run.modelHash ? { [PACKAGE]: await storage.packages.get(run.modelHash) } : {};
    runs.push(await trackedOf(run, name, artifacts));
    context.onProgress((i + 1) / (records.length + 1));
    await pause(context);
  }
  const own = new Set(runs.map(({ id }) => id));
  const others = (await importedRuns(job.projectId, storage)).filter(({ id }) => !own.has(id));
  const zip = new ZipWriter();
  for (const [path, bytes] of writeStore(name, [...runs, ...others])) zip.add(path, bytes);
  context.onProgress(1);
  return zip.finish(0);
}
