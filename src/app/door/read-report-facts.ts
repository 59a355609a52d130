import { isBaseline } from '../../core/baselines.ts';
import type { Finding } from '../../core/finding.ts';
import { marksOf } from '../../core/schema.ts';
import { SYNTHETIC_ROWS } from '../../core/synthesis.ts';
import type { DataStory } from '../../core/looks/story.ts';
import type { DeploymentFacts, FairnessFacts, ReportFacts, RunFacts } from '../../stages/report/report-facts.ts';
import type { DeploymentRecord } from '../../storage/records/deployment.ts';
import type { AuditRecord } from '../../storage/records/log.ts';
import type { ProjectRecord } from '../../storage/records/project.ts';
import type { VersionRecord } from '../../storage/records/registry.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import type { ResultEntry, Storage } from '../../storage/storage.ts';
import { metrics } from '../../stages/evaluate/registry.ts';
import type { Run } from '../api/training.ts';
import type { MonitorReport } from '../api/watching.ts';
import { groundOf } from '../leader-of.ts';
import { bestFirst, leadingRun, type Leading } from '../leading-run.ts';
import { datasetTerms } from '../data-terms.ts';
import type { Services } from '../services.ts';
import { ruleRunsOf } from './rules.ts';
import { runOf } from './from-records.ts';

/** Gathers what documents are made from. @param model `name@3` or `name:alias`; the champion or the latest version when not given */
export async function readReportFacts(services: Services, projectId: string, model?: string): Promise<ReportFacts> {
  const { storage, now, version, requests } = services;
  const project = await storage.projects.get(projectId);
  const registered = await aboutVersion(storage, projectId, model);
  const results = await storage.results.index(projectId);
  const { leading, ...runs } = await runsOf(storage, project);
  const subject = registered?.runId ?? runs.runs.find((run) => !isBaseline(run.model))?.id;
  return {
    projectName: project.name,
    at: now(),
    latheVersion: version,
    metricNames: Object.fromEntries(metrics.all.map(({ id, label, higherIsBetter }) => [id, { label, higherIsBetter }])),
    requests: { foreign: requests().foreign, own: requests().own },
    problem: project.problem,
    terms: await termFacts(storage, project),
    problemFixedAt: project.problemFixedAt,
    problemChanges: project.problemChanges,
    split: splitFacts(project),
    ...(await dataFacts(storage, project, results)),
    chosenBy: leading && leading.among > 1 && leading.run.id === subject && leading.basis !== 'train' ? leading.basis : null,
    ...runs,
    ...(await releaseFacts(storage, projectId, registered)),
    reports: subject === undefined ? {} : await reportsOf(storage, results, subject),
    fairness: subject === undefined ? null : await fairnessOf(storage, results, subject),
    monitor: monitorFacts(await valueReader(storage, results)<MonitorReport>('monitor')),
    audit: { ...actionsOf(await storage.audit.list(projectId)), isWhole: (await storage.audit.verify(projectId)) === null }
  };
}

/** Of the dataset the project works with. */
async function termFacts(storage: Storage, project: ProjectRecord): Promise<NonNullable<ReportFacts['terms']>> {
  if (project.datasetId === null) return {};
  const [current] = datasetTerms(project, await storage.datasets.list(project.id));
  const { inForce, retentionEndsAt: endsAt } = current!;
  const { owner, licence, legalBasis: consent, purpose } = inForce;
  const said = { owner, licence, consent, purpose, retention: endsAt === null ? undefined : new Date(endsAt).toISOString().slice(0, 10) };
  return Object.fromEntries(Object.entries(said).filter(([, text]) => text !== undefined));
}

const splitFacts = ({ split }: ProjectRecord): ReportFacts['split'] =>
  split && { ...split.spec, rows: split.rows, testOpenings: split.testOpenings.length, hash: split.hash };

async function dataFacts(
  storage: Storage,
  project: ProjectRecord,
  results: readonly ResultEntry[]
): Promise<Pick<ReportFacts, 'dataset' | 'findings' | 'privacy' | 'ruleRuns' | 'dataStory'>> {
  const dataset = await datasetFacts(storage, project);
  const valueOf = valueReader(storage, results);
  const ofThese = (kind: string) => valueOf<readonly Finding[]>(kind, dataset?.hash);
  const [findings, privacy] = [await ofThese('audit'), await ofThese('privacy')];
  const dataStory = await valueOf<DataStory>('story', dataset?.hash);
  return { dataset, findings, privacy, ruleRuns: await ruleRunsOf(storage, project.id), dataStory };
}

async function runsOf(
  storage: Storage,
  { id, problem, datasetId, split }: ProjectRecord
): Promise<Pick<ReportFacts, 'runs' | 'runsFailed' | 'randomLabels'> & { readonly leading: Leading<Run> | null }> {
  const all = await storage.runs.list(id);
  const records = new Map(all.map((run) => [run.id, run]));
  const done = all.filter((run) => run.status === 'done' && !run.randomLabels).map(runOf);
  const dataset = datasetId === null ? null : await storage.datasets.get(datasetId);
  const ground = groundOf({ problem, dataset, split });
  const metric = problem?.metric ?? 'accuracy';
  return {
    leading: leadingRun(done, metric, ground),
    runs: bestFirst(done, metric, ground).map((run) => runFacts(run, records.get(run.id)!)),
    runsFailed: all.filter((run) => run.status === 'failed').length,
    randomLabels: randomLabelScore(all, problem?.metric)
  };
}

