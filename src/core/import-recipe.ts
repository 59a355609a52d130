import type { FileOptions } from './file-options.ts';
import type { ColumnMarks, Role } from './schema.ts';
import { listedNames } from './words.ts';

/** What a person chose of how a file is read, kept for the next file of the same kind: its format and its columns. */
export interface ImportRecipe extends ImportChoices {
  /** `json`, `parquet`, `arrow` or `xlsx`; CSV and its like when not given. */
  readonly format?: string;
  /** Names of the columns; their order does not matter. */
  readonly columns: readonly string[];
  /** The file it was made with last. */
  readonly fileName: string;
}

/** What was chosen: how the values are read, and what they are. */
export interface ImportChoices {
  readonly options: Omit<FileOptions, 'name' | 'recipe'>;
  readonly roles: Readonly<Record<string, Role>>;
  /** What was said of columns beyond how they are read: pairs, units, and the zones that moments are shown in. */
  readonly marks?: Readonly<Record<string, RecipeMarks>>;
}

export type RecipeMarks = Pick<ColumnMarks, 'longitude' | 'unit' | 'zone'>;

export const choicesOf = ({ options, roles, marks }: ImportChoices): ImportChoices => ({ options, roles, ...(marks && { marks }) });

/** Files of more kinds than that: the kinds met longest ago are forgotten. */
const MOST_RECIPES = 20;

export type FileKind = Pick<ImportRecipe, 'format' | 'columns'>;

export const formatOf = ({ format = 'csv' }: Pick<ImportRecipe, 'format'>): string => format;

export function isOfKind(recipe: FileKind, file: FileKind): boolean {
  const { columns } = recipe;
  if (formatOf(recipe) !== formatOf(file) || columns.length !== file.columns.length) return false;
  return new Set([...columns, ...file.columns]).size === columns.length;
}

/**
 * Whether a recipe fits a file that begins with these columns. Records of JSON may leave keys out, so there a part of the columns is enough: no
 * other ones, and at least half of them.
 */
export function fits(recipe: FileKind, beginning: FileKind): boolean {
  if (formatOf(recipe) !== 'json') return isOfKind(recipe, beginning);
  const known = new Set(recipe.columns);
  const { columns } = beginning;
  return formatOf(beginning) === 'json' && columns.every((name) => known.has(name)) && columns.length * 2 >= known.size;
}

/** The recipes with this one in the place of that for the same columns; a recipe that says nothing is left out. */
export function withRecipe(recipes: readonly ImportRecipe[], recipe: ImportRecipe): ImportRecipe[] {
  const others = recipes.filter((other) => !isOfKind(other, recipe));
  const isEmpty =
    Object.keys(recipe.options).length === 0 && Object.keys(recipe.roles).length === 0 && Object.keys(recipe.marks ?? {}).length === 0;
  return isEmpty ? others : [...others, recipe].slice(-MOST_RECIPES);
}

/** What a recipe chooses, as the report says it: "the delimiter, the types of “a” and “b”". */
export function recipeWords({ options, roles, marks = {} }: ImportRecipe): string[] {
  const { types = {}, formats = {}, ...file } = options;
  const names: Readonly<Record<string, string>> = {
    delimiter: 'what parts the fields',
    quoteChar: 'the quote',
    escapeChar: 'the escape',
    comment: 'the comment mark',
    skipLines: 'the lines above the table',
    footerLines: 'the lines below the table',
    table: 'the table',
    header: 'the header',
    encoding: 'the encoding',
    decimal: 'the decimal mark',
    thousands: 'the thousands mark',
    missing: 'what stands for missing',
    dateOrder: 'the order of dates',
    quotedIsText: 'what quotes mean',
    badRows: 'what becomes of rows that do not fit'
  };
  const ofColumns = (what: string, by: object) => (Object.keys(by).length === 0 ? [] : [`the ${what} of ${listedNames(Object.keys(by))}`]);
  const marked = (mark: keyof RecipeMarks) => Object.fromEntries(Object.entries(marks).filter(([, said]) => said[mark] !== undefined));
  return [
    ...Object.keys(file).map((name) => names[name] ?? name),
    ...ofColumns('types', types),
    ...ofColumns('formats', formats),
    ...ofColumns('roles', roles),
    ...ofColumns('places', marked('longitude')),
    ...ofColumns('units', marked('unit')),
    ...ofColumns('zones', marked('zone'))
  ];
}
