import { isLatheError } from '../../core/errors/lathe-error.ts';
import type { Schedule, ScheduleOutcome } from '../../core/schedule.ts';
import { countOf, inSentence, listedNames } from '../../core/words.ts';
import type { Metric } from '../../core/outcome.ts';
import type { Project } from '../api/projects.ts';
import type { Run } from '../api/training.ts';
import type { Watch } from '../api/watch.ts';
import { specOf } from '../door/schedules.ts';
import { metricFacts } from '../metric-facts.ts';

/** Below the usual 0: what a person asks for goes first. */
const PRIORITY = -1;

/** Does what a schedule names, through the same verbs as a person. @returns a sentence that says what came of it */
export async function doScheduled(project: Project, { work }: Schedule, options: Watch): Promise<string> {
  const watch = { ...options, priority: PRIORITY };
  if (work.verb === 'monitor') return sayDrift(await project.monitor(work.deployment, options));
  const metric = (await project.problem.get()).metric;
  if (work.verb === 'train') return sayRun(await project.train(specOf(work.spec), watch), metric);
  if (work.verb === 'tune') return sayRun((await project.tune(specOf(work.spec), watch)).best, metric);
  const runs = await project.auto(specOf(work.spec), watch);
  return runs[0] ? `${countOf(runs.length, 'run')}; the best: ${sayRun(runs[0], metric)}` : 'No family fits these data.';
}

function sayRun({ label, metrics }: Run, metric: string): string {
  const score = metrics['cv']?.[metric] ?? metrics['validation']?.[metric];
  return score ? `${label}, ${inSentence(metricFacts(metric).label)} ${sayScore(score)}.` : `${label}, done.`;
}

const sayScore = ({ value, low, high }: Metric): string =>
  low < high ? `${value.toPrecision(3)} (${low.toPrecision(3)} to ${high.toPrecision(3)})` : value.toPrecision(3);

function sayDrift({ drift, predictionDrift }: Awaited<ReturnType<Project['monitor']>>): string {
  const drifted = drift.filter(({ alarm }) => alarm).map(({ column }) => column);
  const answers = predictionDrift.alarm ? ' The predictions drifted.' : '';
  return drifted.length > 0 ? `Drift in ${listedNames(drifted)}.${answers}` : `No column drifted.${answers}`;
}

/** How it ended, in the record of the schedule. */
export function outcomeOf(result: PromiseSettledResult<string>, at: number, tookMs: number): ScheduleOutcome {
  if (result.status === 'fulfilled') return { at, tookMs, status: 'done', said: result.value };
  const reason: unknown = result.reason;
  if ((reason as { name?: unknown } | null)?.name === 'AbortError') return { at, tookMs, status: 'stopped', said: 'It was stopped.' };
  const said = isLatheError(reason) ? `${reason.message} ${reason.hint}` : String(reason);
  return { at, tookMs, status: 'failed', said };
}
