import type { WorkContext } from '../core/context.ts';
import { unknownId } from '../core/errors/anywhere.ts';
import { canonicalJson } from '../core/hash.ts';
import type { Metric } from '../core/outcome.ts';
import type { PlainRecord } from '../core/plain.ts';
import type { Table } from '../core/table.ts';
import { decodePackage } from '../predict/package-file.ts';
import type { InputColumn } from '../predict/package-type.ts';
import { tableOfRows } from '../predict/rows.ts';
import { judge } from '../stages/evaluate/judge.ts';
import { metrics } from '../stages/evaluate/registry.ts';
import { monitorReport } from '../stages/monitor/monitor-report.ts';
import type { Needs } from '../stages/monitor/alerts.ts';
import type { DeploymentRecord, PredictionRecord } from '../storage/records/deployment.ts';
import type { ProblemRecord } from '../storage/records/project.ts';
import type { VersionRecord } from '../storage/records/registry.ts';
import type { JobServices } from './services.ts';

export interface MonitorJob {
  readonly deployment: string;
  /** Milliseconds since 1970; null = since the deployment was made. */
  readonly since: number | null;
}

/** Fixed, so that the same log gives the same intervals. */
const SEED = 1;

/**
 * How a deployment does since a time. Columns are watched over all rows that came; answers and performance over those of the model that answers
 * now, the only ones its reference speaks of.
 * @throws LatheError `unknown-id` when there is no such deployment, or no such version any more
 */
export async function monitorDeployment(job: MonitorJob, services: JobServices, context: WorkContext): Promise<PlainRecord> {
  const { storage, now } = services;
  const deployment = await storage.deployments.find(job.deployment);
  if (!deployment)
    throw unknownId(
      'deployment',
      job.deployment,
      (await storage.deployments.list()).map(({ name }) => name)
    );
  const version = await storage.versions.resolve(deployment.projectId, deployment.model);
  const pkg = await decodePackage(await storage.packages.get(version.hash));
  const from = job.since ?? deployment.createdAt;
  const logged = (await storage.predictions.list(job.deployment, from)).filter(({ shadow }) => !shadow);
  const own = logged.filter((record) => isOf(record, version.name, version.version));
  const { problem } = await storage.projects.get(deployment.projectId);
  const report = await monitorReport(
    {
      pkg,
      table: readTable(
        pkg.inputs,
        logged.map(({ row }) => row)
      ),
      predictions: own,
      requests: await storage.predictions.requests(job.deployment, from),
      window: windowOf(from, now(), deployment),
      needs: needsOf(problem),
      calibrationError: await calibrationErrorOf(version, services),
      simulatedRows: logged.filter(({ simulated }) => simulated === true).length
    },
    (outcome) => judge(outcome, { seed: SEED, context }),
    context
  );
  await keep(deployment, report as unknown as PlainRecord, services);
  return report as unknown as PlainRecord;
}

/** Rows as the model read them; the scorer asks for no zone once it has read a time, and what is said of times does. */
function readTable(inputs: readonly InputColumn[], rows: readonly PlainRecord[]): Table {
  const { table } = tableOfRows(inputs, rows);
  const zones = new Map(inputs.map(({ name, zone }) => [name, zone]));
  const columns = table.columns.map((column) => {
    const zone = column.kind === 'time' ? zones.get(column.name) : undefined;
    return zone === undefined ? column : { ...column, zone };
  });
  return { ...table, columns };
}

/** The latest report stays with the project, for its steps and its documents; one that says nothing new is not written again. */
async function keep({ name, projectId }: DeploymentRecord, report: PlainRecord, { storage, now }: JobServices): Promise<void> {
  const key = `monitor:${projectId}:${name}`;
  const known = (await storage.results.find(key, projectId))?.value as PlainRecord | undefined;
  const said = ({ window, traffic, drift, performance }: PlainRecord) =>
    canonicalJson([
      (window as PlainRecord)['rows'],
      traffic,
      performance ?? null,
      (drift as readonly PlainRecord[]).map((entry) => entry['alarm'])
    ]);
  if (known && said(known) === said(report)) return;
  await storage.results.put({ key, projectId, kind: 'monitor', value: report, createdAt: now() });
}

/** As it was judged on the validation part; null where it was not. */
async function calibrationErrorOf({ projectId, runId }: VersionRecord, { storage }: JobServices): Promise<Metric | null> {
  const run = (await storage.runs.list(projectId)).find(({ id }) => id === runId);
  return run?.metrics['validation']?.['ece'] ?? null;
}

/** Logs name the model as it was registered, with or without the version behind it. */
const isOf = ({ model, version }: PredictionRecord, name: string, wanted: number) =>
  version === wanted && model.replace(/[@:].*$/, '') === name;

const windowOf = (from: number, to: number, { createdAt }: DeploymentRecord) => ({ from: Math.max(from, createdAt), to });

function needsOf(problem: ProblemRecord | null): Needs {
  const metric = problem && metrics.find(problem.metric);
  const bar = metric && problem.bar !== undefined ? { metric: metric.id, value: problem.bar, higherIsBetter: metric.higherIsBetter } : null;
  return { latencyMs: problem?.latencyMs ?? null, bar };
}
