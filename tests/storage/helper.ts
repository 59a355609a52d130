import 'fake-indexeddb/auto';
import { sha256 } from '../../src/core/hash.ts';
import { openStorage, type StorageOutside } from '../../src/storage/open-storage.ts';
import type { ImportReport, StoredColumn } from '../../src/storage/records/dataset.ts';
import type { DatasetRecord } from '../../src/storage/records/dataset.ts';
import type { ProjectRecord } from '../../src/storage/records/project.ts';
import type { RunRecord } from '../../src/storage/records/run.ts';
import { CHUNK_ROWS, type Storage } from '../../src/storage/storage.ts';
import { categoryColumn, gather, rowsOfColumn, textColumn, type Column, type Table } from '../../src/core/table.ts';

let opened = 0;

/** A database name no other test has used. */
export const freshName = () => `test-${opened++}-${Date.now()}`;

export const openFresh = (outside: Partial<StorageOutside> = {}): Promise<Storage> => openStorage(freshName(), outside);

export function projectRecord(id: string, change: Partial<ProjectRecord> = {}): ProjectRecord {
  return {
    id,
    name: `Project ${id}`,
    createdAt: 1,
    modifiedAt: 1,
    datasetId: null,
    problem: null,
    problemFixedAt: null,
    problemChanges: [],
    split: null,
    recipe: null,
    ...change
  };
}

export function runRecord(id: string, projectId: string, change: Partial<RunRecord> = {}): RunRecord {
  const none = '0'.repeat(64);
  return {
    id,
    projectId,
    model: 'tree',
    label: 'Decision tree',
    params: { maxDepth: 3 },
    seed: 1,
    cv: null,
    calibrate: 'none',
    requestedBackend: 'auto',
    backend: 'cpu',
    datasetId: 'd',
    datasetHash: none,
    splitHash: none,
    question: { task: 'classification', target: 'colour' },
    split: { kind: 'random', seed: 1 },
    parts: { train: none, validation: none, test: none },
    shape: { rows: 0, columns: 0 },
    recipe: [],
    recipeHash: none,
    modelHash: '',
    status: 'running',
    error: null,
    startedAt: 5,
    fitMs: 0,
    predictedMs: null,
    sizeBytes: 0,
    metrics: { validation: { accuracy: { value: 0.5, low: NaN, high: 1, method: 'wilson', n: 4 } } },
    folds: null,
    curve: [{ step: 1, train: 0.5, validation: null }],
    notes: [],
    randomLabels: false,
    ...change
  };
}

/** One column of each kind. */
export function smallTable(rows: number): Table {
  const at = (of: (i: number) => number) => Float64Array.from({ length: rows }, (_, i) => of(i));
  const columns: Column[] = [
    { kind: 'number', name: 'size', values: at((i) => (i % 5 === 0 ? NaN : i / 3)) },
    { kind: 'time', name: 'when', values: at((i) => i * 1000) },
    categoryColumn(
      'colour',
      Array.from({ length: rows }, (_, i) => (i % 7 === 0 ? null : i % 2 ? 'red' : 'blue'))
    ),
    textColumn(
      'said',
      Array.from({ length: rows }, (_, i) => (i % 4 === 0 ? null : i % 4 === 1 ? '' : `ünï ${i}`))
    ),
    { kind: 'image', name: 'picture', width: 2, height: 1, channels: 3, pixels: Uint8Array.from({ length: rows * 6 }, (_, i) => i % 256) }
  ];
  return { rows, columns };
}

export async function writeTable(storage: Storage, projectId: string, table: Table): Promise<DatasetRecord> {
  const writer = await storage.datasets.write(projectId);
  const columns: StoredColumn[] = [];
  for (const column of table.columns) columns.push(await storeColumn(writer, column));
  return writer.commit({ ...commitOf(table.rows, columns) });
}

export async function storeColumn(writer: { append(column: Column): Promise<string> }, column: Column): Promise<StoredColumn> {
  const chunks: string[] = [];
  const rows = rowsOfColumn(column);
  for (let from = 0; from < rows; from += CHUNK_ROWS) {
    const piece = Array.from({ length: Math.min(CHUNK_ROWS, rows - from) }, (_, i) => from + i);
    chunks.push(await writer.append(gather({ rows, columns: [column] }, piece).columns[0]!));
  }
  return stored(column, chunks);
}

export function stored(column: Column, chunks: readonly string[]): StoredColumn {
  return {
    name: column.name,
    type: column.kind,
    role: 'feature',
    kind: column.kind,
    missing: 0,
    distinct: 0,
    ...(column.kind === 'category' ? { labels: column.labels } : {}),
    ...(column.kind === 'image' ? { image: { width: column.width, height: column.height, channels: column.channels } } : {}),
    chunks
  };
}

const report: ImportReport = { bytes: 10, rows: 3, encoding: 'utf-8', delimiter: ',', tookMs: 1, issues: [] };

export const commitOf = (rows: number, columns: readonly StoredColumn[]) => ({
  name: 'data',
  rows,
  columns,
  parentId: null,
  notes: ['a note'],
  report,
  source: { fileName: 'data.csv', bytes: 10 }
});

export const splitOf = (parts: readonly string[], datasetId: string): ProjectRecord['split'] => ({
  spec: { kind: 'random' },
  datasetId,
  hash: '0'.repeat(64),
  rows: { train: 2, validation: 1, test: 1 },
  parts: { train: parts[0]!, validation: parts[1]!, test: parts[2]! },
  notes: [],
  testOpenings: []
});

export const rowsBytes = (...rows: number[]) => new Uint8Array(Uint32Array.from(rows).buffer);

/** A project with one of everything. */
export async function fullProject(storage: Storage, id: string, rows = 23): Promise<void> {
  await storage.projects.add(projectRecord(id));
  const dataset = await writeTable(storage, id, smallTable(rows));
  const parts = [await storage.chunks.put(rowsBytes(0, 1)), await storage.chunks.put(rowsBytes(2)), await storage.chunks.put(rowsBytes(3))];
  await storage.projects.update(id, (project) => ({ ...project, split: splitOf(parts, dataset.id) }));
  const bytes = Uint8Array.of(1, 2, 3);
  const hash = await sha256(bytes);
  await storage.packages.put(id, hash, bytes);
  await storage.runs.put(
    runRecord(`run-${id}`, id, { modelHash: hash, parts: { train: parts[0]!, validation: parts[1]!, test: parts[2]! } })
  );
  await storage.versions.add({ projectId: id, name: 'model', runId: `run-${id}`, hash, aliases: ['champion'], checks: [], createdAt: 1 });
  await storage.deployments.put({
    name: `deployment-${id}`,
    projectId: id,
    model: 'model@1',
    split: null,
    rateLimitPerMinute: null,
    token: null,
    logShare: 1,
    createdAt: 1,
    history: []
  });
  await storage.predictions.addRequest({ id: 'r', deployment: `deployment-${id}`, at: 1, status: 200, rows: 1, latencyMs: 1 });
  await storage.audit.append(id, 1, 'dataset-imported', 'data.csv');
  await storage.results.put({
    key: 'profile',
    projectId: id,
    kind: 'profile',
    value: { mean: NaN, values: Float64Array.of(1) },
    createdAt: 1
  });
}
