import { columnNotFound } from '../core/errors/tables.ts';
import { choicesOf, type ImportChoices } from '../core/import-recipe.ts';
import type { Role } from '../core/schema.ts';
import { quoted } from '../core/words.ts';
import type { DatasetRecord, StoredColumn } from '../storage/records/dataset.ts';
import type { DatasetWriter } from '../storage/storage.ts';
import { changeColumn, withMark } from './columns/change-column.ts';
import { checkedChange, isSameColumn, type ColumnChange, type SetColumnJob } from './columns/check-change.ts';
import { keepRecipe, recipeAfter } from './import-recipe.ts';
import type { JobServices } from './services.ts';
import { syntheticOf } from './synthesising/synthetic-of.ts';

/** Roles that one column at most can have: giving one away makes its former holder a feature. */
const single: readonly Role[] = ['target', 'group', 'time', 'fold', 'weight'];

/**
 * Changes what is said of a column (its type, its role, the order of its levels, the pair it is in, its zone, its unit) in a new version of the dataset,
 * which shares every chunk that stays the same.
 * @returns the id of the new version; the old one when nothing changes
 * @throws LatheError `column-not-found`, `column-type-impossible`, and what `checkedChange` throws
 */
export async function setColumn(job: SetColumnJob, { storage }: Pick<JobServices, 'storage'>): Promise<string> {
  const dataset = await storage.datasets.get(job.datasetId);
  const column = dataset.columns.find(({ name }) => name === job.column);
  if (!column)
    throw columnNotFound(
      job.column,
      dataset.columns.map(({ name }) => name)
    );
  const change = checkedChange(job, dataset, column);
  if (isSameColumn(column, change)) return dataset.id;
  const said = {
    ...change,
    type: job.type === undefined ? undefined : change.type,
    role: job.role === undefined ? undefined : change.role
  };
  const recipe = await recipeAfter(storage, dataset, column, said);
  const id = await written(dataset, column, { change, recipe }, storage);
  if (recipe) await keepRecipe(storage, dataset.projectId, recipe);
  return id;
}

async function written(
  dataset: DatasetRecord,
  column: StoredColumn,
  { change, recipe }: { readonly change: ColumnChange; readonly recipe: ImportChoices | null },
  storage: JobServices['storage']
): Promise<string> {
  const writer = await storage.datasets.write(dataset.projectId);
  try {
    const read = async () => (await storage.datasets.readTable(dataset.id, [column.name])).columns[0]!;
    const changed = await changeColumn(column, change, { dataset, writer, read });
    return await commit(dataset, changed, recipe, writer);
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

async function commit(
  dataset: DatasetRecord,
  { column: changed, notes: told }: { readonly column: StoredColumn; readonly notes: readonly string[] },
  recipe: ImportChoices | null,
  writer: DatasetWriter
): Promise<string> {
  const frees = single.includes(changed.role);
  const partner = changed.kind === 'number' ? undefined : dataset.columns.find(({ longitude }) => longitude === changed.name);
  const columns = dataset.columns.map((column): StoredColumn => {
    if (column.name === changed.name) return changed;
    if (column === partner) return withMark(column, 'longitude', null);
    return frees && column.role === changed.role ? { ...column, role: 'feature' } : column;
  });
  const alone = partner ? [`${quoted(partner.name)} says no places any more: ${quoted(changed.name)} holds no numbers now.`] : [];
  const { name, rows, report, source } = dataset;
  const notes = [...dataset.notes, ...[...told, ...alone].filter((note) => !dataset.notes.includes(note))];
  const more = { ...syntheticOf([dataset]), ...(recipe && { readBy: choicesOf(recipe) }) };
  return (await writer.commit({ name, rows, columns, parentId: dataset.id, notes, report, source, ...more })).id;
}
