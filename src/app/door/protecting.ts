import { budgetOf, tightestOf } from '../../core/data-terms.ts';
import { needsDataset } from '../../core/errors/anywhere.ts';
import type { PersonTrace } from '../../core/person-trace.ts';
import type { ShapeStep } from '../../core/shape-step.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import { tablesWithTerms } from '../../storage/tables-behind.ts';
import type { Dataset } from '../api/data.ts';
import type { CoarserPlan, KeyVerbs, PaidAnswer, Protected, Protection, ProtectingVerbs, ReidentificationRisk } from '../api/protecting.ts';
import { offersFor } from '../protecting-offers.ts';
import type { Services } from '../services.ts';
import { datasetOf } from './from-records.ts';
import { progressOf, signalOf } from './watch.ts';

const quick = new AbortController().signal;
const USUAL_K = 5;
const USUAL_THRESHOLD = 0.2;

/** What protects the people in the rows: in workers, by id. */
export function protectingVerbs(services: Services, projectId: string): ProtectingVerbs {
  const { storage, importer } = services;
  const keys = keyVerbs(services, projectId);
  return {
    keys,
    ...personVerbs(services, projectId),
    ...privateVerbs(services, projectId),
    async offers(datasetId, watch) {
      const findings = await importer.run(signalOf(watch), (api) => api.privacy({ datasetId }, signalOf(watch), progressOf(watch)));
      const dataset = await readDataset(services, projectId, datasetId);
      return findings.flatMap((finding) => offersFor(finding, dataset));
    },
    async apply(datasetId, protections, watch) {
      const before = await storage.datasets.get(datasetId);
      const { steps, fresh } = await withKeys(keys, protections);
      const shape = () => importer.run(signalOf(watch), (api) => api.shape({ datasetId, steps }, signalOf(watch), progressOf(watch)));
      const made = await shape().catch(async (error: unknown) => {
        // Nothing was made with it, so that nobody will miss it.
        if (fresh !== null) await keys.destroy(fresh);
        throw error;
      });
      return protectedBy(services, before, made, protections);
    },
    risk: async (datasetId, { columns, sensitive, threshold, ...watch } = {}) =>
      (await importer.run(signalOf(watch), (api) =>
        api.measureRisk(
          { datasetId, columns: columns ?? null, sensitive: sensitive ?? null, threshold: threshold ?? USUAL_THRESHOLD },
          signalOf(watch),
          progressOf(watch)
        )
      )) as ReidentificationRisk,
    suggest: async (datasetId, { columns, k, ...watch } = {}) =>
      (await importer.run(signalOf(watch), (api) =>
        api.suggestCoarser({ datasetId, columns: columns ?? null, k: k ?? USUAL_K }, signalOf(watch), progressOf(watch))
      )) as CoarserPlan
  };
}

/** Where a person is, and the way to be taken out. */
function personVerbs({ importer }: Services, projectId: string): Pick<ProtectingVerbs, 'find' | 'erase'> {
  return {
    find: async (column, value, watch) =>
      (await importer.run(signalOf(watch), (api) =>
        api.findPerson({ projectId, column, value }, signalOf(watch), progressOf(watch))
      )) as PersonTrace,
    erase: async (column, value, watch) =>
      (await importer.run(signalOf(watch), (api) =>
        api.erasePerson({ projectId, column, value }, signalOf(watch), progressOf(watch))
      )) as Awaited<ReturnType<ProtectingVerbs['erase']>>
  };
}

/** Figures with noise, and what they may cost. */
function privateVerbs({ storage, reader }: Services, projectId: string): Pick<ProtectingVerbs, 'summary' | 'budget' | 'setBudget'> {
  const currentId = async () => {
    const { datasetId } = await storage.projects.get(projectId);
    if (datasetId === null) throw needsDataset();
    return datasetId;
  };
  return {
    summary: async (datasetId, ask, { epsilon, delta }) =>
      (await reader.run(quick, (api) => api.privateSummary({ datasetId, ask, epsilon, delta: delta ?? 0 }))) as PaidAnswer,
    async budget(datasetId) {
      const dataset = await storage.datasets.get(datasetId ?? (await currentId()));
      const budgets = (await tablesWithTerms(dataset, storage)).map(({ terms }) => ({ budget: budgetOf(terms) }));
      return structuredClone(tightestOf(budgets).budget);
    },
    async setBudget(epsilon, datasetId) {
      const id = datasetId ?? (await currentId());
      return reader.run(quick, (api) => api.setPrivacyBudget({ datasetId: id, epsilon }));
    }
  };
}

