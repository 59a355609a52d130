import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkContext } from '../../src/core/context.ts';
import type { CurvePoint } from '../../src/core/model.ts';
import type { PlainRecord } from '../../src/core/plain.ts';
import { importCsv } from '../../src/jobs/import-csv.ts';
import { setColumn } from '../../src/jobs/set-column.ts';
import type { TrainingServices } from '../../src/jobs/services.ts';
import { train } from '../../src/jobs/training/train.ts';
import type { TrainJob } from '../../src/jobs/training/run-request.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import type { ProblemRecord } from '../../src/storage/records/project.ts';
import type { RunRecord } from '../../src/storage/records/run.ts';

let databases = 0;
let ids = 0;

export const quiet: WorkContext & { onCurve: (point: CurvePoint) => void } = {
  signal: new AbortController().signal,
  breathe: () => Promise.resolve(),
  onProgress: () => undefined,
  onCurve: () => undefined
};

/** A database of its own for each test, a clock that only goes forward when asked. */
export async function testServices(): Promise<TrainingServices> {
  let time = 1_700_000_000_000;
  return {
    storage: await openStorage(`lathe-test-${databases++}`),
    now: () => time++,
    clock: () => performance.now(),
    version: '0.0.0-test',
    openEngine: () => Promise.reject(new Error('No engine in this test.'))
  };
}

export const sample = (name: string): string => readFileSync(join(import.meta.dirname, '../../public/samples', `${name}.csv`), 'utf8');

/** Columns of the Titanic that say the answer, or say again what others do. */
export const notOnThePassengerList = Object.fromEntries(
  ['alive', 'who', 'class', 'embark_town', 'deck', 'adult_male', 'alone'].map((name) => [name, 'ignore'])
);

/** A project with one table in it and a question asked. @returns the project's id */
export async function projectWith(
  services: TrainingServices,
  csv: string,
  problem: Partial<ProblemRecord>,
  roles: Record<string, string> = {}
): Promise<string> {
  // Sorted as texts they stand in the order they were made in.
  const id = `project-${String(ids++).padStart(4, '0')}`;
  await services.storage.projects.add({
    id,
    name: id,
    createdAt: services.now(),
    modifiedAt: services.now(),
    datasetId: null,
    problem: { statement: '', task: 'classification', metric: 'accuracy', ...problem },
    problemFixedAt: null,
    problemChanges: [],
    split: null,
    recipe: null
  });
  let datasetId = await importCsv({ projectId: id, source: csv, fileName: 'table.csv', options: {} }, services, quiet);
  for (const [column, role] of Object.entries(roles)) datasetId = await setColumn({ datasetId, column, role }, services);
  return id;
}

/** Trains and returns the finished record. */
export async function trainRun(
  services: TrainingServices,
  projectId: string,
  model: string,
  more: Partial<TrainJob> = {}
): Promise<RunRecord> {
  const runId = `run-${ids++}`;
  const params = (more.params ?? {}) as PlainRecord;
  await train(
    { projectId, runId, model, seed: 0, cv: null, backend: 'auto', calibrate: 'none', randomLabels: false, ...more, params },
    services,
    quiet
  );
  return services.storage.runs.get(runId);
}
