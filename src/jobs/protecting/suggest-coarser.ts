import { partOf, type WorkContext } from '../../core/context.ts';
import { kNotReachable } from '../../core/errors/protecting.ts';
import { createPacer } from '../../core/pacer.ts';
import type { ShapeStep } from '../../core/shape-step.ts';
import { leastCoarse } from '../../stages/govern/privacy/least-coarse.ts';
import type { JobServices } from '../services.ts';
import { ladderOf, type StepRung } from './ladder.ts';
import { comparable, knownColumns, riskIn, USUAL_THRESHOLD, type MeasuredRisk } from './risk.ts';

export interface CoarserJob {
  readonly datasetId: string;
  /** What an outsider is likely to know when null. */
  readonly columns: readonly string[] | null;
  readonly k: number;
}

export interface CoarserSteps {
  readonly columns: readonly string[];
  readonly k: number;
  readonly steps: readonly ShapeStep[];
  readonly before: MeasuredRisk;
  readonly after: MeasuredRisk;
}

/**
 * The least coarse steps found that hide every row among k. Nothing is made.
 * @throws LatheError `column-not-found`, `k-not-reachable`
 */
export async function suggestCoarser(job: CoarserJob, { storage }: JobServices, context: WorkContext): Promise<CoarserSteps> {
  const dataset = await storage.datasets.get(job.datasetId);
  const { problem } = await storage.projects.get(dataset.projectId);
  const table = await storage.datasets.readTable(dataset.id, comparable(dataset));
  const columns = knownColumns(table, job.columns, problem?.target);
  const pace = createPacer(context);
  const ladders: StepRung[][] = [];
  for (const [i, column] of columns.entries()) {
    const isWhole = dataset.columns.find(({ name }) => name === column.name)?.type === 'integer';
    ladders.push(await ladderOf(column, isWhole, job.k, pace));
    context.onProgress((0.3 * (i + 1)) / columns.length, column.name);
  }
  const at = await leastCoarse(ladders, table.rows, job.k, pace);
  if (at === null) throw kNotReachable(job.k, table.rows);
  const rungs = at.map((rung, i) => ladders[i]![rung]!);
  const left = rungs.flatMap(({ column }) => (column ? [column] : []));
  return {
    columns: columns.map(({ name }) => name),
    k: job.k,
    steps: rungs.flatMap(({ step }) => (step ? [step] : [])),
    before: await riskIn(table.rows, columns, null, USUAL_THRESHOLD, partOf(context, 0.8, 0.9)),
    after: await riskIn(table.rows, left, null, USUAL_THRESHOLD, partOf(context, 0.9, 1))
  };
}
