import type { AuditAim } from '../stages/explore/audit.ts';
import { guessTarget } from '../stages/plan/guess-target.ts';
import type { DatasetRecord } from '../storage/records/dataset.ts';
import type { ProjectRecord } from '../storage/records/project.ts';

/** What the data are looked at for: the target the problem names, else the column with the role, else the likeliest guess. */
export function aimOf({ problem }: ProjectRecord, { columns, rows }: DatasetRecord): AuditAim | null {
  const named = problem?.target !== undefined && columns.some(({ name }) => name === problem.target) ? problem.target : null;
  const target = named ?? guessTarget(columns, rows)?.name;
  if (target === undefined) return null;
  if (named === null) return { target };
  return { target, task: problem!.task === 'regression' ? 'regression' : 'classification' };
}
