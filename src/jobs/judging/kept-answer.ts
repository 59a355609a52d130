import { barOf } from '../../core/bar.ts';
import type { PlainRecord } from '../../core/plain.ts';
import type { ProjectRecord } from '../../storage/records/project.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import type { JobServices } from '../services.ts';
import { aboutDataCurve, aboutExplanation, aboutLeakProbes, aboutMitigation, aboutStress, ATTACKS } from './about-run.ts';
import { keyOfRun, type KeptKind } from './kept-of-run.ts';

/** What was asked about a run, by the name of the verb that asks it; `request` as that verb takes it. */
export interface KeptAnswerJob {
  readonly runId: string;
  readonly what: 'dataCurve' | 'probeLeaks' | 'stressReport' | 'attack' | 'mitigate' | 'explain';
  readonly request?: PlainRecord;
}

/**
 * What came out when it was asked before and would come out again: no data are read and nothing is worked out. Of attacks it is the latest, whatever it
 * was allowed to change.
 * @returns null where nothing is kept
 */
export async function keptAnswer({ runId, what, request = {} }: KeptAnswerJob, { storage }: JobServices): Promise<PlainRecord | null> {
  const run = await storage.runs.get(runId);
  const project = await storage.projects.get(run.projectId);
  const key =
    what === 'attack'
      ? await latest({ storage }, run, keyOfRun(run, 'stress', ATTACKS))
      : keyOfRun(run, kinds[what], await abouts[what](judgedBy(project, run), request));
  const known = key === null ? undefined : await storage.results.find(key, run.projectId);
  return known ? (known.value as PlainRecord) : null;
}

interface JudgedBy {
  readonly metric: string;
  readonly bar: number | null;
}

/** As success is judged today, whatever it was when the run was trained. */
const judgedBy = (project: ProjectRecord, { question }: RunRecord): JudgedBy => ({
  metric: { metric: 'accuracy', ...project.problem, ...question }.metric,
  bar: barOf(project)?.value ?? null
});

type Asked = Exclude<KeptAnswerJob['what'], 'attack'>;

const kinds: Readonly<Record<Asked, KeptKind>> = {
  dataCurve: 'data-curve',
  probeLeaks: 'leak-probes',
  stressReport: 'stress',
  mitigate: 'mitigation',
  explain: 'explanation'
};

const abouts: Readonly<Record<Asked, (judged: JudgedBy, request: PlainRecord) => Promise<string> | string>> = {
  dataCurve: ({ metric }) => aboutDataCurve(metric),
  probeLeaks: ({ metric }) => aboutLeakProbes(metric),
  stressReport: (judged, request) => aboutStress(judged, request),
  mitigate: (_, request) => aboutMitigation(request as { sensitive: string; parity: string }),
  explain: ({ metric }, request) => aboutExplanation(metric, request)
};

async function latest({ storage }: Pick<JobServices, 'storage'>, { projectId }: RunRecord, start: string): Promise<string | null> {
  const own = (await storage.results.index(projectId)).filter(({ key }) => key.startsWith(start));
  return own.reduce<(typeof own)[number] | null>((last, one) => (last && last.createdAt > one.createdAt ? last : one), null)?.key ?? null;
}
