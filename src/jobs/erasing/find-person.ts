import { partOf, type WorkContext } from '../../core/context.ts';
import type { RowSet } from '../../core/table.ts';
import type { PersonTrace, RunThatSaw } from '../../core/person-trace.ts';
import type { PredictionRecord } from '../../storage/records/deployment.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import type { Storage } from '../../storage/storage.ts';
import { readRowSet } from '../experiment/row-sets.ts';
import type { JobServices } from '../services.ts';
import { otherProjects } from './other-projects.ts';
import { quarantinedAbout, SHORTEST_NAMED } from './quarantine.ts';
import { rowsOfPerson, type Person, type PersonRows } from './rows-of-person.ts';

/** What `erasePerson` works from. */
export interface FoundPerson {
  readonly trace: PersonTrace;
  readonly rows: PersonRows['rows'];
  readonly answers: readonly PredictionRecord[];
}

/** @throws LatheError `unknown-id`; the abort */
export async function findPerson(person: Person, services: Pick<JobServices, 'storage'>, context: WorkContext): Promise<FoundPerson> {
  const { storage } = services;
  const found = await rowsOfPerson(person, services, partOf(context, 0, 0.9));
  const all = await storage.datasets.list(person.projectId);
  const rows = new Map(found.rows);
  let quarantined = 0;
  for (const dataset of all) {
    const count = await quarantinedAbout(dataset, person.value, storage);
    quarantined += count;
    if (count > 0 && !rows.has(dataset.id)) rows.set(dataset.id, new Uint32Array(0));
  }
  const versions = all.filter(({ id }) => rows.has(id));
  const answers = await answersAbout(person, storage);
  const trace: PersonTrace = {
    versions: versions.map(({ id, version, name, rows: of }) => ({ id, version, name, rows: rows.get(id)!.length, of })),
    quarantined,
    answers: countedBy(answers),
    runs: await runsThatSaw(person.projectId, found.rows, storage),
    summed: found.summed.map(({ version }) => version),
    lost: found.lost.map(({ version }) => version),
    elsewhere: await otherProjects(person, found.rows.keys(), storage),
    auditMentions: await mentionsInLog(person, storage)
  };
  context.onProgress(1);
  return { trace, rows, answers };
}

async function answersAbout({ projectId, column, value }: Person, storage: Storage): Promise<PredictionRecord[]> {
  const found: PredictionRecord[] = [];
  for (const { name } of await storage.deployments.list(projectId)) {
    const logged = await storage.predictions.list(name);
    found.push(...logged.filter(({ row }) => Object.hasOwn(row, column) && row[column] !== null && String(row[column]) === value));
  }
  return found;
}

function countedBy(answers: readonly PredictionRecord[]): { deployment: string; rows: number }[] {
  const counts = new Map<string, number>();
  for (const { deployment } of answers) counts.set(deployment, (counts.get(deployment) ?? 0) + 1);
  return [...counts].map(([deployment, rows]) => ({ deployment, rows }));
}

async function runsThatSaw(projectId: string, rows: PersonRows['rows'], storage: Storage): Promise<RunThatSaw[]> {
  const versions = await storage.versions.list(projectId);
  const deployments = await storage.deployments.list(projectId);
  const saw: RunThatSaw[] = [];
  for (const run of await storage.runs.list(projectId)) {
    const erased = rows.get(run.datasetId);
    if (!erased || run.status !== 'done') continue;
    const counts = await rowsSeen(run, erased, storage);
    if (counts.learned + counts.judged === 0) continue;
    const own = versions.filter(({ runId }) => runId === run.id);
    const addresses = own.flatMap(({ name, version, aliases }) => [`${name}@${version}`, ...aliases.map((alias) => `${name}:${alias}`)]);
    const serves = deployments.filter(({ model, split }) => addresses.includes(model) || (split && addresses.includes(split.model)));
    const packages = own.map(({ name, version }) => `${name}@${version}`);
    saw.push({ id: run.id, label: run.label, ...counts, packages, deployments: serves.map(({ name }) => name) });
  }
  return saw;
}

async function rowsSeen({ parts }: RunRecord, erased: RowSet, storage: Storage): Promise<{ learned: number; judged: number }> {
  const wanted = new Set(erased);
  const count = async (hash: string) => (await readRowSet(storage, hash)).filter((row) => wanted.has(row)).length;
  return { learned: await count(parts.train), judged: (await count(parts.validation)) + (await count(parts.test)) };
}

async function mentionsInLog({ projectId, value }: Person, storage: Storage): Promise<number> {
  if (value.length < SHORTEST_NAMED) return 0;
  return (await storage.audit.list(projectId)).filter(({ detail }) => detail.includes(value)).length;
}
