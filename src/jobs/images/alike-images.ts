import { pause, type WorkContext } from '../../core/context.ts';
import type { AlikeImageGroup, AlikeImages } from '../../core/alike-images.ts';
import { noImages } from '../../core/errors/images.ts';
import type { PartName } from '../../core/split.ts';
import type { CategoryColumn } from '../../core/table.ts';
import { AlikeFinder, type AlikeGroup } from '../../stages/explore/pictures/find-alike.ts';
import { contentHash } from '../../stages/ingest/image/picture-hash.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import { cachedResult } from '../cached-result.ts';
import { partNames, readRowSet } from '../experiment/row-sets.ts';
import type { JobServices } from '../services.ts';
import { storedPictures } from './stored-pictures.ts';

/** Groups a person could look through. */
const MOST_SHOWN = 500;
const PICTURES_BETWEEN_PAUSES = 64;

/**
 * Pictures of a version that are the same or nearly so, across classes and across the parts of the project's division. Only the pixels are looked at
 * once; what they show is kept by the version's hash.
 * @throws LatheError `no-images`
 */
export async function alikeImages(
  { datasetId }: { readonly datasetId: string },
  services: JobServices,
  context: WorkContext
): Promise<AlikeImages> {
  const dataset = await services.storage.datasets.get(datasetId);
  const image = dataset.columns.find((column) => column.kind === 'image');
  if (!image) throw noImages(dataset.name);
  const key = { kind: 'alike-images', version: 2, datasetHash: dataset.hash };
  const groups = await cachedResult(services, dataset.projectId, key, () => findGroups(dataset, image.name, services, context));
  const labels = await labelsOf(dataset, services);
  const parts = await partsOf(dataset, services);
  return told(dataset.rows, groups, { labels, parts });
}

async function findGroups(dataset: DatasetRecord, column: string, { storage }: JobServices, context: WorkContext): Promise<AlikeGroup[]> {
  const { width, height } = dataset.columns.find(({ name }) => name === column)!.image!;
  const finder = new AlikeFinder();
  let row = 0;
  for await (const { pixels, channels } of storedPictures(storage, dataset, column)) {
    if (row % PICTURES_BETWEEN_PAUSES === 0) {
      await pause(context);
      context.onProgress(row / dataset.rows, `${row} of ${dataset.rows} images compared`);
    }
    finder.add(row++, contentHash(pixels, channels), { width, height, channels, pixels });
  }
  return finder.groups();
}

async function labelsOf(dataset: DatasetRecord, { storage }: JobServices): Promise<CategoryColumn | null> {
  const { problem } = await storage.projects.get(dataset.projectId);
  const column =
    dataset.columns.find(({ name, kind }) => name === problem?.target && kind === 'category') ??
    dataset.columns.find(({ role, kind }) => role === 'target' && kind === 'category');
  return column ? ((await storage.datasets.readTable(dataset.id, [column.name])).columns[0] as CategoryColumn) : null;
}

async function partsOf(dataset: DatasetRecord, { storage }: JobServices): Promise<(row: number) => PartName | null> {
  const { split } = await storage.projects.get(dataset.projectId);
  if (split?.datasetId !== dataset.id) return () => null;
  const codes = new Int8Array(dataset.rows).fill(-1);
  for (const [code, part] of partNames.entries()) for (const row of await readRowSet(storage, split.parts[part])) codes[row] = code;
  return (row) => partNames[codes[row]!] ?? null;
}

interface Known {
  readonly labels: CategoryColumn | null;
  readonly parts: (row: number) => PartName | null;
}

function told(images: number, found: readonly AlikeGroup[], { labels, parts }: Known): AlikeImages {
  const groups = found.map((group): AlikeImageGroup => {
    const members = group.rows.map((row, i) => ({
      row,
      label: labels?.labels[labels.codes[row]!] ?? null,
      part: parts(row),
      likeness: group.likeness[i]!
    }));
    const several = (values: readonly (string | null)[]) => new Set(values.filter((value) => value !== null)).size > 1;
    return {
      images: members,
      copies: group.copies,
      isExact: group.isExact,
      isConflict: several(members.map(({ label }) => label)),
      isLeak: several(members.map(({ part }) => part))
    };
  });
  const weight = ({ isConflict, isLeak, isExact }: AlikeImageGroup) => Number(isConflict) * 4 + Number(isLeak) * 2 + Number(isExact);
  const count = (holds: (group: AlikeImageGroup) => boolean) => groups.filter(holds).length;
  return {
    images,
    groups: [...groups].sort((a, b) => weight(b) - weight(a) || a.images[0]!.row - b.images[0]!.row).slice(0, MOST_SHOWN),
    found: {
      groups: groups.length,
      images: groups.reduce((sum, group) => sum + group.images.length, 0),
      exact: groups.reduce((sum, { copies }) => sum + copies, 0),
      conflicts: count(({ isConflict }) => isConflict),
      leaks: count(({ isLeak }) => isLeak)
    }
  };
}