async function readDataset({ storage }: Services, projectId: string, datasetId: string): Promise<Dataset> {
  return datasetOf(await storage.datasets.get(datasetId), (await storage.projects.get(projectId)).problem?.target);
}

/** Pseudonyms that name no key are made with the latest that is there, so that equal values keep equal codes. @returns the key that had to be made, or null */
async function withKeys(keys: KeyVerbs, protections: readonly Protection[]): Promise<{ steps: ShapeStep[]; fresh: string | null }> {
  const steps: ShapeStep[] = [];
  let fresh: string | null = null;
  for (const protection of protections) {
    if (protection.kind !== 'pseudonymise') steps.push(protection);
    else {
      const known = protection.keyId ?? (await latestKey(keys));
      fresh ??= known === null ? (await keys.make()).id : null;
      steps.push({ ...protection, keyId: known ?? fresh! });
    }
  }
  return { steps, fresh };
}

const latestKey = async (keys: KeyVerbs): Promise<string | null> =>
  (await keys.list()).findLast(({ destroyedAt }) => destroyedAt === null)?.id ?? null;

const columnsOf = (protection: Protection): readonly string[] =>
  protection.kind === 'pseudonymise' || protection.kind === 'drop' ? protection.columns : [protection.column];

async function protectedBy(
  services: Services,
  before: DatasetRecord,
  madeId: string,
  protections: readonly Protection[]
): Promise<Protected> {
  const { storage } = services;
  const columns = [...new Set(protections.flatMap(columnsOf))];
  const dataset = await readDataset(services, before.projectId, madeId);
  const older = (await storage.datasets.list(before.projectId)).filter(({ id }) => id !== madeId);
  const held = older.filter((version) => columns.some((name) => holdsAlike(before, version, name)));
  const ids = new Set(held.map(({ id }) => id));
  const runs = (await storage.runs.list(before.projectId)).filter(({ datasetId, status }) => status === 'done' && ids.has(datasetId));
  const runIds = new Set(runs.map(({ id }) => id));
  const packages = (await storage.versions.list(before.projectId)).filter(({ runId }) => runIds.has(runId));
  return {
    dataset,
    lost: columns.map((column) => ({
      column,
      before: before.columns.find(({ name }) => name === column)?.distinct ?? 0,
      after: dataset.columns.find(({ name }) => name === column)?.distinct ?? null
    })),
    stillHeld: {
      versions: held.map(({ version }) => version),
      runs: runs.length,
      packages: packages.map(({ name, version }) => `${name}@${version}`)
    }
  };
}

/** A version whose column shares a stored piece with the one that was protected, or has its name. */
function holdsAlike(before: DatasetRecord, version: DatasetRecord, name: string): boolean {
  const chunks = new Set(before.columns.find((column) => column.name === name)?.chunks);
  return version.columns.some((column) => column.name === name || column.chunks.some((chunk) => chunks.has(chunk)));
}

function keyVerbs({ reader }: Services, projectId: string): KeyVerbs {
  return {
    make: async () => ({ ...(await reader.run(quick, (api) => api.makeKey({ projectId }))) }),
    list: async () => [...(await reader.run(quick, (api) => api.keys({ projectId })))],
    show: (keyId) => reader.run(quick, (api) => api.showKey({ projectId, keyId })),
    take: (secret) => reader.run(quick, (api) => api.takeKey({ projectId, secret })),
    destroy: (keyId) => reader.run(quick, (api) => api.destroyKey({ projectId, keyId }))
  };
}
