import type { WorkContext } from '../core/context.ts';
import type { CsvOptions } from '../core/csv-options.ts';
import { csvOptionsOf, type FileOptions } from '../core/file-options.ts';
import { fits, formatOf, withRecipe, type FileKind, type ImportRecipe } from '../core/import-recipe.ts';
import type { ColumnMarks, ColumnType, Role } from '../core/schema.ts';
import type { ColumnKind } from '../core/table.ts';
import type { ByteSource } from '../stages/ingest/csv/byte-source.ts';
import { findEncoding, inItsEncoding } from '../stages/ingest/csv/encoding.ts';
import { columnNames } from '../stages/ingest/csv/header.ts';
import { IssueLog } from '../stages/ingest/csv/issue-log.ts';
import { openCsv } from '../stages/ingest/csv/open-csv.ts';
import { tableFormats } from '../stages/ingest/formats/registry.ts';
import type { ColumnChange } from './columns/check-change.ts';
import type { DatasetRecord } from '../storage/records/dataset.ts';
import type { Storage } from '../storage/storage.ts';

/** The options a file is read with, and the recipe they come from beside what was given. */
export interface Chosen<O extends FileOptions = CsvOptions> {
  readonly options: O;
  readonly recipe: ImportRecipe | null;
}

/**
 * Takes over what was chosen for an earlier CSV, when this one, read by that, has the same columns; what is given now goes before.
 * @param recipes latest last
 */
export async function chosenOptions(
  source: ByteSource,
  given: CsvOptions,
  recipes: readonly ImportRecipe[],
  context: WorkContext
): Promise<Chosen> {
  if (given.recipe === false) return { options: given, recipe: null };
  for (const recipe of recipes.filter((one) => formatOf(one) === 'csv').toReversed()) {
    const before = csvOptionsOf(recipe.options);
    const options = merged(before, given);
    const columns = await namesBy(source, options, context);
    if (columns && fits(recipe, { columns })) return { options, recipe: { ...recipe, options: before } };
  }
  return { options: given, recipe: null };
}

/** What was chosen before, and over it what is given now. */
export function merged<O extends FileOptions>(before: O, given: O): O {
  const types = (before.types ?? given.types) && { types: { ...before.types, ...given.types } };
  const formats = (before.formats ?? given.formats) && { formats: { ...before.formats, ...given.formats } };
  return { ...before, ...given, ...types, ...formats };
}

