import type { WorkContext } from '../core/context.ts';
import { letGo } from '../core/let-go.ts';
import { MOST_COLUMNS } from '../stages/explore/associations.ts';
import type { Column } from '../core/table.ts';
import type { TableSource } from '../stages/explore/column-source.ts';
import { profileSource } from '../stages/explore/profile.ts';
import type { Profile } from '../stages/explore/profile-type.ts';
import type { DatasetRecord } from '../storage/records/dataset.ts';
import { chunkRowsOf, type Storage } from '../storage/storage.ts';
import { aimOf } from './audit-aim.ts';
import { cachedResult } from './cached-result.ts';
import type { JobServices } from './services.ts';

/** Stored pieces of rows that are looked at together: few requests, and little memory. */
const PIECES_AT_ONCE = 4;
/** Of few rows, the next columns are read along: a request each would take longer than looking at them. */
const CELLS_AHEAD = 65_536;
const MOST_AHEAD = 256;

/** The profile of a dataset version, made once; of a wide one once for each target, which is measured with every column. */
export async function profileDataset(job: { readonly datasetId: string }, services: JobServices, context: WorkContext): Promise<Profile> {
  const dataset = await services.storage.datasets.get(job.datasetId);
  const roles = dataset.columns.map(({ name, role }) => `${name}=${role}`).join(',');
  const target = aimOf(await services.storage.projects.get(dataset.projectId), dataset)?.target ?? null;
  const more = dataset.columns.length > MOST_COLUMNS ? [roles, target ?? ''] : [roles];
  return cachedResult(services, dataset.projectId, { kind: 'profile', version: 7, datasetHash: dataset.hash, more }, () =>
    profileSource(storedSource(dataset, services.storage), dataset.columns, context, { target })
  );
}

/** A stored version as something to be read a column at a time. */
function storedSource(dataset: DatasetRecord, { datasets }: Storage): TableSource {
  const size = chunkRowsOf(dataset.columns) * PIECES_AT_ONCE;
  const ahead = new Map<string, Column>();
  const together = Math.max(1, Math.min(MOST_AHEAD, Math.floor(CELLS_AHEAD / Math.max(1, dataset.rows))));
  const hasImages = dataset.columns.some(({ kind }) => kind === 'image');
  const namesFrom = (place: number) => dataset.columns.slice(place, place + (hasImages ? 1 : together)).map(({ name }) => name);
  return {
    rows: dataset.rows,
    columns: dataset.columns.map(({ name, kind }, place) => ({
      name,
      kind,
      async whole() {
        if (!ahead.has(name))
          for (const column of (await datasets.readTable(dataset, namesFrom(place))).columns) ahead.set(column.name, column);
        const column = ahead.get(name)!;
        ahead.delete(name);
        return column;
      },
      letGo: (column) => letGo([column]),
      async *pieces() {
        for (let from = 0; from < dataset.rows; from += size) {
          yield (await datasets.readRows(dataset, from, size, [name])).columns[0]!;
        }
      }
    }))
  };
}
