import type { Finding } from '../core/finding.ts';
import { metrics } from '../stages/evaluate/registry.ts';
import { stepStates, type ProjectFacts } from '../stages/plan/steps.ts';
import type { DatasetRecord } from '../storage/records/dataset.ts';
import type { DeploymentRecord } from '../storage/records/deployment.ts';
import type { ResultEntry } from '../storage/storage.ts';
import type { ProjectRecord } from '../storage/records/project.ts';
import type { VersionRecord } from '../storage/records/registry.ts';
import type { RunRecord } from '../storage/records/run.ts';
import { datasetOf, deploymentOf, infoOf, problemOf, runOf, splitOf, versionOf } from './door/from-records.ts';
import type { MonitorReport } from './lathe-api.ts';
import type { Overview } from './overview.ts';
import type { Services } from './services.ts';

interface Records {
  readonly project: ProjectRecord;
  readonly dataset: DatasetRecord | null;
  readonly runs: readonly RunRecord[];
  readonly versions: readonly VersionRecord[];
  readonly deployments: readonly DeploymentRecord[];
  readonly results: readonly ResultEntry[];
  readonly findings: readonly Finding[] | null;
  readonly privacy: readonly Finding[] | null;
  readonly monitor: MonitorReport | null;
  readonly isAuditLogWhole: boolean;
}

/** Everything the screens want to know of a project at a glance, from its records alone. */
export async function readOverview({ storage, baseUrl }: Services, projectId: string): Promise<Overview> {
  const project = await storage.projects.get(projectId);
  const dataset = project.datasetId === null ? null : await storage.datasets.get(project.datasetId);
  const runs = await storage.runs.list(projectId);
  const versions = await storage.versions.list(projectId);
  const deployments = await storage.deployments.list(projectId);
  const results = await storage.results.index(projectId);
  const value = async <T>(entry: ResultEntry | undefined): Promise<T | null> =>
    entry ? ((await storage.results.find(entry.key))?.value as T) : null;
  const findings = await value<readonly Finding[]>(dataset ? latestAudit(results, dataset, project) : undefined);
  const privacy = await value<readonly Finding[]>(latest(results, 'privacy'));
  const monitor = await value<MonitorReport>(latest(results, 'monitor'));
  const isAuditLogWhole = (await storage.audit.verify(projectId)) === null;
  const facts = factsOf({ project, dataset, runs, versions, deployments, results, findings, privacy, monitor, isAuditLogWhole });
  return {
    info: infoOf(project, await storage.projects.sizeBytes(projectId)),
    problem: problemOf(project),
    problemFixedAt: project.problemFixedAt,
    dataset: dataset && datasetOf(dataset, project.problem?.target),
    findings,
    split: project.split && splitOf(project.split),
    recipe: project.recipe,
    runs: runs.map(runOf),
    versions: versions.map(versionOf),
    deployments: deployments.map((deployment) => deploymentOf(deployment, baseUrl)),
    steps: stepStates(facts)
  };
}

const latest = (results: readonly ResultEntry[], kind: string): ResultEntry | undefined =>
  results
    .filter((result) => result.kind === kind)
    .sort((a, b) => a.createdAt - b.createdAt)
    .at(-1);

/** The audit of this version of the data, for this target where there is one; a result's key holds both. */
function latestAudit(results: readonly ResultEntry[], dataset: DatasetRecord, project: ProjectRecord): ResultEntry | undefined {
  const own = results.filter((result) => result.kind === 'audit' && result.key.includes(dataset.hash));
  const target = project.problem?.target;
  const asked = target === undefined ? own : own.filter((result) => result.key.includes(JSON.stringify(target)));
  return latest(asked.length > 0 ? asked : own, 'audit');
}

function factsOf({
  project,
  dataset,
  runs,
  versions,
  deployments,
  results,
  findings,
  privacy,
  monitor,
  isAuditLogWhole
}: Records): ProjectFacts {
  const { problem, split } = project;
  const real = runs.filter((run) => !run.randomLabels);
  const best = bestScores(real, problem?.metric);
  return {
    problem: {
      isStarted: problem !== null,
      target: problem?.target ?? null,
      hasMetric: problem !== null,
      hasBar: problem?.bar !== undefined,
      isFixed: project.problemFixedAt !== null,
      changesSinceFixed: project.problemChanges.length
    },
    dataset: dataset && {
      rows: dataset.rows,
      columns: dataset.columns.length,
      version: dataset.version,
      issues: dataset.report?.issues.length ?? 0
    },
    findings: findings && {
      blockers: findings.filter((finding) => finding.severity === 'blocker').length,
      warnings: findings.filter((finding) => finding.severity === 'warning').length
    },
    recipe: { steps: project.recipe?.length ?? 0, isOwn: project.recipe !== null },
    split: split && { ...split.rows, isOfThisData: split.datasetId === dataset?.id, testOpenings: split.testOpenings.length },
    runs: {
      running: real.filter((run) => run.status === 'running').length,
      done: real.filter((run) => run.status === 'done').length,
      failed: real.filter((run) => run.status === 'failed').length,
      beatsBaseline: best.beatsBaseline
    },
    evaluated: results.filter((result) => result.kind === 'report').length,
    reachesBar:
      problem?.bar === undefined || best.score === null
        ? null
        : best.higherIsBetter
          ? best.score >= problem.bar
          : best.score <= problem.bar,
    versions: versions.length,
    failedChecks: versions.at(-1)?.checks.filter((check) => !check.passed).length ?? 0,
    deployments: deployments.length,
    predictions: monitor?.window.rows ?? 0,
    monitored: monitor !== null,
    driftAlarms: monitor?.drift.filter((entry) => entry.alarm).length ?? 0,
    alerts: monitor?.alerts.length ?? 0,
    privacyFindings: privacy?.length ?? null,
    isAuditLogWhole,
    reports: results.filter((result) => result.kind === 'document').length
  };
}

interface BestScores {
  readonly score: number | null;
  readonly higherIsBetter: boolean;
  readonly beatsBaseline: boolean | null;
}

/** The best validation score by the problem's metric, and whether its interval lies clear of the best baseline's value. */
function bestScores(runs: readonly RunRecord[], id: string | undefined): BestScores {
  const higherIsBetter = (id === undefined ? undefined : metrics.find(id))?.higherIsBetter ?? true;
  const scores = runs.flatMap((run) => {
    const metric = id === undefined ? undefined : run.metrics['validation']?.[id];
    return metric && run.status === 'done' ? [{ isBaseline: run.model === 'baseline', ...metric }] : [];
  });
  const better = (a: number, b: number) => (higherIsBetter ? a > b : a < b);
  const best = (of: typeof scores) =>
    of.reduce<(typeof scores)[number] | null>((top, score) => (top && !better(score.value, top.value) ? top : score), null);
  const model = best(scores.filter((score) => !score.isBaseline));
  const baseline = best(scores.filter((score) => score.isBaseline));
  const worstEnd = model && (higherIsBetter ? model.low : model.high);
  return {
    score: model?.value ?? null,
    higherIsBetter,
    beatsBaseline: model && baseline && worstEnd !== null ? better(worstEnd, baseline.value) : null
  };
}
