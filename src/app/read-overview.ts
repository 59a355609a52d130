import { barOf } from '../core/bar.ts';
import type { Finding } from '../core/finding.ts';
import type { Metric } from '../core/outcome.ts';
import { stepStates } from '../stages/plan/steps.ts';
import { countFacts } from './count-facts.ts';
import type { DatasetRecord } from '../storage/records/dataset.ts';
import type { ResultEntry, Storage } from '../storage/storage.ts';
import type { ProjectRecord } from '../storage/records/project.ts';
import type { RunRecord } from '../storage/records/run.ts';
import { projectInfo } from './project-info.ts';
import { datasetOf, deploymentOf, problemOf, runOf, splitOf, versionOf } from './door/from-records.ts';
import type { MonitorReport } from './api/watching.ts';
import { groundOf } from './leader-of.ts';
import { comparable, leadingRun } from './leading-run.ts';
import type { Overview } from './overview.ts';
import type { Services } from './services.ts';

/** Everything the screens want to know of a project at a glance, from its records alone. */
export async function readOverview({ storage, baseUrl }: Services, projectId: string): Promise<Overview> {
  const project = await storage.projects.get(projectId);
  const dataset = project.datasetId === null ? null : await storage.datasets.get(project.datasetId);
  const runs = await storage.runs.list(projectId);
  const versions = await storage.versions.list(projectId);
  const deployments = await storage.deployments.list(projectId);
  const results = await storage.results.index(projectId);
  const value = valueReader(storage);
  const findings = await value<readonly Finding[]>(dataset ? latestAudit(results, dataset, project) : undefined);
  const privacy = await value<readonly Finding[]>(latest(results, 'privacy'));
  const monitor = await value<MonitorReport>(latest(results, 'monitor'));
  const onTest = await testScore(project, dataset, runs, results, value);
  const isAuditLogWhole = (await storage.audit.verify(projectId)) === null;
  const facts = countFacts({
    project,
    dataset,
    runs,
    versions,
    deployments,
    results,
    findings,
    privacy,
    monitor,
    isAuditLogWhole,
    onTest
  });
  return {
    info: await projectInfo(storage, project),
    ...goalOf(project),
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

const goalOf = (project: ProjectRecord): Pick<Overview, 'problem' | 'problemFixedAt' | 'bar'> => ({
  problem: problemOf(project),
  problemFixedAt: project.problemFixedAt,
  bar: barOf(project)
});

/** The value of a stored result; null without one. */
const valueReader =
  (storage: Storage) =>
  async <T>(entry: ResultEntry | undefined): Promise<T | null> =>
    entry ? ((await storage.results.find(entry.key))?.value as T) : null;

type ReadValue = <T>(entry: ResultEntry | undefined) => Promise<T | null>;

/** The project's metric on the test part: of the leading run where it was opened for it, else of the run it was opened for last. */
async function testScore(
  { problem, split }: ProjectRecord,
  dataset: DatasetRecord | null,
  runs: readonly RunRecord[],
  results: readonly ResultEntry[],
  value: ReadValue
): Promise<Metric | null> {
  if (!problem) return null;
  const ground = groundOf({ problem, dataset, split });
  const own = comparable(runs, ground).filter((run) => !run.randomLabels);
  const onTest = results.filter(({ kind, key }) => kind === 'report' && key.endsWith(':test'));
  const of = (run: RunRecord) => onTest.filter(({ key }) => key.startsWith(`report:${run.id}:`));
  const leading = leadingRun(runs, problem.metric, ground)?.run;
  const entry = (leading && latest(of(leading), 'report')) ?? latest(own.flatMap(of), 'report');
  return (await value<{ metrics?: Readonly<Record<string, Metric>> }>(entry))?.metrics?.[problem.metric] ?? null;
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
