import type { Finding } from '../core/finding.ts';
import { metrics } from '../stages/evaluate/registry.ts';
import type { ProjectFacts } from '../stages/plan/steps.ts';
import type { DatasetRecord } from '../storage/records/dataset.ts';
import type { DeploymentRecord } from '../storage/records/deployment.ts';
import type { ProjectRecord } from '../storage/records/project.ts';
import type { VersionRecord } from '../storage/records/registry.ts';
import type { RunRecord } from '../storage/records/run.ts';
import type { ResultEntry } from '../storage/storage.ts';
import type { MonitorReport } from './lathe-api.ts';

/** A project's records, as far as its twelve steps are judged by them. */
export interface ProjectRecords {
  readonly project: ProjectRecord;
  readonly dataset: DatasetRecord | null;
  readonly runs: readonly RunRecord[];
  readonly versions: readonly VersionRecord[];
  readonly deployments: readonly DeploymentRecord[];
  readonly results: readonly ResultEntry[];
  readonly findings: readonly Finding[] | null;
  readonly privacy: readonly Finding[] | null;
  readonly monitor: MonitorReport | null;
  /** Whether the bar was reached on the test part, where it was opened last; null before. */
  readonly isReachedOnTest: boolean | null;
  readonly isAuditLogWhole: boolean;
}

/** What the twelve steps need to know, counted from the records. */
export function countFacts(records: ProjectRecords): ProjectFacts {
  const { project, dataset, split, versions, deployments, results, isAuditLogWhole } = { ...records, split: records.project.split };
  return {
    problem: problemFacts(project),
    dataset: dataset && {
      rows: dataset.rows,
      columns: dataset.columns.length,
      version: dataset.version,
      issues: dataset.report?.issues.length ?? 0
    },
    recipe: { steps: project.recipe?.length ?? 0, isOwn: project.recipe !== null },
    split: split && { ...split.rows, isOfThisData: split.datasetId === dataset?.id, testOpenings: split.testOpenings.length },
    ...runFacts(records),
    ...findingFacts(records),
    ...monitorFacts(records.monitor),
    evaluated: results.filter((result) => result.kind === 'report').length,
    versions: versions.length,
    failedChecks: versions.at(-1)?.checks.filter((check) => !check.passed).length ?? 0,
    deployments: deployments.length,
    isAuditLogWhole,
    reports: results.filter((result) => result.kind === 'document').length
  };
}

const problemFacts = ({ problem, problemFixedAt, problemChanges }: ProjectRecord): ProjectFacts['problem'] => ({
  isStarted: problem !== null,
  target: problem?.target ?? null,
  hasMetric: problem !== null,
  hasBar: problem?.bar !== undefined,
  isFixed: problemFixedAt !== null,
  changesSinceFixed: problemChanges.length
});

function runFacts({ runs, project: { problem }, isReachedOnTest }: ProjectRecords): Pick<ProjectFacts, 'runs' | 'reachesBar'> {
  const real = runs.filter((run) => !run.randomLabels);
  const count = (status: RunRecord['status']) => real.filter((run) => run.status === status).length;
  const { score, higherIsBetter, beatsBaseline } = bestScores(real, problem?.metric);
  const isReached = (bar: number, value: number) => (higherIsBetter ? value >= bar : value <= bar);
  return {
    runs: { running: count('running'), done: count('done'), failed: count('failed'), beatsBaseline },
    reachesBar: isReachedOnTest ?? (problem?.bar === undefined || score === null ? null : isReached(problem.bar, score))
  };
}

const findingFacts = ({ findings, privacy }: ProjectRecords): Pick<ProjectFacts, 'findings' | 'privacyFindings'> => ({
  findings: findings && {
    blockers: findings.filter((finding) => finding.severity === 'blocker').length,
    warnings: findings.filter((finding) => finding.severity === 'warning').length
  },
  privacyFindings: privacy?.length ?? null
});

const monitorFacts = (monitor: MonitorReport | null): Pick<ProjectFacts, 'predictions' | 'monitored' | 'driftAlarms' | 'alerts'> => ({
  predictions: monitor?.window.rows ?? 0,
  monitored: monitor !== null,
  driftAlarms: monitor?.drift.filter((entry) => entry.alarm).length ?? 0,
  alerts: monitor?.alerts.length ?? 0
});

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
