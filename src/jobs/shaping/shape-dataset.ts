import { partOf, type WorkContext } from '../../core/context.ts';
import { shapeLeavesNothing, shapeStepInvalid } from '../../core/errors/shaping.ts';
import { marksOf } from '../../core/schema.ts';
import { readFrameColumn, readFrameSpan, type FrameColumn } from '../../stages/shape/frame.ts';
import type { DatasetMade, DatasetParent, DatasetRecord, StoredColumn } from '../../storage/records/dataset.ts';
import { chunkRowsOf, type DatasetWriter } from '../../storage/storage.ts';
import type { JobServices } from '../services.ts';
import { emptiedBy } from '../../stages/shape/findings.ts';
import { storeColumn } from '../store-column.ts';
import { planShape, type ShapeJob, type ShapePlan } from './plan-shape.ts';
import { syntheticOf } from '../synthesising/synthetic-of.ts';

/**
 * Makes a new version by steps. Columns that no step touched share their stored pieces; after a failure or a cancel nothing is left. The version
 * remembers the steps and every version it was made from.
 * @returns the id of the new version
 * @throws LatheError `shape-leaves-nothing`; what `planShape` throws; the storage's errors; the abort
 */
export async function shapeDataset(job: ShapeJob, services: JobServices, context: WorkContext): Promise<string> {
  const plan = await planShape(job, services, partOf(context, 0, 0.5));
  if (plan.outcomes.length === 0) throw shapeStepInvalid('none', 'the list of steps is empty', 'Add a step first.');
  if (plan.frame.rows === 0) throw shapeLeavesNothing(emptiedBy(plan.outcomes).said);
  const { dataset } = plan.source;
  const made = madeBy(plan);
  const id = await commitPlan(plan, made, services, partOf(context, 0.5, 1));
  await services.storage.audit.append(dataset.projectId, services.now(), 'dataset-changed', made.said.join(' '));
  return id;
}

async function commitPlan(plan: ShapePlan, made: DatasetMade, { storage }: JobServices, context: WorkContext): Promise<string> {
  const { id: parentId, projectId, name, source, notes: before } = plan.source.dataset;
  const writer = await storage.datasets.write(projectId);
  try {
    const columns = await writeColumns(plan, writer, context);
    context.signal.throwIfAborted();
    const told = plan.findings.filter(({ severity }) => severity !== 'info').map(({ message }) => message);
    const notes = [...before.filter((note) => !told.includes(note)), ...told];
    const marked = syntheticOf([plan.source.dataset, ...plan.joined]);
    return (await writer.commit({ name, rows: plan.frame.rows, columns, parentId, notes, report: null, source, made, ...marked })).id;
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

function madeBy({ source, outcomes, joined }: ShapePlan): DatasetMade {
  return {
    by: 'steps',
    said: outcomes.map(({ said }) => said),
    steps: outcomes.map(({ step }) => structuredClone(step)),
    parents: [source.dataset, ...joined].map(parentOf)
  };
}

export const parentOf = ({ id, projectId, name, version, hash, lineage }: DatasetRecord): DatasetParent => ({
  datasetId: id,
  projectId,
  name,
  version,
  hash,
  ...(lineage !== undefined && { lineage })
});

async function writeColumns({ frame, source }: ShapePlan, writer: DatasetWriter, context: WorkContext): Promise<StoredColumn[]> {
  const before = new Map(source.dataset.columns.map((column) => [column.name, column]));
  const sizes = await imageSizes(frame.columns);
  const chunkRows = chunkRowsOf(sizes);
  const sharesPieces = chunkRows === chunkRowsOf(source.dataset.columns);
  const columns: StoredColumn[] = [];
  for (const [i, column] of frame.columns.entries()) {
    const stored = column.source === source && column.rows === null && sharesPieces ? before.get(column.of) : undefined;
    columns.push(stored ? sharedColumn(stored, column) : await writeColumn(column, frame.rows, chunkRows, writer, context));
    context.onProgress((i + 1) / frame.columns.length);
  }
  return columns;
}

/** How many rows a piece holds depends on the images there are. */
async function imageSizes(columns: readonly FrameColumn[]): Promise<{ image?: { width: number; height: number; channels: number } }[]> {
  const sizes: { image?: { width: number; height: number; channels: number } }[] = [];
  for (const { type, source, of } of columns) {
    const one = type === 'image' ? await (source.loadSpan?.(of, 0, 1) ?? source.load(of)) : null;
    if (one?.kind === 'image') sizes.push({ image: { width: one.width, height: one.height, channels: one.channels } });
  }
  return sizes;
}

function sharedColumn(stored: StoredColumn, { name, role, origin }: FrameColumn): StoredColumn {
  return { ...stored, name, role, ...(origin ? { origin } : {}) };
}

const writeColumn = async (
  { type, role, origin, ...column }: FrameColumn,
  rows: number,
  chunkRows: number,
  writer: DatasetWriter,
  context: WorkContext
): Promise<StoredColumn> =>
  storeColumn(
    // Pictures are large: a piece of them at a time.
    type === 'image' ? (from, to) => readFrameSpan({ type, role, ...column }, from, to) : await readFrameColumn({ type, role, ...column }),
    {
      name: column.name,
      type,
      role,
      ...(origin ? { origin } : {}),
      ...(column.written ? { written: column.written } : {}),
      ...marksOf(column)
    },
    { rows, chunkRows, writer, context }
  );
