import type { WorkContext } from '../../core/context.ts';
import type { Finding } from '../../core/finding.ts';
import { marksOf, type ColumnSchema } from '../../core/schema.ts';
import { readHead, type Frame } from '../../stages/shape/frame.ts';
import type { StepOutcome } from '../../stages/shape/run-steps.ts';
import { valueReader } from '../read-rows.ts';
import type { JobServices } from '../services.ts';
import { planShape, type ShapeJob } from './plan-shape.ts';

/** What steps would make, without making it. */
export interface ShapePreview {
  readonly rows: number;
  /** Of categories the first labels, to be offered where a value is typed. */
  readonly columns: readonly (ColumnSchema & { readonly labels?: readonly string[] })[];
  /** The first rows as plain objects; missing is null. */
  readonly head: readonly Record<string, unknown>[];
  readonly outcomes: readonly StepOutcome[];
  readonly findings: readonly Finding[];
}

const HEAD = 20;
const MOST_LABELS = 200;

/** @throws what `planShape` throws */
export async function previewShape(job: ShapeJob, services: Pick<JobServices, 'storage'>, context: WorkContext): Promise<ShapePreview> {
  const { frame, outcomes, findings } = await planShape(job, services, context);
  const columns = frame.columns.map(({ name, type, role, origin, labels, ...marks }) => ({
    name,
    type,
    role,
    ...(origin ? { origin } : {}),
    ...marksOf(marks),
    ...(labels ? { labels: labels.slice(0, MOST_LABELS) } : {})
  }));
  return { rows: frame.rows, columns, head: await headOf(frame), outcomes, findings };
}

async function headOf(frame: Frame): Promise<Record<string, unknown>[]> {
  const count = Math.min(HEAD, frame.rows);
  const head = Array.from({ length: count }, (): [string, unknown][] => []);
  for (const column of frame.columns) {
    const valueAt = valueReader(await readHead(column, count), column.type);
    head.forEach((cells, i) => cells.push([column.name, valueAt(i)]));
  }
  // From entries: a column called "__proto__" is a cell as well.
  return head.map((cells) => Object.fromEntries(cells));
}
