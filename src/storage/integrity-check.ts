import { isLatheError } from '../core/errors/lathe-error.ts';
import { hashOfFeature } from '../core/stored-feature.ts';
import { findBreak } from './audit-chain.ts';
import { createChunkChecker, type ChunkChecker } from './chunk-checker.ts';
import type { Database } from './database.ts';
import type { StoreName } from './stores.ts';
import { hashOfDataset } from './dataset-writer.ts';
import { chunksInUse, garbageStores } from './garbage.ts';
import { databaseOf } from './open-storage.ts';
import type { DatasetRecord, StoredColumn } from './records/dataset.ts';
import { recordKinds, type RecordStore } from './records/kinds.ts';
import type { ProjectRecord } from './records/project.ts';
import { chunkRowsOf, type Storage } from './storage.ts';

export interface IntegrityProblem {
  /** kebab-case, stable. */
  readonly code: string;
  readonly message: string;
}

/** What a check carries with it. */
interface Check {
  readonly db: Database;
  readonly chunks: ChunkChecker;
  readonly report: (code: string, message: string) => void;
}

/**
 * Reads everything back: records against their validators, row counts, chunk digests, dataset manifests against chunks, packages, audit chains, and (when
 * all projects are checked) that nothing is left over that belongs to nobody.
 * @returns what is wrong; empty = whole
 */
export async function integrityCheck(storage: Storage, projectId?: string): Promise<IntegrityProblem[]> {
  const db = databaseOf(storage);
  const problems: IntegrityProblem[] = [];
  const check: Check = { db, chunks: createChunkChecker(db), report: (code, message) => problems.push({ code, message }) };
  const projects = (await db.read(['projects'], () => db.stores.projects.toArray())).filter(
    (project) => projectId === undefined || project.id === projectId
  );
  for (const project of projects) await checkProject(check, project);
  if (projectId === undefined) await checkLeftovers(check);
  return problems;
}

async function checkProject(check: Check, project: ProjectRecord): Promise<void> {
  const { stores } = check.db;
  const datasets = await stores.datasets.where('projectId').equals(project.id).toArray();
  for (const dataset of datasets) await checkDataset(check, dataset);
  if (project.datasetId !== null && !datasets.some((dataset) => dataset.id === project.datasetId)) {
    check.report('dataset-missing', `The current dataset of "${project.name}" is not there.`);
  }
  await checkSplit(check, project);
  await checkPackages(check, project);
  const head = await stores.auditHeads.get(project.id);
  const entries = await stores.audit.where('projectId').equals(project.id).sortBy('seq');
  const broken = await findBreak(project.id, entries, head);
  if (broken)
    check.report('audit-broken', `The audit log of "${project.name}" does not follow from entry ${broken.seq} on (${broken.action}).`);
}

async function checkDataset(check: Check, dataset: DatasetRecord): Promise<void> {
  for (const column of dataset.columns) await checkColumn(check, dataset, column);
  const { quarantine } = dataset.report ?? {};
  if (quarantine && (await check.chunks.length(quarantine.chunk)) === null)
    check.report('chunk-damaged', `The quarantine of "${dataset.name}" version ${dataset.version} is gone or changed.`);
  const hash = await hashOfDataset(dataset.rows, dataset.columns);
  if (hash !== dataset.hash)
    check.report('dataset-hash', `The manifest of "${dataset.name}" version ${dataset.version} does not give its hash.`);
}

async function checkColumn({ chunks, report }: Check, dataset: DatasetRecord, column: StoredColumn): Promise<void> {
  const where = `column "${column.name}" of "${dataset.name}" version ${dataset.version}`;
  const chunkRows = chunkRowsOf(dataset.columns);
  const pieces = Math.ceil(dataset.rows / chunkRows);
  if (column.chunks.length !== pieces)
    report('chunk-count', `The ${where} has ${column.chunks.length} pieces for ${dataset.rows} rows; ${pieces} are due.`);
  for (const [i, hash] of column.chunks.entries()) {
    const due = Math.min(chunkRows, dataset.rows - i * chunkRows);
    const rows = await chunks.rows(hash, column);
    if (rows === null) report('chunk-damaged', `Piece ${i} of the ${where} is gone or changed.`);
    else if (rows !== due) report('chunk-rows', `Piece ${i} of the ${where} holds ${rows} rows; ${due} are due.`);
  }
}

