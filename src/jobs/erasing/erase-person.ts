import { partOf, type WorkContext } from '../../core/context.ts';
import { erasureLeavesNothing, erasureWaits, personNotFound } from '../../core/errors/protecting.ts';
import { hex, sha256 } from '../../core/hash.ts';
import type { PartName } from '../../core/split.ts';
import type { RowSet } from '../../core/table.ts';
import { counted } from '../../core/words.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import type { SplitRecord } from '../../storage/records/project.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import type { Erasure, ErasureChange, Storage } from '../../storage/storage.ts';
import { hashOfParts, partNames, readRowSet } from '../experiment/row-sets.ts';
import type { ProtectingServices } from '../services.ts';
import type { PersonTrace } from '../../core/person-trace.ts';
import { findPerson, type FoundPerson } from './find-person.ts';
import { SHORTEST_NAMED } from './quarantine.ts';
import { withNewNumbers } from './renumber-steps.ts';
import { rewriteVersion, type Rewritten } from './rewrite-version.ts';
import type { Person } from './rows-of-person.ts';

export interface ErasedPerson {
  readonly trace: PersonTrace;
  /** With it and the value, and with both alone, the entry in the log can be told to be about this person. */
  readonly receipt: string;
}

const RECEIPT_BYTES = 16;

/**
 * Takes a person out of every version of a project, the row sets of its split and runs, the logs of its deployments and the results kept about them,
 * in one transaction: after a failure or a cancel everything is as before. Versions keep their ids and numbers and get other hashes, so that no run
 * that saw the rows can be replayed. The audit log gets a digest nobody can read without the receipt.
 * @throws LatheError `person-not-found`, `erasure-leaves-nothing`, `erasure-waits`; the storage's errors; the abort
 */
export async function erasePerson(person: Person, services: ProtectingServices, context: WorkContext): Promise<ErasedPerson> {
  const { storage, now } = services;
  await refuseWhileTraining(person.projectId, storage);
  const found = await findPerson(person, services, partOf(context, 0, 0.4));
  refuseIfNothing(person, found);
  const receipt = hex(services.randomBytes(RECEIPT_BYTES));
  const note = `Rows of a person were erased on ${new Date(now()).toISOString().slice(0, 10)}.`;
  const erasure = await storage.erasures.begin(person.projectId);
  try {
    const change = await changeOf(person, found, { note, erasure, storage }, partOf(context, 0.4, 0.95));
    context.signal.throwIfAborted();
    await erasure.commit(change, { at: now(), detail: await logEntry(person, found.trace, receipt) });
  } catch (error) {
    await erasure.abandon();
    throw error;
  }
  return { trace: found.trace, receipt };
}

/** The digest that stands in the log. */
export const traceOf = (receipt: string, { column, value }: Pick<Person, 'column' | 'value'>): Promise<string> =>
  sha256(new TextEncoder().encode(JSON.stringify([receipt, column, value])));

async function logEntry(person: Person, { versions, answers }: PersonTrace, receipt: string): Promise<string> {
  const rows = versions.reduce((sum, version) => sum + version.rows, 0);
  const logged = answers.reduce((sum, entry) => sum + entry.rows, 0);
  const where = `${counted(rows, 'row')} in ${counted(versions.length, 'version')}, ${counted(logged, 'logged answer')}`;
  return `${where}; trace ${await traceOf(receipt, person)}`;
}

async function refuseWhileTraining(projectId: string, storage: Storage): Promise<void> {
  const living = await storage.jobs.alive();
  const alive = (await storage.jobs.list()).filter((job) => job.projectId === projectId && living.has(job.id));
  if (alive.length > 0) throw erasureWaits(alive.map(({ label }) => label));
}

function refuseIfNothing({ column }: Person, { trace }: FoundPerson): void {
  if (trace.versions.length === 0 && trace.answers.length === 0) throw personNotFound(column);
  const whole = trace.versions.find(({ rows, of }) => rows > 0 && rows === of);
  if (whole) throw erasureLeavesNothing(whole.version, whole.rows);
}

interface Means {
  readonly note: string;
  readonly erasure: Erasure;
  readonly storage: Storage;
}

async function changeOf({ projectId, value }: Person, found: FoundPerson, means: Means, context: WorkContext): Promise<ErasureChange> {
  const { storage } = means;
  const known: Rewritten = new Map();
  const versions: { before: DatasetRecord; after: DatasetRecord }[] = [];
  for (const [i, { id }] of found.trace.versions.entries()) {
    const before = await storage.datasets.get(id);
    const share = (part: number) => (i + part) / found.trace.versions.length;
    const after = await rewriteVersion(before, found.rows.get(id)!, { value, known, ...means }, partOf(context, share(0), share(1)));
    versions.push({ before, after: withNewNumbers(after, found.rows) ?? after });
  }
  for (const before of await storage.datasets.list(projectId)) {
    const after = versions.some((entry) => entry.before.id === before.id) ? null : withNewNumbers(before, found.rows);
    if (after) versions.push({ before, after });
  }
  const project = await storage.projects.get(projectId);
  const runs = (await storage.runs.list(projectId)).filter(({ datasetId }) => found.rows.has(datasetId));
  return {
    versions,
    split: project.split && found.rows.has(project.split.datasetId) ? await movedSplit(project.split, found, means) : null,
    runs: await Promise.all(runs.map((run) => movedRun(run, found, means))),
    answers: found.answers.map(({ deployment, id }) => ({ deployment, id })),
    named: value.length < SHORTEST_NAMED ? null : value
  };
}

async function movedSplit(split: SplitRecord, { rows }: FoundPerson, means: Means): Promise<SplitRecord> {
  const parts = await movedParts(split.parts, rows.get(split.datasetId)!, means);
  const counts = { train: parts.train.length, validation: parts.validation.length, test: parts.test.length };
  return { ...split, rows: counts, hash: await hashOfParts(parts), parts: await storedParts(parts, means) };
}

async function movedRun(run: RunRecord, { rows, trace }: FoundPerson, means: Means): Promise<RunRecord> {
  const parts = await storedParts(await movedParts(run.parts, rows.get(run.datasetId)!, means), means);
  const saw = trace.runs.find(({ id }) => id === run.id);
  const learned = saw && saw.learned > 0 ? ` ${counted(saw.learned, 'of them was', 'of them were')} learned from: train again.` : '';
  return { ...run, parts, notes: saw ? [...run.notes, `${means.note}${learned} This run cannot be replayed.`] : run.notes };
}

type Moved = Record<PartName, RowSet>;

/** The rows that stay, by their new numbers. */
async function movedParts(parts: Readonly<Record<PartName, string>>, erased: RowSet, { storage }: Means): Promise<Moved> {
  const [train, validation, test] = await Promise.all(
    partNames.map(async (part) => movedRows(await readRowSet(storage, parts[part]), erased))
  );
  return { train: train!, validation: validation!, test: test! };
}

/** @param rows ascending, as `erased` */
export function movedRows(rows: RowSet, erased: RowSet): RowSet {
  const moved = new Uint32Array(rows.length);
  let [count, before] = [0, 0];
  for (const row of rows) {
    while (before < erased.length && erased[before]! < row) before++;
    if (erased[before] !== row) moved[count++] = row - before;
  }
  return moved.slice(0, count);
}

async function storedParts(parts: Moved, { erasure }: Means): Promise<Record<PartName, string>> {
  const put = (rows: RowSet) => erasure.put(new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength));
  return { train: await put(parts.train), validation: await put(parts.validation), test: await put(parts.test) };
}
