import { takeBackRecipe } from '../import-recipe.ts';
import type { JobServices } from '../services.ts';
import { parentOf } from '../shaping/shape-dataset.ts';
import { syntheticOf } from '../synthesising/synthetic-of.ts';

/**
 * Brings an older version back: as a new one with the same content, which becomes the current one. Files of its kind are read
 * as was said by then. Nothing is deleted, and no piece is stored again.
 * @returns the id of the new version; the given one when it is the current one already
 * @throws LatheError `unknown-id`
 */
export async function restoreVersion({ datasetId }: { readonly datasetId: string }, { storage, now }: JobServices): Promise<string> {
  const dataset = await storage.datasets.get(datasetId);
  const project = await storage.projects.get(dataset.projectId);
  if (project.datasetId === datasetId) return datasetId;
  const said = `Brought back version ${dataset.version}.`;
  const writer = await storage.datasets.write(dataset.projectId);
  let restored: string;
  try {
    const { name, rows, columns, notes, report, source, readBy } = dataset;
    const made = { by: 'restore', said: [said], steps: [], parents: [parentOf(dataset)] } as const;
    const { id } = await writer.commit({
      name,
      rows,
      columns,
      parentId: dataset.id,
      notes,
      report,
      source,
      made,
      ...syntheticOf([dataset]),
      ...(readBy && { readBy })
    });
    restored = id;
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  await takeBackRecipe(storage, dataset);
  await storage.audit.append(dataset.projectId, now(), 'dataset-restored', said);
  return restored;
}
