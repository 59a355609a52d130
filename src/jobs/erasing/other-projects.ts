import type { ElsewhereOfPerson } from '../../core/person-trace.ts';
import type { Column } from '../../core/table.ts';
import { wordsOf } from '../../stages/govern/privacy/detector.ts';
import { detectors } from '../../stages/govern/privacy/registry.ts';
import type { DatasetRecord, StoredColumn } from '../../storage/records/dataset.ts';
import { chunkRowsOf, type Storage } from '../../storage/storage.ts';
import { matching, type Person } from './rows-of-person.ts';

/** Stored pieces that are looked through together. */
const PIECES_AT_ONCE = 4;

/**
 * Other projects the person may be in: those with a version made, over however many steps, of a version that holds the person, and those that hold
 * the very value in a column of persons. Equal bytes alone say nothing: any two columns of 1, 2, 3 are stored as one.
 * @param holding ids of the versions the person was found in
 */
export async function otherProjects(person: Person, holding: Iterable<string>, storage: Storage): Promise<ElsewhereOfPerson[]> {
  const datasets = new Map<string, DatasetRecord[]>();
  const projects = await storage.projects.list();
  for (const { id } of projects) datasets.set(id, await storage.datasets.list(id));
  const descended = descendants(person.projectId, new Set(holding), [...datasets.values()].flat());
  const found: ElsewhereOfPerson[] = [];
  for (const { id, name } of projects.filter((project) => project.id !== person.projectId)) {
    const own = datasets.get(id)!;
    const isMadeFrom = own.some((dataset) => descended.has(dataset.id));
    const columns = await columnsWithValue(own, person, storage);
    if (isMadeFrom || columns.length > 0) found.push({ name, isMadeFrom, columns });
  }
  return found;
}

/** A version of this project that was removed counts as holding the person: nobody can look any more. */
function descendants(projectId: string, holding: ReadonlySet<string>, all: readonly DatasetRecord[]): Set<string> {
  const known = new Set(all.map(({ id }) => id));
  const found = new Set(holding);
  const isMadeOf = ({ made, parentId }: DatasetRecord) =>
    (made?.parents ?? []).some(
      (parent) => found.has(parent.datasetId) || (parent.projectId === projectId && !known.has(parent.datasetId))
    ) ||
    (parentId !== null && found.has(parentId));
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const dataset of all) if (!found.has(dataset.id) && isMadeOf(dataset)) found.add(dataset.id);
  }
  return found;
}

/** Names of the columns of persons that hold the value, in any version. */
async function columnsWithValue(versions: readonly DatasetRecord[], person: Person, storage: Storage): Promise<string[]> {
  const found = new Set<string>();
  const looked = new Set<string>();
  for (const dataset of versions) {
    for (const column of dataset.columns.filter((candidate) => isOfPersons(candidate, person))) {
      const stored = `${String(column.labels)} ${String(column.chunks)}`;
      if (found.has(column.name) || looked.has(stored)) continue;
      looked.add(stored);
      if (await holds(dataset, column, person.value, storage)) found.add(column.name);
    }
  }
  return [...found];
}

/**
 * Whether a column may name persons: it is called like the one that was searched, or holds words and is an id or called like something personal.
 * Numbers of another name are only numbers.
 */
function isOfPersons({ name, kind, role }: StoredColumn, person: Person): boolean {
  if (kind === 'image') return false;
  if (wordsOf(name) === wordsOf(person.column)) return true;
  const isWords = kind === 'category' || kind === 'text';
  return isWords && (role === 'id' || detectors.all.some(({ names }) => names?.test(wordsOf(name))));
}

async function holds(dataset: DatasetRecord, { name, labels }: StoredColumn, value: string, { datasets }: Storage): Promise<boolean> {
  if (labels && !labels.includes(value)) return false;
  const size = chunkRowsOf(dataset.columns) * PIECES_AT_ONCE;
  for (let from = 0; from < dataset.rows; from += size) {
    const { rows, columns } = await datasets.readRows(dataset, from, size, [name]);
    if (matching(columns[0] as Column, rows, value).length > 0) return true;
  }
  return false;
}
