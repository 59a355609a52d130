import { erasureOvertaken } from '../core/errors/protecting.ts';
import { createAudit } from './audit.ts';
import { encodeColumn } from './column-codec.ts';
import type { Database } from './database.ts';
import { hashOfDataset } from './dataset-writer.ts';
import { chunksOfDataset, chunksOfProject, chunksOfRun, collectGarbage, garbageStores } from './garbage.ts';
import { beginPending, pendingStores, type PendingWork } from './pending.ts';
import { requireProject } from './project-guard.ts';
import { projectStores, removeJobs } from './projects.ts';
import { datasetKind, type DatasetRecord } from './records/dataset.ts';
import { projectKind } from './records/project.ts';
import { runKind } from './records/run.ts';
import type { ErasureChange, Storage } from './storage.ts';

/** The one way a stored version changes: rows of a person are taken out, everywhere at once. */
export function createErasures(db: Database): Storage['erasures'] {
  return {
    async begin(projectId) {
      await db.read(['projects'], () => requireProject(db, projectId));
      const work = await beginPending(db, projectId);
      return {
        append: (column) => work.put(encodeColumn(column)),
        put: (bytes) => work.put(bytes),
        commit: (change, entry) => commit(db, projectId, work, change, entry),
        abandon: () => work.abandon()
      };
    }
  };
}

async function commit(
  db: Database,
  projectId: string,
  work: PendingWork,
  change: ErasureChange,
  entry: { readonly at: number; readonly detail: string }
): Promise<void> {
  const versions: { before: DatasetRecord; after: DatasetRecord }[] = [];
  for (const { before, after } of change.versions)
    versions.push({ before, after: datasetKind.check({ ...after, hash: await hashOfDataset(after.rows, after.columns) }) });
  await db.write([...projectStores, ...garbageStores, ...pendingStores], async () => {
    const freed = await replaceRecords(db, projectId, { ...change, versions });
    await forgetAnswers(db, change);
    await forgetResults(db, projectId, { ...change, versions });
    // Runs that could have gone on saw the rows.
    await removeJobs(db, projectId);
    await work.finishInside([]);
    await collectGarbage(db, freed);
    await createAudit(db).append(projectId, entry.at, 'person-erased', entry.detail);
  });
  work.letGo();
}

/** @returns the pieces that may be left over */
async function replaceRecords(db: Database, projectId: string, { versions, split, runs }: ErasureChange): Promise<string[]> {
  const { stores } = db;
  const freed: string[] = [];
  for (const { before, after } of versions) {
    if ((await stores.datasets.get(before.id))?.hash !== before.hash) throw erasureOvertaken(before.version);
    freed.push(...chunksOfDataset(before));
    await stores.datasets.put(after);
  }
  for (const run of runs) {
    const before = await stores.runs.get(run.id);
    if (before) freed.push(...chunksOfRun(before));
    await stores.runs.put(runKind.check(run));
  }
  const project = await requireProject(db, projectId);
  if (split) {
    freed.push(...chunksOfProject(project));
    await stores.projects.put(projectKind.check({ ...project, split }));
  }
  return freed;
}

async function forgetAnswers({ stores }: Database, { answers }: ErasureChange): Promise<void> {
  await stores.predictions
    .where('[deployment+id]')
    .anyOf(answers.map(({ deployment, id }) => [deployment, id]))
    .delete();
}

/** What was found out about the rows, and about runs whose rows have other numbers now; and whatever quotes the value. */
async function forgetResults({ stores }: Database, projectId: string, { versions, runs, named }: ErasureChange): Promise<void> {
  const about = [...versions.map(({ before }) => before.hash), ...runs.map(({ id }) => id)];
  const quotes = (value: unknown) => named !== null && JSON.stringify(value).includes(JSON.stringify(named).slice(1, -1));
  await stores.results
    .where('projectId')
    .equals(projectId)
    .filter(({ key, value }) => about.some((id) => key.includes(id)) || quotes(value))
    .delete();
}
