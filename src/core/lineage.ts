/** What tells which table a stored version is of. */
export interface OfLineage {
  readonly id: string;
  readonly name: string;
  /** Where it is not the name. */
  readonly lineage?: string;
  readonly projectId: string;
  readonly parentId: string | null;
  readonly columns: readonly { readonly name: string }[];
  readonly synthetic?: unknown;
  readonly made?: { readonly parents: readonly ParentOf[] };
}

interface ParentOf {
  readonly datasetId: string;
  readonly projectId: string;
  readonly name: string;
  readonly lineage?: string;
}

/** The table a version is of, whatever its file is called: versions of one share rules, terms and a budget. */
export const lineageOf = ({ lineage, name }: Pick<OfLineage, 'lineage' | 'name'>): string => lineage ?? name;

type Made = Pick<OfLineage, 'name' | 'parentId' | 'columns' | 'made'>;

/**
 * The table a version about to be written is of. Steps and restores that keep the name go on with the table they begin with, a version without steps with its
 * parent; a table of another name that was made is one of its own.
 * @param all the versions of the project, in any order
 */
export function lineageFor(fresh: Made, all: readonly OfLineage[]): string {
  const { name, parentId, columns, made } = fresh;
  const first = made?.parents[0];
  const source = all.find(({ id }) => id === (first ? first.datasetId : parentId));
  if (source && (!made || source.name === name)) return lineageOf(source);
  const names = columns.map((column) => column.name);
  const known = made ? sameNamed(name, names, all) : versionOfFile({ name, columns: names }, all);
  return known ? lineageOf(known) : freshLineage(name, all);
}

/** The version a file is the next one of: of its name with half of its columns or more, else with exactly its columns. Null for another table. */
export function versionOfFile<T extends OfLineage>(
  { name, columns }: { readonly name: string; readonly columns: readonly string[] },
  all: readonly T[]
): T | null {
  const isExact = (version: OfLineage) => version.columns.length === columns.length && shared(version, columns) === columns.length;
  return sameNamed(name, columns, all) ?? all.findLast((version) => version.synthetic === undefined && isExact(version)) ?? null;
}

const sameNamed = <T extends OfLineage>(name: string, columns: readonly string[], all: readonly T[]): T | null =>
  all.findLast((version) => version.name === name && 2 * shared(version, columns) >= Math.max(version.columns.length, columns.length)) ??
  null;

function shared(version: OfLineage, names: readonly string[]): number {
  const known = new Set(version.columns.map(({ name }) => name));
  return new Set(names.filter((name) => known.has(name))).size;
}

/** Of a table that is none of those before: its name, with a number where another has it. */
export function freshLineage(name: string, all: readonly OfLineage[]): string {
  const taken = new Set(all.map(lineageOf));
  let fresh = name;
  for (let i = 2; taken.has(fresh); i++) fresh = `${name} (${i})`;
  return fresh;
}

/** The table of a version, and those of its project whose rows went into it: joined ones, and what rows were made up from. Its own is the first. */
export const lineagesBehind = (dataset: OfLineage, all: readonly OfLineage[]): string[] =>
  tablesBehind(dataset, all).flatMap(({ projectId, lineage }) => (projectId === dataset.projectId ? [lineage] : []));

/** A table, by the project it is in. */
export interface TableOfProject {
  readonly projectId: string;
  readonly lineage: string;
}

/**
 * As `lineagesBehind`, with the tables of other projects that were joined.
 * @param all the versions of the projects through which it is looked for
 */
export function tablesBehind(dataset: OfLineage, all: readonly OfLineage[]): TableOfProject[] {
  const tables = new Map<string, TableOfProject>();
  const add = (of: Pick<OfLineage, 'projectId' | 'lineage' | 'name'>) => {
    const table = { projectId: of.projectId, lineage: lineageOf(of) };
    tables.set(`${table.projectId}/${table.lineage}`, table);
  };
  const seen = new Set<string>();
  const open = [dataset];
  for (let next = open.pop(); next; next = open.pop()) {
    if (seen.has(next.id)) continue;
    seen.add(next.id);
    add(next);
    const { parentId, made } = next;
    const parents = made?.parents ?? [];
    parents.forEach(add);
    const ids = new Set([parentId, ...parents.map(({ datasetId }) => datasetId)]);
    open.push(...all.filter(({ id }) => ids.has(id)));
  }
  return [...tables.values()];
}