/** Null where the file cannot be opened so, or has no header. */
async function namesBy(source: ByteSource, options: CsvOptions, context: WorkContext): Promise<string[] | null> {
  try {
    const first = await findEncoding(source, options.encoding);
    const { dialect } = await inItsEncoding(source, context, (encoding = first) => openCsv(source, encoding, options));
    return dialect.header ? columnNames(dialect.first, dialect.width, dialect.isFirstUnnamed, new IssueLog()) : null;
  } catch (error) {
    context.signal.throwIfAborted();
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}

/** Columns with the roles a person gave them; a role that one column at most can have is taken from others. */
export function withRoles<C extends { readonly name: string; readonly role: Role }>(
  columns: readonly C[],
  roles: Readonly<Record<string, Role>>
): C[] {
  const given = new Set(Object.values(roles));
  return columns.map((column) => {
    if (Object.hasOwn(roles, column.name)) return { ...column, role: roles[column.name]! };
    return given.has(column.role) && column.role !== 'feature' && column.role !== 'id' ? { ...column, role: 'feature' } : column;
  });
}

/** Keeps what was chosen for a file, beside what was taken over. */
export async function keepChoices(
  storage: Storage,
  file: FileKind & { readonly projectId: string; readonly fileName: string },
  { options, recipe }: Chosen<FileOptions>
): Promise<void> {
  const { name: _name, recipe: _recipe, ...kept } = options;
  const { projectId, fileName } = file;
  const marks = recipe?.marks && { marks: recipe.marks };
  await keep(storage, projectId, { ...kindKept(file, recipe), fileName, options: kept, roles: recipe?.roles ?? {}, ...marks });
}

/** Of what kind a file is, with the columns of the recipe it was read by: records of JSON may have left some out. */
const kindKept = (file: FileKind, recipe: FileKind | null): FileKind => ({
  ...(formatOf(file) !== 'csv' && { format: formatOf(file) }),
  columns: [...new Set([...(recipe?.columns ?? []), ...file.columns])]
});

/** What a change said of a column; undefined = nothing, null = not any more. */
type Said = Pick<ColumnChange, 'order' | 'longitude' | 'zone' | 'unit'> & {
  readonly type: ColumnType | undefined;
  readonly role: Role | undefined;
};

/** Keeps what was said of a column of an imported table. */
export async function keepChange(storage: Storage, dataset: DatasetRecord, column: string, said: Said): Promise<void> {
  const told = dataset.report?.format;
  const format = tableFormats.find(({ label }) => told === label || told?.startsWith(`${label} in `));
  if (!format) return;
  const kind = { format: format.id, columns: dataset.columns.map(({ name }) => name) };
  const { importRecipes = [] } = await storage.projects.get(dataset.projectId);
  const before = importRecipes.findLast((recipe) => fits(recipe, kind));
  const { role } = said;
  const others = Object.entries(before?.roles ?? {}).filter(
    ([name, other]) => name !== column && (other !== role || role === 'feature' || role === 'id')
  );
  const marks = withEntry(before?.marks, column, {
    ...before?.marks?.[column],
    ...(said.longitude !== undefined && { longitude: said.longitude }),
    ...(said.unit !== undefined && { unit: said.unit })
  });
  await keep(storage, dataset.projectId, {
    ...kindKept(kind, before ?? null),
    fileName: dataset.source.fileName,
    options: optionsAfter(before?.options ?? {}, column, said),
    roles: { ...Object.fromEntries(others), ...(role && { [column]: role }) },
    ...(marks && { marks: marks as NonNullable<ImportRecipe['marks']> })
  });
}

function optionsAfter(before: ImportRecipe['options'], column: string, { type, order, zone }: Said): ImportRecipe['options'] {
  const { formats: _formats, types: _types, ...file } = before;
  const isReadable = type !== undefined && type !== 'image';
  const formats = withEntry(before.formats, column, {
    ...before.formats?.[column],
    ...(order !== undefined && { levels: order }),
    ...(zone !== undefined && { zone })
  });
  const types = isReadable ? { ...before.types, [column]: type } : before.types;
  return { ...file, ...(types && { types }), ...(formats && { formats: formats as NonNullable<CsvOptions['formats']> }) };
}

/** Entries by column with one replaced; what is null is not said any more. Undefined where nothing is left. */
function withEntry(
  before: Readonly<Record<string, object>> | undefined,
  column: string,
  entry: object
): Record<string, object> | undefined {
  const left = Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null));
  const { [column]: _before, ...others } = before ?? {};
  const all = Object.keys(left).length === 0 ? others : { ...others, [column]: left };
  return Object.keys(all).length === 0 ? undefined : all;
}

/** Columns with what a person said of them; a pair only where both columns hold numbers. */
export function withMarks<C extends { readonly name: string; readonly kind: ColumnKind } & ColumnMarks>(
  columns: readonly C[],
  marks: ImportRecipe['marks'] = {}
): C[] {
  const numbers = new Set(columns.flatMap(({ kind, name }) => (kind === 'number' ? [name] : [])));
  return columns.map((column) => {
    if (!Object.hasOwn(marks, column.name) || !numbers.has(column.name)) return column;
    const { longitude, unit } = marks[column.name]!;
    const isPair = longitude !== undefined && numbers.has(longitude);
    return { ...column, ...(isPair && { longitude }), ...(unit !== undefined && { unit }) };
  });
}

async function keep(storage: Storage, projectId: string, recipe: ImportRecipe): Promise<void> {
  const { importRecipes = [] } = await storage.projects.get(projectId);
  const next = withRecipe(importRecipes, recipe);
  if (next.length === 0 && importRecipes.length === 0) return;
  await storage.projects.update(projectId, (project) => ({ ...project, importRecipes: withRecipe(project.importRecipes ?? [], recipe) }));
}
