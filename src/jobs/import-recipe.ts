import type { WorkContext } from '../core/context.ts';
import type { CsvOptions } from '../core/csv-options.ts';
import { csvOptionsOf, type FileOptions } from '../core/file-options.ts';
import { choicesOf, fits, formatOf, withRecipe, type FileKind, type ImportChoices, type ImportRecipe } from '../core/import-recipe.ts';
import type { ColumnMarks, ColumnType, Role } from '../core/schema.ts';
import type { ColumnKind } from '../core/table.ts';
import type { ByteSource } from '../stages/ingest/csv/byte-source.ts';
import { findEncoding, inItsEncoding } from '../stages/ingest/csv/encoding.ts';
import { columnNames } from '../stages/ingest/csv/header.ts';
import { IssueLog } from '../stages/ingest/csv/issue-log.ts';
import { openCsv } from '../stages/ingest/csv/open-csv.ts';
import { tableFormats } from '../stages/ingest/formats/registry.ts';
import type { ColumnChange } from './columns/check-change.ts';
import type { DatasetRecord, StoredColumn } from '../storage/records/dataset.ts';
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

/** What was chosen for a file, beside what was taken over. */
export function choicesGiven({ options, recipe }: Chosen<FileOptions>): ImportChoices {
  const { name: _name, recipe: _recipe, ownTable: _ownTable, ...kept } = options;
  return choicesOf({ options: kept, roles: recipe?.roles ?? {}, ...(recipe?.marks && { marks: recipe.marks }) });
}

/** Keeps what was chosen for a file, for the next of its kind. */
export async function keepChoices(
  storage: Storage,
  file: FileKind & { readonly projectId: string; readonly fileName: string },
  chosen: Chosen<FileOptions>
): Promise<void> {
  const { projectId, fileName } = file;
  await keepRecipe(storage, projectId, { ...kindKept(file, chosen.recipe), fileName, ...choicesGiven(chosen) });
}

/** Of what kind a file is, with the columns of the recipe it was read by: records of JSON may have left some out. */
const kindKept = (file: FileKind, recipe: FileKind | null): FileKind => ({
  ...(formatOf(file) !== 'csv' && { format: formatOf(file) }),
  columns: [...new Set([...(recipe?.columns ?? []), ...file.columns])]
});

/** What a change said of a column; undefined = nothing, null = not any more. */
type Said = Pick<ColumnChange, 'order' | 'longitude' | 'zone' | 'twice' | 'unit'> & {
  readonly type: ColumnType | undefined;
  readonly role: Role | undefined;
};

/** The recipe for files of the kind that a version came from, with what was said of one of its columns; null for a version that came from no table. */
export async function recipeAfter(
  storage: Storage,
  dataset: DatasetRecord,
  column: StoredColumn,
  said: Said
): Promise<ImportRecipe | null> {
  const known = await recipeOf(storage, dataset);
  if (!known) return null;
  const { before, ...recipe } = known;
  const { name } = column;
  const { role, zone } = said;
  const others = Object.entries(before?.roles ?? {}).filter(
    ([other, given]) => other !== name && (given !== role || role === 'feature' || role === 'id')
  );
  // Moments are only shown by another zone; by which clocks the file is read stays as it was.
  const isPlaced = column.zone === undefined || zone === null;
  const marks = withEntry(before?.marks, name, {
    ...before?.marks?.[name],
    ...(said.longitude !== undefined && { longitude: said.longitude }),
    ...(said.unit !== undefined && { unit: said.unit }),
    ...(zone !== undefined && { zone: isPlaced ? null : zone })
  });
  return {
    ...recipe,
    options: optionsAfter(before?.options ?? {}, name, isPlaced ? said : { ...said, zone: undefined }),
    roles: { ...Object.fromEntries(others), ...(role && { [name]: role }) },
    ...(marks && { marks: marks as NonNullable<ImportRecipe['marks']> })
  };
}

