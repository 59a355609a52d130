import { pause, type WorkContext } from '../../core/context.ts';
import type { Column, ImageColumn } from '../../core/table.ts';
import { pointsOf, shrunk, type Points } from '../../stages/label/features.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import { chunkRowsOf, type Storage } from '../../storage/storage.ts';
import type { JobServices } from '../services.ts';

/** The rows that were made points of last: one label after another asks for the same. */
const latest = new WeakMap<JobServices, { readonly key: string; readonly points: Points }>();

/** All rows of a version as points, by its features; images a piece at a time. */
export async function pointsOfDataset(
  dataset: DatasetRecord,
  column: string,
  services: JobServices,
  context: WorkContext
): Promise<Points> {
  const key = JSON.stringify([dataset.hash, column]);
  const known = latest.get(services);
  if (known?.key === key) return known.points;
  const names = dataset.columns.filter(({ name, role }) => name !== column && (role === 'feature' || role === 'target'));
  const plain = names.filter(({ kind }) => kind !== 'image').map(({ name }) => name);
  const table = await services.storage.datasets.readTable(dataset.id, plain);
  const parts = [pointsOf(table.columns as readonly Column[], dataset.rows)];
  for (const { name, kind } of names) if (kind === 'image') parts.push(await imagePoints(dataset, name, services.storage, context));
  const points = parts.length === 1 ? parts[0]! : besideEachOther(parts, dataset.rows);
  latest.set(services, { key, points });
  return points;
}

async function imagePoints(dataset: DatasetRecord, column: string, storage: Storage, context: WorkContext): Promise<Points> {
  const step = chunkRowsOf(dataset.columns);
  let all: Points | null = null;
  for (let from = 0; from < dataset.rows; from += step) {
    await pause(context);
    const count = Math.min(step, dataset.rows - from);
    const piece = (await storage.datasets.readRows(dataset.id, from, count, [column])).columns[0] as ImageColumn;
    const part = shrunk(piece, count);
    all ??= { rows: dataset.rows, width: part.width, data: new Float32Array(dataset.rows * part.width) };
    all.data.set(part.data, from * part.width);
  }
  return all ?? { rows: 0, width: 0, data: new Float32Array(0) };
}

function besideEachOther(parts: readonly Points[], rows: number): Points {
  const width = parts.reduce((sum, part) => sum + part.width, 0);
  const data = new Float32Array(rows * width);
  let at = 0;
  for (const part of parts) {
    for (let row = 0; row < rows; row++) data.set(part.data.subarray(row * part.width, (row + 1) * part.width), row * width + at);
    at += part.width;
  }
  return { rows, width, data };
}
