import { partOf, type WorkContext } from '../../core/context.ts';
import { noMap } from '../../core/errors/exploring.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import type { MapMethod, RowMap, ValuesAt } from '../../core/looks/row-map.ts';
import { gatherColumn, type NumberColumn } from '../../core/table.ts';
import { drawMap } from '../../stages/explore/map/draw-map.ts';
import { listedNames, quoted } from '../../core/words.ts';
import type { StoredColumn } from '../../storage/records/dataset.ts';
import { leaksOf } from './leaks-of.ts';
import { cachedResult } from '../cached-result.ts';
import type { JobServices } from '../services.ts';

export interface MapJob {
  readonly datasetId: string;
  readonly method: MapMethod;
  readonly seed: number;
}

const COUNTS = new Set(['feature', 'sensitive', 'time', 'target']);

/** The rows of a version on a plane, by their features alone: the target only colours them, and what gives it away takes no part. Drawn once. @throws LatheError `no-map` */
export async function drawMapOf({ datasetId, method, seed }: MapJob, services: JobServices, context: WorkContext): Promise<RowMap> {
  const { storage } = services;
  const dataset = await storage.datasets.get(datasetId);
  const { problem } = await storage.projects.get(dataset.projectId);
  const target = problem?.target ?? dataset.columns.find(({ role }) => role === 'target')?.name;
  const leaks = target === undefined ? new Set<string>() : await leaksOf(dataset, services, partOf(context, 0, 0.3));
  const isNear = ({ name, origin }: StoredColumn) => leaks.has(name) || (target !== undefined && origin?.columns.includes(target));
  const able = dataset.columns.filter(({ name, role, kind }) => name !== target && COUNTS.has(role) && kind !== 'text' && kind !== 'image');
  const names = able.filter((column) => !isNear(column)).map(({ name }) => name);
  const left = able.filter(isNear).map(({ name }) => name);
  const key = { kind: 'map', version: 2, datasetHash: dataset.hash, more: [method, String(seed), names.join('\n'), left.join('\n')] };
  return cachedResult(services, dataset.projectId, key, async () => {
    const map =
      names.length === 0 ? null : await drawMap(await storage.datasets.readTable(datasetId, names), method, seed, partOf(context, 0.3, 1));
    if (!map) throw noMap();
    return left.length === 0 ? map : { ...map, notes: [...map.notes, leftOut(left, target!)] };
  });
}

const leftOut = (names: readonly string[], target: string): string =>
  `${listedNames(names)} ${names.length === 1 ? 'takes' : 'take'} no part: ${names.length === 1 ? 'it gives' : 'they give'} ${quoted(target)} away.`;

/** One column's values in some rows. @throws LatheError `column-not-found` */
export async function valuesAt(
  { datasetId, column: name, rows }: { readonly datasetId: string; readonly column: string; readonly rows: Uint32Array },
  { storage }: JobServices
): Promise<ValuesAt> {
  const { columns } = await storage.datasets.get(datasetId);
  const usable = columns.filter(({ kind }) => kind !== 'text' && kind !== 'image').map((column) => column.name);
  if (!usable.includes(name)) throw columnNotFound(name, usable);
  const table = await storage.datasets.readTable(datasetId, [name]);
  const column = gatherColumn(table.columns[0]!, rows);
  if (column.kind === 'category') return { kind: 'category', codes: column.codes, labels: column.labels };
  if (column.kind === 'time') return { kind: 'time', values: column.values, ...(column.zone === undefined ? {} : { zone: column.zone }) };
  return { kind: 'number', values: (column as NumberColumn).values };
}
