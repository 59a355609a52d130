import { partEmpty } from '../../core/errors/splitting.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import { readRowSet } from '../experiment/row-sets.ts';
import type { JobServices } from '../services.ts';

/**
 * Counts an opening of the test part of a run that divided its rows in its own way. The first one makes the run's division the project's, so that it is counted where all
 * openings are.
 * @throws LatheError `part-empty` where nothing was kept back
 */
export async function openTestPart(run: RunRecord, { storage, now }: JobServices): Promise<void> {
  const at = now();
  const [train, validation, test] = await Promise.all(
    (['train', 'validation', 'test'] as const).map(async (part) => (await readRowSet(storage, run.parts[part])).length)
  );
  if (test === 0) throw partEmpty('test');
  const own = {
    spec: run.split,
    datasetId: run.datasetId,
    hash: run.splitHash,
    rows: { train: train!, validation: validation!, test: test! },
    parts: run.parts,
    notes: [],
    testOpenings: []
  };
  await storage.projects.update(run.projectId, (project) => {
    const split = project.split ?? own;
    return { ...project, split: { ...split, testOpenings: [...split.testOpenings, { at, runId: run.id }] } };
  });
  await storage.audit.append(run.projectId, at, 'test-opened', `for ${run.label}, package ${run.modelHash.slice(0, 12)}`);
}
