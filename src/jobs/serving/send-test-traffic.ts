import { counted } from '../../core/words.ts';
import type { WorkContext } from '../../core/context.ts';
import { pause } from '../../core/context.ts';
import { unknownId } from '../../core/errors/anywhere.ts';
import { partEmpty } from '../../core/errors/splitting.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import type { PartName } from '../../core/split.ts';
import { findColumn, gather, isMissing, type Column, type RowSet } from '../../core/table.ts';
import { answerReader } from '../../predict/read-answer.ts';
import { plainRows } from '../../predict/plain-rows.ts';
import { decodePackage } from '../../predict/package-file.ts';
import { shiftTable, type Shift } from '../../stages/monitor/shift-rows.ts';
import type { DeploymentRecord } from '../../storage/records/deployment.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import type { Storage } from '../../storage/storage.ts';
import { readRowSet } from '../experiment/row-sets.ts';
import type { ServingServices } from '../services.ts';
import { predictWithDeployment } from './predict.ts';

export interface TestTrafficJob {
  readonly deployment: string;
  /** At most; there are only so many held-out rows. */
  readonly rows: number;
  /** null = the rows as they are. */
  readonly shift: Shift | null;
}

export interface TestTraffic {
  readonly sent: number;
  /** The part the rows are of: the test part where it was opened already, else the validation part, else (there are no others) the training part. */
  readonly from: PartName;
  /** The true answers, which in real life come later or never; those the model could never give are left out. */
  readonly labels: { readonly id: string; readonly actual: string | number }[];
}

const ROWS_A_REQUEST = 5;

/**
 * Sends rows the model was not fitted on through a deployment, shifted if asked for, so that the watch has something to see. Every line it leaves
 * in the log carries the mark `simulated`, and the audit log tells of it.
 */
export async function sendTestTraffic(job: TestTrafficJob, services: ServingServices, context: WorkContext): Promise<TestTraffic> {
  const deployment = await services.storage.deployments.find(job.deployment);
  if (!deployment)
    throw unknownId(
      'deployment',
      job.deployment,
      (await services.storage.deployments.list()).map(({ name }) => name)
    );
  const { inputs, target, pkg, from } = await heldOutRows(job, deployment, services);
  const names = inputs.columns.map(({ name }) => name);
  for (const name of job.shift?.columns ?? []) if (!names.includes(name)) throw columnNotFound(name, names);
  const read = answerReader(pkg.target);
  const rows = plainRows(job.shift ? shiftTable(inputs, job.shift) : inputs);
  const labels: TestTraffic['labels'] = [];
  for (let start = 0; start < rows.length; start += ROWS_A_REQUEST) {
    const piece = rows.slice(start, start + ROWS_A_REQUEST);
    const answers = await predictWithDeployment({ deployment: job.deployment, rows: piece, simulated: true }, services);
    (answers as unknown as readonly { id: string }[]).forEach(({ id }, i) => {
      const actual = target ? actualAt(target, start + i) : null;
      if (actual !== null && !Number.isNaN(read(actual))) labels.push({ id, actual });
    });
    context.onProgress(Math.min(1, (start + piece.length) / rows.length), counted(start + piece.length, 'row'));
    await pause(context);
  }
  const how = job.shift ? `${job.shift.columns.join(', ')} shifted by ${job.shift.by}` : 'as they are';
  await services.storage.audit.append(
    deployment.projectId,
    services.now(),
    'test-traffic-sent',
    `${job.deployment}: ${counted(rows.length, 'row')} of the ${from} part, ${how}`
  );
  return { sent: rows.length, from, labels };
}

async function heldOutRows({ rows }: TestTrafficJob, { model, projectId }: DeploymentRecord, { storage, draw }: ServingServices) {
  const version = await storage.versions.resolve(projectId, model);
  const pkg = await decodePackage(await storage.packages.get(version.hash));
  const run = await storage.runs.get(version.runId);
  const part = await partToSend(run, storage);
  const chosen = drawn(part.rows, rows, draw);
  const names = pkg.inputs.map(({ name }) => name);
  const known = (await storage.datasets.get(run.datasetId)).columns.map(({ name }) => name);
  const asked = known.filter((name) => names.includes(name) || name === pkg.target.name);
  const table = gather(await storage.datasets.readTable(run.datasetId, asked), chosen);
  const inputs = { rows: table.rows, columns: table.columns.filter(({ name }) => names.includes(name)) };
  return { inputs, target: findColumn(table, pkg.target.name), pkg, from: part.from };
}

/** Validation rows may have had a say in the choice of the model; test rows had none, but a seal is not broken for this. */
async function partToSend(run: RunRecord, storage: Storage): Promise<{ from: PartName; rows: RowSet }> {
  const order: readonly PartName[] = [...((await isOpened(run, storage)) ? (['test'] as const) : []), 'validation', 'train'];
  for (const from of order) {
    const rows = await readRowSet(storage, run.parts[from]);
    if (rows.length > 0) return { from, rows };
  }
  throw partEmpty('validation');
}

/** Whether the test part of this run's division was opened, for this run or for another one. */
async function isOpened({ projectId, splitHash }: RunRecord, storage: Storage): Promise<boolean> {
  const { split } = await storage.projects.get(projectId);
  const openedFor = new Set(split?.testOpenings.map(({ runId }) => runId));
  return (await storage.runs.list(projectId)).some((run) => openedFor.has(run.id) && run.splitHash === splitHash);
}

/** Each row at most once: a row sent twice would count as two, and the tests of drift would see more than there is. */
function drawn(rows: RowSet, count: number, draw: () => number): RowSet {
  const order = rows.slice();
  const size = Math.min(count, order.length);
  for (let i = 0; i < size; i++) {
    const j = i + Math.floor(draw() * (order.length - i));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order.slice(0, size);
}

function actualAt(column: Column, row: number): string | number | null {
  if (isMissing(column, row)) return null;
  if (column.kind === 'number') return column.values[row]!;
  return column.kind === 'category' ? column.labels[column.codes[row]!]! : null;
}
