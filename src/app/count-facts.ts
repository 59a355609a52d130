import { isBaseline } from '../core/baselines.ts';
import { privacySigns } from '../core/privacy-signs.ts';
import { barOf, judgeBar } from '../core/bar.ts';
import { failedOf } from '../core/release-checks.ts';
import type { Finding } from '../core/finding.ts';
import { isSpecialTask, makesFeatures, needsTarget } from '../core/special-task.ts';
import { TASK_FINDINGS } from '../core/task-findings.ts';
import type { Metric } from '../core/outcome.ts';
import type { ProjectFacts } from '../stages/plan/steps.ts';
import type { DatasetRecord } from '../storage/records/dataset.ts';
import type { DeploymentRecord } from '../storage/records/deployment.ts';
import type { ProjectRecord } from '../storage/records/project.ts';
import type { VersionRecord } from '../storage/records/registry.ts';
import type { RunRecord } from '../storage/records/run.ts';
import type { ResultEntry } from '../storage/storage.ts';
import type { MonitorReport } from './api/watching.ts';
import { groundOf } from './leader-of.ts';
import { leadingRun, type Leading } from './leading-run.ts';
import { metricFacts } from './metric-facts.ts';
import { openIssues } from './open-issues.ts';

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
  /** What the leading run reached on the test part, else the run it was opened for last; null before it was opened. */
  readonly onTest: Metric | null;
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
      issues: openIssues(dataset, dataset.report?.issues ?? []).length
    },
    recipe: { steps: project.recipe?.length ?? 0, isOwn: project.recipe !== null },
    split: split && { ...split.rows, isOfThisData: split.datasetId === dataset?.id, testOpenings: split.testOpenings.length },
    ...runFacts(records),
    ...findingFacts(records),
    ...monitorFacts(records.monitor),
    evaluated: results.filter((result) => result.kind === 'report' || result.kind === TASK_FINDINGS).length,
    versions: versions.length,
    failedChecks: failedOf(versions.at(-1)?.checks ?? []).length,
    deployments: deployments.length,
    isAuditLogWhole,
    reports: results.filter((result) => result.kind === 'document').length
  };
}

const problemFacts = ({ problem, problemFixedAt, problemChanges }: ProjectRecord): ProjectFacts['problem'] => ({
  isStarted: problem !== null,
  lacksTarget: problem?.target === undefined && needsTarget(problem?.task),
  isSpecial: isSpecialTask(problem?.task),
  makesFeatures: makesFeatures(problem?.task),
  hasMetric: problem !== null,
  hasBar: problem?.bar !== undefined,
  isFixed: problemFixedAt !== null,
  changesSinceFixed: problemChanges.length
});

function runFacts({ runs, project, dataset, onTest }: ProjectRecords): Pick<ProjectFacts, 'runs' | 'barVerdict'> {
  const real = runs.filter((run) => !run.randomLabels);
  const count = (status: RunRecord['status']) => real.filter((run) => run.status === status).length;
  const metric = project.problem?.metric ?? '';
  const leading = leadingRun(real, metric, groundOf({ problem: project.problem, dataset, split: project.split }));
  const bar = barOf(project);
  const score = onTest ?? (leading?.run.metrics['validation'] ?? leading?.run.metrics['cv'] ?? leading?.run.metrics['train'])?.[metric];
  return {
    runs: { running: count('running'), done: count('done'), failed: count('failed'), beatsBaseline: beatsBaseline(leading, metric) },
    barVerdict: bar && score ? judgeBar(bar, score, metricFacts(metric).higherIsBetter) : null
  };
}

/** Whether the leading model's whole interval lies clear of the best baseline; null before both were run. */
function beatsBaseline(leading: Leading<RunRecord> | null, metric: string): boolean | null {
  if (!leading?.baseline || isBaseline(leading.run.model)) return null;
  const { score, baseline } = leading;
  return metricFacts(metric).higherIsBetter ? score.low > baseline.score.value : score.high < baseline.score.value;
}

const findingFacts = ({ findings, privacy }: ProjectRecords): Pick<ProjectFacts, 'findings' | 'privacy'> => ({
  findings: findings && {
    blockers: findings.filter((finding) => finding.severity === 'blocker').length,
    warnings: findings.filter((finding) => finding.severity === 'warning').length
  },
  privacy: privacy && privacySigns(privacy)
});

const monitorFacts = (monitor: MonitorReport | null): Pick<ProjectFacts, 'predictions' | 'monitored' | 'driftAlarms' | 'alerts'> => ({
  predictions: monitor?.window.rows ?? 0,
  monitored: monitor !== null,
  driftAlarms: monitor?.drift.filter((entry) => entry.alarm).length ?? 0,
  alerts: monitor?.alerts.length ?? 0
});
