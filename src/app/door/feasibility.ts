import { isBaseline } from '../../core/baselines.ts';
import { barOf } from '../../core/bar.ts';
import { reachesModel } from '../../core/schema.ts';
import { judgeFeasibility, type FeasibilityFacts } from '../../stages/plan/feasibility.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import type { ProblemRecord, ProjectRecord } from '../../storage/records/project.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import type { Finding } from '../../core/finding.ts';
import type { Feasibility } from '../api/problem.ts';
import type { Watch } from '../api/watch.ts';
import { leadingRun, type Ground } from '../leading-run.ts';
import { metricFacts } from '../metric-facts.ts';
import type { Services } from '../services.ts';
import { progressOf, signalOf } from './watch.ts';

/** Reads what the project's records say of its chances, and judges it. Only the audit may have to be made first. */
export async function judgeProject(services: Services, projectId: string, watch?: Watch): Promise<Feasibility> {
  const { storage } = services;
  const project = await storage.projects.get(projectId);
  const dataset = project.datasetId === null ? null : await storage.datasets.get(project.datasetId);
  const runs = (await storage.runs.list(projectId)).filter((run) => run.status === 'done' && !run.randomLabels);
  const log = await storage.audit.list(projectId);
  const results = await storage.results.index(projectId);
  const lastReplay = log.findLast(({ action }) => action === 'run-replayed')?.detail;
  const facts: FeasibilityFacts = {
    ...problemFacts(project),
    ...(await datasetFacts(services, project, dataset, watch)),
    signal: signalOfRuns(runs, project.problem?.metric, {
      question: project.problem,
      datasetHash: dataset?.hash,
      splitHash: project.split?.hash
    }),
    latencyMs: await latencyOf(services, projectId),
    monitored: results.some(({ kind }) => kind === 'monitor'),
    replayed: lastReplay === undefined ? null : !/differ/i.test(lastReplay),
    trainingMinutes: runs.length === 0 ? null : runs.reduce((total, { fitMs }) => total + fitMs, 0) / 60_000
  };
  return judgeFeasibility(facts) as Feasibility;
}

function problemFacts(project: ProjectRecord) {
  const { problem } = project;
  const text = (key: string) => textIn(problem, key);
  const bar = barOf(project);
  return {
    target: problem?.target ?? (problem?.task === 'recommendation' ? text('item') : null),
    metric: problem?.metric ?? null,
    bar: bar?.value ?? null,
    isBarFixed: bar?.isPrior ?? false,
    statement: problem?.statement ?? '',
    costsGiven: Object.keys(problem?.costs ?? {}).length > 0,
    owner: text('owner'),
    todayRecorded: text('today') !== null,
    rightsRecorded: text('rights') === 'yes' ? true : text('rights') === 'no' ? false : null,
    latencyNeedMs: problem?.latencyMs ?? null,
    budgetMinutes: typeof problem?.['budgetMinutes'] === 'number' ? problem['budgetMinutes'] : null
  };
}

/** A free field of the problem; null when nothing was written there. */
function textIn(problem: ProblemRecord | null, key: string): string | null {
  const value = problem?.[key];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

async function datasetFacts({ importer, reader }: Services, { problem }: ProjectRecord, dataset: DatasetRecord | null, watch?: Watch) {
  if (!dataset) return { rows: null, features: null, smallestClass: null, blockers: null };
  const target = dataset.columns.find(({ name }) => name === problem?.target);
  const job = { datasetId: dataset.id };
  const findings: Finding[] = await importer.run(signalOf(watch), (api) => api.audit(job, signalOf(watch), progressOf(watch)));
  const isOfClasses = target !== undefined && problem?.task !== 'regression' && target.distinct <= 200;
  const counts = isOfClasses
    ? await reader.run(signalOf(watch), (api) => api.countValues({ datasetId: dataset.id, column: target.name }))
    : [];
  return {
    rows: dataset.rows,
    features: dataset.columns.filter((column) => reachesModel(column, target?.name)).length,
    smallestClass: counts.at(-1)?.count ?? null,
    blockers: findings.filter(({ severity }) => severity === 'blocker').length
  };
}

/** The leading model against the best baseline of the same rows; null before both were run. */
function signalOfRuns(runs: readonly RunRecord[], id: string | undefined, ground: Ground): FeasibilityFacts['signal'] {
  const leading = id === undefined ? null : leadingRun(runs, id, ground);
  if (id === undefined || !leading?.baseline || isBaseline(leading.run.model)) return null;
  const { value, low, high } = leading.score;
  return { metric: id, value, low, high, chance: leading.baseline.score.value, higherIsBetter: metricFacts(id).higherIsBetter };
}

/** What one answer of the latest version takes on this device; null before there is a version. */
async function latencyOf({ storage, trainer }: Services, projectId: string): Promise<number | null> {
  const latest = (await storage.versions.list(projectId)).toSorted((a, b) => a.createdAt - b.createdAt).at(-1);
  if (!latest) return null;
  const contents = await trainer.run(new AbortController().signal, (api) => api.inspectPackage({ packageHash: latest.hash }));
  return (contents as { msPerRow: number }).msPerRow;
}