async function releaseFacts(
  storage: Storage,
  projectId: string,
  registered: VersionRecord | null
): Promise<Pick<ReportFacts, 'version' | 'versions' | 'deployments'>> {
  const versions = (await storage.versions.list(projectId)).toSorted((a, b) => a.createdAt - b.createdAt);
  return {
    version: registered && versionFacts(registered),
    versions: versions.map(({ name, version, aliases, hash, createdAt }) => ({ name, version, aliases, hash, createdAt })),
    deployments: (await storage.deployments.list(projectId)).map(deploymentFacts)
  };
}

async function aboutVersion(storage: Storage, projectId: string, model: string | undefined): Promise<VersionRecord | null> {
  if (model !== undefined) return storage.versions.resolve(projectId, model);
  const versions = await storage.versions.list(projectId);
  return (
    versions.find((version) => version.aliases.includes('champion')) ??
    versions.toSorted((a, b) => a.createdAt - b.createdAt).at(-1) ??
    null
  );
}

/** The latest result of a kind (of that version of the data, where one is given); null when there is none. */
const valueReader =
  (storage: Storage, results: readonly ResultEntry[]) =>
  async <T>(kind: string, datasetHash = ''): Promise<T | null> => {
    const own = results.filter((result) => result.kind === kind && result.key.includes(datasetHash));
    const last = own.toSorted((a, b) => a.createdAt - b.createdAt).at(-1);
    return last ? ((await storage.results.find(last.key))?.value as T) : null;
  };

async function reportsOf(storage: Storage, results: readonly ResultEntry[], runId: string): Promise<ReportFacts['reports']> {
  const own = results.filter((result) => result.kind === 'report' && result.key.startsWith(`report:${runId}:`));
  const entries = own.map(async ({ key }) => [key.split(':').at(-1)!, (await storage.results.find(key))?.value] as const);
  return Object.fromEntries(await Promise.all(entries)) as ReportFacts['reports'];
}

async function datasetFacts(storage: Storage, project: ProjectRecord): Promise<ReportFacts['dataset']> {
  if (project.datasetId === null) return null;
  const versions = await storage.datasets.list(project.id);
  const { name, version, hash, rows, source, createdAt, columns, notes, synthetic } = await storage.datasets.get(project.datasetId);
  const shown = columns.map(({ name: column, type, role, missing, distinct, isOrdinal, zone, unit }) => ({
    ...{ name: column, type, role, missing, distinct },
    ...marksOf({ ...(isOrdinal && { isOrdinal }), ...(zone !== undefined && { zone }), ...(unit !== undefined && { unit }) })
  }));
  return {
    name,
    version,
    versions: versions.length,
    hash,
    rows,
    fileName: source.fileName,
    createdAt,
    columns: shown,
    notes,
    synthetic: synthetic ?? null
  };
}

const runFacts = (run: Run, { splitHash, calibrate, question, notes: told }: RunRecord): RunFacts => {
  const { id, label, model, params, seed, metrics: scores, fitMs, predictedMs, sizeBytes, recipe, notes } = run;
  const { modelHash, datasetHash, recipeHash, backend, startedAt } = run;
  const made = { modelHash, datasetHash, splitHash, recipeHash, backend, calibrate, startedAt, target: question.target ?? null };
  const isOnSynthetic = told.includes(SYNTHETIC_ROWS);
  return { id, label, model, params, seed, metrics: scores, fitMs, predictedMs, sizeBytes, recipe, notes, isOnSynthetic, ...made };
};

/** A token itself never leaves the record. */
const deploymentFacts = (record: DeploymentRecord): DeploymentFacts => ({
  name: record.name,
  model: record.model,
  createdAt: record.createdAt,
  changes: record.history.length - 1,
  history: record.history,
  split: record.split,
  rateLimitPerMinute: record.rateLimitPerMinute,
  logShare: record.logShare,
  hasToken: record.token !== null
});

/** The latest look by group at this run, where it was kept. */
async function fairnessOf(storage: Storage, results: readonly ResultEntry[], runId: string): Promise<FairnessFacts | null> {
  const own = results.filter((result) => result.kind === 'fairness' && result.key.includes(runId)).at(-1);
  return own ? ((await storage.results.find(own.key))?.value as unknown as FairnessFacts) : null;
}

function actionsOf(log: readonly AuditRecord[]): Omit<ReportFacts['audit'], 'isWhole'> {
  const actions = new Map<string, number>();
  for (const { action } of log) actions.set(action, (actions.get(action) ?? 0) + 1);
  const lastReplay = log.findLast(({ action }) => action === 'run-replayed')?.detail ?? null;
  return { entries: log.length, actions: Object.fromEntries(actions), lastReplay };
}

const versionFacts = ({ name, version, aliases, hash, runId, checks, createdAt }: VersionRecord): ReportFacts['version'] => ({
  name,
  version,
  aliases,
  hash,
  runId,
  checks,
  createdAt
});

function randomLabelScore(runs: readonly RunRecord[], metric: string | undefined): ReportFacts['randomLabels'] {
  const last = runs.filter((run) => run.randomLabels && run.status === 'done').at(-1);
  return (metric === undefined ? undefined : (last?.metrics['validation'] ?? last?.metrics['cv'])?.[metric]) ?? null;
}

function monitorFacts(report: MonitorReport | null): ReportFacts['monitor'] {
  if (!report) return null;
  return {
    rows: report.window.rows,
    requests: report.traffic.requests,
    errors: report.traffic.errors,
    p95Ms: report.traffic.p95Ms,
    drifted: report.drift.filter((entry) => entry.alarm).map((entry) => entry.column),
    drift: report.drift.map(({ column, test, pValue, psi, alarm }) => ({ column, test, pValue, psi, alarm })),
    alerts: report.alerts.map((alert) => alert.message),
    performance: report.performance ?? null
  };
}
