import type { WorkContext } from '../../core/context.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import { createPacer } from '../../core/pacer.ts';
import { findColumn, type Column, type Table } from '../../core/table.ts';
import { quasiIdentifiers } from '../../stages/govern/privacy/anonymity.ts';
import { disclosureOf, groupRows, riskOf, type Risk } from '../../stages/govern/privacy/risk.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import type { JobServices } from '../services.ts';

export interface RiskJob {
  readonly datasetId: string;
  /** What is known of a person; what an outsider is likely to know when null. */
  readonly columns: readonly string[] | null;
  /** The target, or a column with that role, when null. */
  readonly sensitive: string | null;
  /** A chance above which a row counts as exposed, 0 to 1. */
  readonly threshold: number;
}

export interface MeasuredRisk extends Risk {
  readonly rows: number;
  readonly columns: readonly string[];
  readonly threshold: number;
  readonly sensitive: { readonly column: string; readonly distinct: number; readonly entropy: number; readonly closeness: number } | null;
}

/** A chance of one in five: a group of fewer than five. */
export const USUAL_THRESHOLD = 0.2;

/** @throws LatheError `column-not-found` for a column that is not there, or holds texts or images */
export async function measureRisk(job: RiskJob, { storage }: JobServices, context: WorkContext): Promise<MeasuredRisk> {
  const dataset = await storage.datasets.get(job.datasetId);
  const target = (await storage.projects.get(dataset.projectId)).problem?.target;
  const table = await storage.datasets.readTable(dataset.id, comparable(dataset));
  const sensitive = sensitiveOf(job, dataset, table, target);
  const columns = knownColumns(table, job.columns, sensitive?.name);
  return riskIn(table.rows, columns, sensitive, job.threshold, context);
}

export async function riskIn(
  rows: number,
  columns: readonly Column[],
  sensitive: Column | null,
  threshold: number,
  context: WorkContext
): Promise<MeasuredRisk> {
  const groups = await groupRows(columns, rows, createPacer(context));
  const told = sensitive && { column: sensitive.name, ...disclosureOf(groups, sensitive) };
  return { rows, columns: columns.map(({ name }) => name), threshold, ...riskOf(groups, threshold), sensitive: told };
}

/** Columns whose values can be equal: texts and images differ in every row. */
export const comparable = ({ columns }: DatasetRecord): string[] =>
  columns.filter(({ kind }) => kind === 'number' || kind === 'category' || kind === 'time').map(({ name }) => name);

/** @throws LatheError `column-not-found` */
export function knownColumns(table: Table, names: readonly string[] | null, but?: string): Column[] {
  if (names === null) return quasiIdentifiers(table).filter(({ name }) => name !== but);
  return names.filter((name) => name !== but).map((name) => named(table, name));
}

function named(table: Table, name: string): Column {
  const column = findColumn(table, name);
  if (column) return column;
  throw columnNotFound(
    name,
    table.columns.map((known) => known.name)
  );
}

function sensitiveOf(job: RiskJob, { columns }: DatasetRecord, table: Table, target: string | undefined): Column | null {
  if (job.sensitive !== null) return named(table, job.sensitive);
  const name = target ?? columns.find(({ role }) => role === 'target')?.name ?? columns.find(({ role }) => role === 'sensitive')?.name;
  return name === undefined || job.columns?.includes(name) ? null : (findColumn(table, name) ?? null);
}
