import type { WorkContext } from '../../core/context.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import type { Finding } from '../../core/finding.ts';
import type { LabelReport } from '../../core/label-report.ts';
import { createPacer } from '../../core/pacer.ts';
import type { ColumnSchema } from '../../core/schema.ts';
import { findColumn, type Column, type Table } from '../../core/table.ts';
import type { LearningTask } from '../../core/target.ts';
import { saidByName, type AuditInput, type AuditTarget } from './audit/audit-check.ts';
import { auditChecks } from './audit/registry.ts';
import type { Profile } from './profile-type.ts';

const order = { blocker: 0, warning: 1, info: 2 };

/** What the audit should know of the problem; the task is read off the column when not given. */
export interface AuditAim {
  readonly target: string;
  readonly task?: LearningTask;
}

/**
 * Everything in a table that should stop or change a plan, gravest first.
 * @param profile of the same table
 * @throws LatheError `column-not-found` when the target is not in the table
 */
export async function auditTable(
  table: Table,
  schema: readonly ColumnSchema[],
  profile: Profile,
  aim: AuditAim | null,
  context: WorkContext,
  labels: LabelReport | null = null
): Promise<Finding[]> {
  const input = { ...auditInput(table, schema, profile, aim, context), labels };
  const found: Finding[] = [];
  for (const [i, check] of auditChecks.all.entries()) {
    context.onProgress(i / auditChecks.all.length, check.id);
    found.push(...(await check.run(input)));
  }
  context.onProgress(1);
  return found.sort((a, b) => order[a.severity] - order[b.severity]);
}

/** What every check is given. @throws LatheError `column-not-found` when the target is not in the table */
export function auditInput(
  table: Table,
  schema: readonly ColumnSchema[],
  profile: Profile,
  aim: AuditAim | null,
  context: WorkContext
): AuditInput {
  const target = aim ? targetOf(table, schema, profile, aim) : null;
  return { table, schema, profile, target, features: featuresOf(table, schema, target), pace: createPacer(context), labels: null };
}

function targetOf(table: Table, schema: readonly ColumnSchema[], profile: Profile, aim: AuditAim): AuditTarget {
  const column = findColumn(table, aim.target);
  if (!column)
    throw columnNotFound(
      aim.target,
      schema.map(({ name }) => name)
    );
  return { column, task: aim.task ?? taskFor(column, profile) };
}

/** Categories are classes, and so are whole numbers with two values. */
const taskFor = (column: Column, profile: Profile): LearningTask =>
  column.kind === 'category' || profile.columns[column.name]!.distinct === 2 ? 'classification' : 'regression';

function featuresOf(table: Table, schema: readonly ColumnSchema[], target: AuditTarget | null): Column[] {
  const said = saidByName(schema);
  const roleOf = (name: string) => said.get(name)?.role ?? 'feature';
  return table.columns.filter((column) => column !== target?.column && ['feature', 'sensitive', 'target'].includes(roleOf(column.name)));
}
