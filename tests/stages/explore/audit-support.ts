import type { Finding } from '../../../src/core/finding.ts';
import { type Column } from '../../../src/core/table.ts';
import { auditTable, type AuditAim } from '../../../src/stages/explore/audit.ts';
import { profileTable } from '../../../src/stages/explore/profile.ts';
import { quietContext, type Sample } from './read-sample.ts';

export async function findingsOf({ table, schema }: Sample, aim: AuditAim | null = null): Promise<Finding[]> {
  const profile = await profileTable(table, schema, quietContext());
  return auditTable(table, schema, profile, aim, quietContext());
}

export const codesOf = (findings: readonly Finding[], column?: string) =>
  findings.filter((finding) => column === undefined || finding.columns.includes(column)).map(({ code }) => code);
export const blockers = (findings: readonly Finding[]) =>
  findings.filter(({ severity }) => severity === 'blocker').flatMap(({ columns }) => columns);

export const numbers = (name: string, rows: number, draw: (row: number) => number): Column => ({
  kind: 'number',
  name,
  values: Float64Array.from({ length: rows }, (_, row) => draw(row))
});
export const sampleOf = (columns: readonly Column[], rows: number): Sample => ({
  table: { rows, columns },
  schema: columns.map(({ name, kind }) => ({ name, type: kind, role: 'feature' }))
});
