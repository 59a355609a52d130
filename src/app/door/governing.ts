import { changedTerms, termKeys, termsInForce, termsOf, withTerms, type DataTerms } from '../../core/data-terms.ts';
import { lineageOf, lineagesBehind } from '../../core/lineage.ts';
import type { Finding } from '../../core/finding.ts';
import { quoted } from '../../core/words.ts';
import { fillChecklist, type GovernFacts } from '../../stages/govern/compliance.ts';
import { estimateEnergy } from '../../stages/govern/energy.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import type { ProblemRecord } from '../../storage/records/project.ts';
import type { ResultEntry, Storage } from '../../storage/storage.ts';
import type { GoverningVerbs } from '../api/governing.ts';
import { datasetTerms } from '../data-terms.ts';
import type { Services } from '../services.ts';

type AskingVerbs = Omit<GoverningVerbs, 'auditLog'>;

/** What the records say to somebody who asks whether this may be done, and what it has cost. */
export function governingVerbs({ storage, now, requests }: Services, projectId: string): AskingVerbs {
  return {
    async checklist() {
      const foreign = requests().foreign;
      return fillChecklist(await readGovernFacts(storage, projectId, foreign), now()).map((item) => ({ ...item }));
    },
    terms: async () => datasetTerms(await storage.projects.get(projectId), await storage.datasets.list(projectId)),
    async setTerms(datasetId, change) {
      const lineage = lineageOf(await storage.datasets.get(datasetId));
      const project = await storage.projects.update(projectId, (record) => ({
        ...record,
        dataTerms: withTerms(record.dataTerms, changedTerms(termsOf(record.dataTerms, lineage), change))
      }));
      const named = termKeys.filter((key) => change[key] !== undefined);
      await storage.audit.append(projectId, now(), 'data-terms-set', `${quoted(lineage)}: ${named.join(', ')}`);
      return datasetTerms(project, await storage.datasets.list(projectId)).find(({ dataset }) => dataset === lineage)!;
    },
    async costs() {
      const runs = (await storage.runs.list(projectId)).filter(({ fitMs }) => fitMs > 0);
      const ms = (isGpu: boolean) =>
        runs
          .filter(({ backend }) => (backend === 'webgpu' || backend === 'webgl') === isGpu)
          .reduce((total, { fitMs }) => total + fitMs, 0);
      const work = { cpuMs: ms(false), gpuMs: ms(true) };
      return { ...work, ...structuredClone(estimateEnergy(work)) };
    }
  };
}

async function readGovernFacts(storage: Storage, projectId: string, foreignRequests: number): Promise<GovernFacts> {
  const project = await storage.projects.get(projectId);
  const dataset = project.datasetId === null ? null : await storage.datasets.get(project.datasetId);
  const versions = await storage.datasets.list(projectId);
  const results = await storage.results.index(projectId);
  const scan = results.findLast((entry) => entry.kind === 'privacy' && (!dataset || entry.key.includes(dataset.hash)));
  const findings = scan ? ((await storage.results.find(scan.key))?.value as readonly Finding[] | undefined) : undefined;
  const log = await storage.audit.list(projectId);
  const named = (action: string) => log.some((entry) => entry.action === action);
  return {
    hasPersonalData: findings ? findings.some(({ code }) => code !== 'privacy-sensitive') || hasSensitive(dataset, findings) : null,
    sensitiveColumns: protectedColumns(dataset?.columns ?? [], findings ?? []),
    ...recordedIn(project.problem, dataset ? termsInForce(project.dataTerms, lineagesBehind(dataset, versions)) : {}),
    importedAt: dataset && earliestImport(dataset, versions),
    foreignRequests,
    isAuditLogWhole: (await storage.audit.verify(projectId)) === null,
    fairnessChecked: results.some(({ kind }) => kind === 'fairness') || named('fairness-measured'),
    explained: results.some(({ kind }) => kind === 'explanation' || kind === 'explain') || named('run-explained'),
    hasModelCard: results.some(isModelCard),
    monitored: results.some(({ kind }) => kind === 'monitor'),
    anonymity: anonymityOf(findings)
  };
}

/** Later versions hold rows of the first, and of the tables they were made from. */
function earliestImport(dataset: DatasetRecord, versions: readonly DatasetRecord[]): number {
  const lineages = lineagesBehind(dataset, versions);
  return Math.min(...versions.filter((version) => lineages.includes(lineageOf(version))).map(({ createdAt }) => createdAt));
}

const isModelCard = ({ kind, key }: ResultEntry) => kind === 'document' && key.includes(':model-card:');

/** Columns the person has called sensitive, and those that are by their name. */
const protectedColumns = (columns: readonly { readonly name: string; readonly role: string }[], findings: readonly Finding[]): number =>
  new Set([
    ...columns.filter(({ role }) => role === 'sensitive').map(({ name }) => name),
    ...findings.filter(({ code }) => code === 'privacy-sensitive').flatMap((finding) => finding.columns)
  ]).size;

/** A column the person has called sensitive speaks of people; a name that sounds like it may be a penguin's. */
const hasSensitive = (dataset: { readonly columns: readonly { readonly role: string }[] } | null, findings: readonly Finding[]): boolean =>
  findings.length > 0 && (dataset?.columns.some(({ role }) => role === 'sensitive') ?? false);

/** What the person has written down: of the data with these, of who answers for the predictions with the problem. */
function recordedIn(problem: ProblemRecord | null, terms: DataTerms) {
  const owner = problem?.['owner'];
  return {
    licence: terms.licence ?? null,
    legalBasis: terms.legalBasis ?? null,
    purpose: terms.purpose ?? null,
    hasOwner: terms.owner !== undefined || (typeof owner === 'string' && owner.trim() !== ''),
    retentionDays: terms.retentionDays ?? null
  };
}

function anonymityOf(findings: readonly Finding[] | undefined): GovernFacts['anonymity'] {
  const found = findings?.find(({ code }) => code === 'privacy-k-anonymity')?.evidence as
    { smallestGroup: number; exposedRows: number; rows: number } | undefined;
  return found ? { smallestGroup: found.smallestGroup, exposedShare: found.exposedRows / found.rows } : null;
}
