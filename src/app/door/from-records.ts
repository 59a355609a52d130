import { marksOf, type Role } from '../../core/schema.ts';
import type { DatasetRecord, ImportReport } from '../../storage/records/dataset.ts';
import type { DeploymentRecord } from '../../storage/records/deployment.ts';
import type { ProjectRecord, SplitRecord } from '../../storage/records/project.ts';
import type { VersionRecord } from '../../storage/records/registry.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import type { Dataset } from '../api/data.ts';
import type { Deployment } from '../api/deploying.ts';
import type { ModelVersion } from '../api/packaging.ts';
import type { Problem } from '../api/problem.ts';
import type { SplitInfo } from '../api/splitting.ts';
import type { Run } from '../api/training.ts';

/** Stored records as the door shows them: without storage's own fields, and free to be changed by the one who asked. */

export const problemOf = (project: ProjectRecord): Problem | null =>
  project.problem ? (structuredClone(project.problem) as Problem) : null;

/** @param target the column the problem names: it is the target whatever role is stored, and no other column is */
export const datasetOf = (record: DatasetRecord, target?: string): Dataset => ({
  id: record.id,
  name: record.name,
  ...(record.lineage !== undefined && { lineage: record.lineage }),
  version: record.version,
  hash: record.hash,
  rows: record.rows,
  columns: record.columns.map(({ name, type, role, missing, distinct, labels, ...marks }) => ({
    name,
    type,
    role: roleOf(name, role, target),
    missing,
    distinct,
    ...(labels ? { labels: [...labels] } : {}),
    ...marksOf(marks)
  })),
  notes: [...record.notes],
  report: record.report ? reportOf(record.report) : null,
  fileName: record.source.fileName,
  createdAt: record.createdAt,
  tags: [...(record.tags ?? [])],
  made: [...(record.made?.said ?? [])],
  ...(record.synthetic ? { synthetic: structuredClone(record.synthetic) } : {})
});

function reportOf(report: ImportReport): NonNullable<Dataset['report']> {
  const { quarantine, ...rest } = structuredClone(report);
  const { count, kept } = quarantine ?? {};
  return {
    ...(rest as Omit<NonNullable<Dataset['report']>, 'quarantine'>),
    ...(count !== undefined && kept !== undefined && { quarantine: { count, kept } })
  };
}

function roleOf(name: string, stored: Role, target: string | undefined): Role {
  if (name === target) return 'target';
  return target !== undefined && stored === 'target' ? 'feature' : stored;
}

export const splitOf = (split: SplitRecord): SplitInfo => ({
  ...split.spec,
  rows: { ...split.rows },
  testOpenings: split.testOpenings.length,
  hash: split.hash
});

export function runOf(record: RunRecord): Run {
  const run = structuredClone(record) as RunRecord;
  return {
    id: run.id,
    model: run.model,
    label: run.label,
    params: { ...run.params },
    seed: run.seed,
    backend: run.backend,
    datasetHash: run.datasetHash,
    recipeHash: run.recipeHash,
    modelHash: run.modelHash,
    isPackaged: run.modelHash !== '' && run.isFindingsOnly !== true,
    fitMs: run.fitMs,
    predictedMs: run.predictedMs,
    sizeBytes: run.sizeBytes,
    ...memoryOf(run),
    ...(run.msPerRow === undefined ? {} : { msPerRow: run.msPerRow }),
    metrics: run.metrics as Run['metrics'],
    ...(run.folds ? { folds: run.folds as Record<string, number>[] } : {}),
    curve: [...run.curve],
    status: run.status,
    ...(run.error ? { error: run.error } : {}),
    notes: [...run.notes],
    randomLabels: run.randomLabels,
    cv: run.cv,
    calibrate: run.calibrate,
    ...(run.limits ? { limits: run.limits } : {}),
    ...(run.fairly ? { fairly: run.fairly } : {}),
    ...(run.thresholds ? { thresholds: run.thresholds } : {}),
    splitHash: run.splitHash,
    startedAt: run.startedAt,
    question: { task: run.question.task, ...(run.question.target === undefined ? {} : { target: run.question.target }) },
    recipe: [...run.recipe],
    ...(run.tags ? { tags: [...run.tags] } : {}),
    ...(run.comment === undefined ? {} : { comment: run.comment }),
    ...(run.environment ? { environment: run.environment } : {})
  };
}

const memoryOf = ({ predictedBytes, peakBytes, pageBytes }: RunRecord): Pick<Run, 'predictedBytes' | 'peakBytes' | 'pageBytes'> => ({
  ...(predictedBytes === undefined ? {} : { predictedBytes }),
  ...(peakBytes === undefined ? {} : { peakBytes }),
  ...(pageBytes === undefined ? {} : { pageBytes })
});

export const versionOf = (record: VersionRecord): ModelVersion => ({
  name: record.name,
  version: record.version,
  aliases: [...record.aliases],
  runId: record.runId,
  hash: record.hash,
  checks: record.checks.map((check) => ({ ...check })),
  createdAt: record.createdAt
});

export function deploymentOf(record: DeploymentRecord, baseUrl: string): Deployment {
  const url = `${baseUrl}api/v1/models/${encodeURIComponent(record.name)}`;
  return {
    name: record.name,
    model: record.model,
    ...(record.split ? { split: { ...record.split } } : {}),
    ...(record.rateLimitPerMinute === null ? {} : { rateLimitPerMinute: record.rateLimitPerMinute }),
    ...(record.token === null ? {} : { token: record.token }),
    logShare: record.logShare,
    url: `${url}/predict`,
    openapi: `${url}/openapi.json`,
    createdAt: record.createdAt,
    history: record.history.map((entry) => ({ ...entry }))
  };
}