/** A CSV says how far clocks are from UTC, and no zone: the zones of a saved one are kept, so that it comes back as it was. */
export async function keepZones(storage: Storage, { projectId, columns: all, source }: DatasetRecord): Promise<void> {
  const columns = all.filter(({ kind }) => kind !== 'image');
  const { importRecipes = [] } = await storage.projects.get(projectId);
  const kind = { columns: columns.map(({ name }) => name) };
  const before = importRecipes.findLast((recipe) => fits(recipe, kind));
  const isNews = ({ name, zone }: StoredColumn) =>
    zone !== undefined && zone !== (before?.marks?.[name]?.zone ?? before?.options.formats?.[name]?.zone ?? 'UTC');
  const zones = columns.filter(isNews).map(({ name, zone }) => [name, { ...before?.marks?.[name], zone: zone! }] as const);
  if (zones.length === 0) return;
  const choices = choicesOf(before ?? { options: {}, roles: {} });
  await keepRecipe(storage, projectId, {
    ...{ ...kind, fileName: source.fileName, ...choices },
    marks: { ...before?.marks, ...Object.fromEntries(zones) }
  });
}

/** Makes what was chosen up to a version the recipe for files of its kind again. */
export async function takeBackRecipe(storage: Storage, dataset: DatasetRecord): Promise<void> {
  const known = await recipeOf(storage, dataset);
  if (!known || !dataset.readBy) return;
  const { before: _before, ...recipe } = known;
  await keepRecipe(storage, dataset.projectId, { ...recipe, ...choicesOf(dataset.readBy) });
}

/** Of what kind the file of a version was, and the recipe there is for such files. */
async function recipeOf(storage: Storage, { report, columns, projectId, source }: DatasetRecord) {
  const told = report?.format;
  const format = tableFormats.find(({ label }) => told === label || told?.startsWith(`${label} in `));
  if (!format) return null;
  const kind = { format: format.id, columns: columns.map(({ name }) => name) };
  const { importRecipes = [] } = await storage.projects.get(projectId);
  const before = importRecipes.findLast((recipe) => fits(recipe, kind));
  return { before, ...kindKept(kind, before ?? null), fileName: source.fileName };
}

function optionsAfter(before: ImportRecipe['options'], column: string, { type, order, zone, twice }: Said): ImportRecipe['options'] {
  const { formats: _formats, types: _types, ...file } = before;
  const isReadable = type !== undefined && type !== 'image';
  const formats = withEntry(before.formats, column, {
    ...before.formats?.[column],
    ...(order !== undefined && { levels: order }),
    ...(zone !== undefined && { zone, twice: zone === null || twice === 'first' ? null : twice })
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

/** Columns with what a person said of them: a pair only where both columns hold numbers, a zone only where times are moments. */
export function withMarks<C extends { readonly name: string; readonly kind: ColumnKind } & ColumnMarks>(
  columns: readonly C[],
  marks: ImportRecipe['marks'] = {}
): C[] {
  const numbers = new Set(columns.flatMap(({ kind, name }) => (kind === 'number' ? [name] : [])));
  return columns.map((column) => {
    if (!Object.hasOwn(marks, column.name)) return column;
    const { longitude, unit, zone } = marks[column.name]!;
    if (column.kind === 'time') return column.zone === undefined || zone === undefined ? column : { ...column, zone };
    if (column.kind !== 'number') return column;
    const isPair = longitude !== undefined && numbers.has(longitude);
    return { ...column, ...(isPair && { longitude }), ...(unit !== undefined && { unit }) };
  });
}

/** Keeps a recipe with a project, in the place of that for files of the same kind. */
export async function keepRecipe(storage: Storage, projectId: string, recipe: ImportRecipe): Promise<void> {
  const { importRecipes = [] } = await storage.projects.get(projectId);
  const next = withRecipe(importRecipes, recipe);
  if (next.length === 0 && importRecipes.length === 0) return;
  await storage.projects.update(projectId, (project) => ({ ...project, importRecipes: withRecipe(project.importRecipes ?? [], recipe) }));
}
