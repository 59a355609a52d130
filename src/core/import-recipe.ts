import type { CsvOptions } from './csv-options.ts';
import type { ColumnMarks, Role } from './schema.ts';
import { listedNames } from './words.ts';

/** What a person chose of how a file is read, kept for the next file with the same columns. */
export interface ImportRecipe {
  /** Names of the columns; their order does not matter. */
  readonly columns: readonly string[];
  /** The file it was made with last. */
  readonly fileName: string;
  readonly options: Omit<CsvOptions, 'name' | 'recipe'>;
  readonly roles: Readonly<Record<string, Role>>;
  /** What was said of columns beyond how they are read: pairs and units. */
  readonly marks?: Readonly<Record<string, RecipeMarks>>;
}

export type RecipeMarks = Pick<ColumnMarks, 'longitude' | 'unit'>;

/** Files of more kinds than that: the kinds met longest ago are forgotten. */
const MOST_RECIPES = 20;

export const isOfKind = ({ columns }: Pick<ImportRecipe, 'columns'>, names: readonly string[]): boolean =>
  columns.length === names.length && new Set([...columns, ...names]).size === columns.length;

/** The recipes with this one in the place of that for the same columns; a recipe that says nothing is left out. */
export function withRecipe(recipes: readonly ImportRecipe[], recipe: ImportRecipe): ImportRecipe[] {
  const others = recipes.filter((other) => !isOfKind(other, recipe.columns));
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
    ...ofColumns('units', marked('unit'))
  ];
}
