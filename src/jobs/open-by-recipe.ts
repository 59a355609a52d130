import type { WorkContext } from '../core/context.ts';
import { csvOptionsOf, partNamed, type FileOptions } from '../core/file-options.ts';
import { fits, formatOf, type ImportRecipe } from '../core/import-recipe.ts';
import { openFile, type OpenedFile, type Spool } from '../stages/ingest/archive/open-file.ts';
import { CHUNK_ROWS } from '../storage/storage.ts';
import { chosenOptions, merged, type Chosen } from './import-recipe.ts';

/** A file, unpacked, with the options to read it by. */
export interface OpenedByRecipe extends Chosen<FileOptions> {
  readonly opened: OpenedFile;
}

interface Asked {
  readonly source: Blob;
  readonly fileName: string;
  readonly options: FileOptions;
  /** Latest last. */
  readonly recipes: readonly ImportRecipe[];
}

/** Rows whose columns tell of what kind a file is. */
const SAMPLE_ROWS = 1000;

/**
 * Opens a file of any kind, and takes over what was chosen for an earlier one of the same kind: which of its tables is read too. What is given now
 * goes before. The options for a CSV are found by its own reader, which is given the same recipes: here they stay as they were asked for.
 * @throws what `openFile` throws
 */
export async function openByRecipe(asked: Asked, spool: Spool, context: WorkContext): Promise<OpenedByRecipe> {
  const { source, fileName, options } = asked;
  const first = await openFile(source, fileName, options, spool);
  const recipes = options.recipe === false ? [] : asked.recipes;
  if (partNamed(options) === undefined && first.tables.length > 1) {
    for (const table of tablesOf(recipes, first)) {
      const opened = first.hasTables ? { ...first, table } : await openFile(source, fileName, { table }, spool);
      const found = await chosenFor(
        opened,
        { ...options, table },
        recipes.filter((recipe) => recipe.options.table === table),
        context
      );
      if (found.recipe) return { ...found, opened };
    }
  }
  return { ...(await chosenFor(first, options, recipes, context)), opened: first };
}

/** The tables of a file that were chosen in earlier ones; latest first. */
function tablesOf(recipes: readonly ImportRecipe[], { tables }: OpenedFile): string[] {
  const chosen = recipes.flatMap((recipe) => partNamed(recipe.options) ?? []).filter((table) => tables.includes(table));
  return [...new Set(chosen.toReversed())];
}

async function chosenFor(
  opened: OpenedFile,
  given: FileOptions,
  recipes: readonly ImportRecipe[],
  context: WorkContext
): Promise<Chosen<FileOptions>> {
  const { id } = opened.format;
  if (id === 'csv') {
    const { recipe } =
      opened.source instanceof Blob ? await chosenOptions(opened.source, csvOptionsOf(given), recipes, context) : { recipe: null };
    return { options: given, recipe };
  }
  for (const recipe of recipes.filter((one) => formatOf(one) === id).toReversed()) {
    const { table, ...others } = recipe.options;
    const before = table === given.table ? recipe.options : others;
    const options = merged<FileOptions>(before, given);
    const columns = await columnsBy(opened, options, context);
    if (columns && fits(recipe, { format: id, columns })) return { options, recipe: { ...recipe, options: before } };
  }
  return { options: given, recipe: null };
}

/** Names of the columns that the beginning of a file has; null where it cannot be read so. */
async function columnsBy({ source, format }: OpenedFile, options: FileOptions, context: WorkContext): Promise<string[] | null> {
  const sink = { append: () => Promise.resolve('') };
  try {
    const quiet = { ...context, onProgress: () => undefined };
    const read = await format.read?.(source, sink, { options, chunkRows: CHUNK_ROWS, mostRows: SAMPLE_ROWS }, quiet);
    return read?.columns.map(({ name }) => name) ?? null;
  } catch (error) {
    context.signal.throwIfAborted();
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
