import type { Finding } from '../../../core/finding.ts';
import type { Pacer } from '../../../core/pacer.ts';
import type { ColumnSchema } from '../../../core/schema.ts';
import type { Column, Table } from '../../../core/table.ts';
import type { LearningTask } from '../../../core/target.ts';
import type { LabelReport } from '../../../core/label-report.ts';
import type { Profile } from '../profile-type.ts';

/** What a check looks at. */
export interface AuditInput {
  readonly table: Table;
  readonly schema: readonly ColumnSchema[];
  readonly profile: Profile;
  /** What the project wants to predict; null while it is not known. */
  readonly target: AuditTarget | null;
  /** Columns a model could learn from: role `feature` or `sensitive`, the target not among them. */
  readonly features: readonly Column[];
  readonly pace: Pacer;
  /** What a search for wrong labels found; null until one was made. */
  readonly labels: LabelReport | null;
}

export interface AuditTarget {
  readonly column: Column;
  readonly task: LearningTask;
}

/** One thing that goes wrong with data. Pure: the same table gives the same findings. */
export interface AuditCheck {
  /** The `code` of its findings, or of the gravest. */
  readonly id: string;
  /** One sentence: what it finds, by which bound. */
  readonly doc: string;
  run(input: AuditInput): Finding[] | Promise<Finding[]>;
}

/** What is said of each column. Of a wide table a search for each column would take longer than most checks. */
export const saidByName = (schema: readonly ColumnSchema[]): ReadonlyMap<string, ColumnSchema> =>
  new Map(schema.map((entry) => [entry.name, entry]));