async function checkSplit({ db, chunks, report }: Check, project: ProjectRecord): Promise<void> {
  const { split } = project;
  if (split) {
    for (const part of ['train', 'validation', 'test'] as const) {
      const bytes = await chunks.length(split.parts[part]);
      if (bytes === null) report('chunk-damaged', `The ${part} rows of "${project.name}" are gone or changed.`);
      else if (bytes !== split.rows[part] * 4)
        report('split-rows', `The ${part} part of "${project.name}" holds ${bytes / 4} rows; ${split.rows[part]} are due.`);
    }
  }
  for (const run of await db.stores.runs.where('projectId').equals(project.id).toArray()) {
    for (const hash of Object.values(run.parts))
      if ((await chunks.length(hash)) === null) report('chunk-damaged', `Rows that the run ${run.id} was made with are gone.`);
  }
}

async function checkPackages({ db, chunks, report }: Check, project: ProjectRecord): Promise<void> {
  const { stores } = db;
  const there = new Map((await stores.packages.where('projectIds').equals(project.id).toArray()).map((row) => [row.hash, row]));
  for (const row of there.values())
    if ((await chunks.length(row.hash)) === null) report('package-damaged', `The package ${row.hash.slice(0, 12)} is gone or changed.`);
  const runs = await stores.runs.where('projectId').equals(project.id).toArray();
  for (const run of runs)
    if (run.modelHash && !there.has(run.modelHash)) report('package-missing', `The package of the run ${run.id} is not there.`);
  const versions = await stores.versions.where('projectId').equals(project.id).toArray();
  for (const version of versions)
    if (!there.has(version.hash)) report('package-missing', `The package of ${version.name}@${version.version} is not there.`);
}

async function checkLeftovers(check: Check): Promise<void> {
  await checkRecords(check);
  await checkFeatures(check);
  await checkOwners(check);
  const { db, report } = check;
  await db.read([...garbageStores], async () => {
    const used = await chunksInUse(db);
    const stored = new Set(await db.stores.chunks.toCollection().primaryKeys());
    const sized = new Set(await db.stores.chunkSizes.toCollection().primaryKeys());
    for (const hash of stored) if (!used.has(hash)) report('chunk-orphan', `The piece ${hash.slice(0, 12)} belongs to nothing.`);
    for (const hash of stored) if (!sized.has(hash)) report('chunk-size-missing', `The piece ${hash.slice(0, 12)} has no size.`);
    for (const hash of sized) if (!stored.has(hash)) report('chunk-missing', `The piece ${hash.slice(0, 12)} has a size and no bytes.`);
  });
}

async function checkRecords({ db, report }: Check): Promise<void> {
  for (const [store, kind] of Object.entries(recordKinds)) {
    await db.stores[store as RecordStore].each((record: unknown) => {
      try {
        kind.check(record);
      } catch (error) {
        report('record-invalid', isLatheError(error) ? error.message : String(error));
      }
    });
  }
}

async function checkFeatures({ db, report }: Check): Promise<void> {
  for (const feature of await db.read(['features'], () => db.stores.features.toArray()))
    if ((await hashOfFeature(feature)) !== feature.hash)
      report('feature-hash', `The definition of the stored feature "${feature.name}" version ${feature.version} does not give its hash.`);
}

const owned = [
  'datasets',
  'runs',
  'versions',
  'deployments',
  'audit',
  'auditHeads',
  'results',
  'keys'
] as const satisfies readonly StoreName[];

async function checkOwners({ db, report }: Check): Promise<void> {
  const projects = new Set(await db.stores.projects.toCollection().primaryKeys());
  const deployments = new Set(await db.stores.deployments.toCollection().primaryKeys());
  for (const store of owned) {
    await db.stores[store].each(({ projectId }: { readonly projectId: string }) => {
      if (!projects.has(projectId)) report('record-orphan', `A record in ${store} belongs to the removed project ${projectId}.`);
    });
  }
  for (const store of ['predictions', 'requests'] as const) {
    await db.stores[store].each(({ deployment }: { readonly deployment: string }) => {
      if (!deployments.has(deployment)) report('record-orphan', `A record in ${store} belongs to the removed deployment ${deployment}.`);
    });
  }
}
