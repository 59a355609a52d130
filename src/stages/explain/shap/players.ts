import { columnsOf, type Program } from '../../../core/expression/program.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import type { FittedStep } from '../../../core/recipe.ts';
import type { Table } from '../../../core/table.ts';
import { stepAppliers } from '../../../predict/step-registry.ts';
import type { PolynomialState } from '../../../predict/steps/polynomial.ts';

/** What takes part in an answer: an original column with all that the recipe made of it, or columns that the recipe mixed, which are known together. */
export interface Player {
  readonly columns: readonly string[];
  readonly label: string;
}

export interface Players {
  readonly players: readonly Player[];
  /** The player of each feature of the model. */
  readonly playerOf: Int32Array;
}

/**
 * Which original columns each feature of a model was made from. What a step makes of one column belongs to that column, the mark of a gap and what was borrowed
 * to fill it too; what it makes of several at once, as a product or a principal component, belongs to all of them together.
 * @param inputs a table of the original columns, of which the first row is read
 * @param features names of the model's features, after the recipe
 */
export function playersOf(recipe: readonly FittedStep[], inputs: Table, features: readonly string[]): Players {
  const sources = sourcesOf(recipe, inputs);
  const players: Player[] = inputs.columns.map(({ name }) => ({ columns: [name], label: name }));
  const places = new Map(inputs.columns.map(({ name }, i) => [keyOf([name]), i]));
  const playerOf = Int32Array.from(features, (feature) => {
    const columns = sources.get(feature) ?? [feature];
    const known = places.get(keyOf(columns));
    if (known !== undefined) return known;
    const place = players.push({ columns, label: labelOf(columns) }) - 1;
    places.set(keyOf(columns), place);
    return place;
  });
  return { players, playerOf };
}

const keyOf = (columns: readonly string[]) => JSON.stringify(columns);

/** "a + b", "a + b + 5 more". */
const labelOf = (columns: readonly string[]) =>
  columns.length <= 3 ? columns.join(' + ') : `${columns.slice(0, 2).join(' + ')} + ${columns.length - 2} more`;

type Sources = ReadonlyMap<string, readonly string[]>;

/** Of every column behind a recipe the original columns it was made from, in their order. */
export function sourcesOf(recipe: readonly FittedStep[], inputs: Table): Sources {
  const order = inputs.columns.map(({ name }) => name);
  let table: Table = inputs;
  let sources: Sources = new Map(order.map((name) => [name, [name]]));
  for (const step of recipe) {
    const before = new Set(table.columns.map(({ name }) => name));
    table = stepAppliers.get(step.kind).apply(table, step.columns, step.state);
    const made = (name: string) => (before.has(name) && !step.columns.includes(name) ? [name] : parentsOf(step, name));
    sources = new Map(table.columns.map(({ name }) => [name, union(made(name), sources, order)]));
  }
  return sources;
}

const union = (parents: readonly string[], sources: Sources, order: readonly string[]): string[] => {
  const found = new Set(parents.flatMap((parent) => sources.get(parent) ?? []));
  return order.filter((name) => found.has(name));
};

/** The columns of a step that one of its columns was made from. */
function parentsOf({ kind, columns, state }: FittedStep, name: string): readonly string[] {
  if (kind === 'polynomial') return factorsOf(state as PolynomialState, columns, name);
  if (kind === 'formula') return name === state['name'] ? [...columnsOf(state['program'] as unknown as Program).keys()] : [name];
  const own = columns.filter((_, i) => hasEntry(state['names'], i, name) || isMark(state['indicators'], i, name));
  if (own.length > 0) return own;
  return columns.includes(name) ? [name] : columns;
}

function factorsOf({ factors, degree, names }: PolynomialState, columns: readonly string[], name: string): readonly string[] {
  const term = names.indexOf(name);
  if (term < 0) return [name];
  return [...factors.subarray(term * degree, (term + 1) * degree)].filter((place) => place >= 0).map((place) => columns[place]!);
}

/** Whether a list with an entry for each column of the step has this name at a place, alone or among others. Other lists stand flat, one name after the other. */
function hasEntry(list: PlainRecord[string] | undefined, place: number, name: string): boolean {
  const entry = Array.isArray(list) ? (list as readonly unknown[])[place] : undefined;
  return Array.isArray(entry) && entry.includes(name);
}

/** The mark that a value of the column was missing. */
const isMark = (marks: PlainRecord[string] | undefined, place: number, name: string): boolean =>
  Array.isArray(marks) && (marks as readonly unknown[])[place] === name;
