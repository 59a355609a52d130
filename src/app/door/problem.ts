import { metricNotOffered } from '../../core/errors/problem.ts';
import { judgedTaskOf, metricsFor, type OfferedTask } from '../../stages/plan/tasks.ts';
import { changeProblem } from '../../stages/plan/change-problem.ts';
import { checkProblem } from '../../stages/plan/check-problem.ts';
import { suggestProblem } from '../../stages/plan/suggest-problem.ts';
import type { ProblemRecord, ProjectRecord } from '../../storage/records/project.ts';
import type { Problem, ProblemVerbs } from '../api/problem.ts';
import type { Services } from '../services.ts';
import { judgeProject } from './feasibility.ts';
import { problemOf } from './from-records.ts';
import { progressOf, signalOf } from './watch.ts';

type SuggestedProblem = Awaited<ReturnType<ProblemVerbs['suggest']>>;

const unsaid: Problem = { statement: '', task: 'classification', metric: 'roc_auc' };

/** The problem of a project: what is wanted, how success is measured, and when that was fixed. */
export function problemVerbs(services: Services, projectId: string): ProblemVerbs {
  const { storage, reader } = services;
  return {
    get: async () => problemOf(await storage.projects.get(projectId)) ?? { ...unsaid },

    set: (change) => setProblem(services, projectId, change),

    async suggest(watch) {
      const { datasetId } = await storage.projects.get(projectId);
      if (datasetId === null) return suggestProblem(null) as SuggestedProblem;
      return (await reader.run(signalOf(watch), (api) =>
        api.suggestProblem({ datasetId }, signalOf(watch), progressOf(watch))
      )) as SuggestedProblem;
    },

    async changes() {
      const { problemFixedAt, problemChanges } = await storage.projects.get(projectId);
      return { fixedAt: problemFixedAt, changes: problemChanges.map((change) => ({ ...change })) };
    },

    feasibility: (watch) => judgeProject(services, projectId, watch)
  };
}

/** Merged and checked with the record as it stands in the transaction: what was typed in another field a moment ago is in it. */
async function setProblem({ storage, now }: Services, projectId: string, change: Partial<Problem>): Promise<Problem> {
  const { datasetId } = await storage.projects.get(projectId);
  const columns = datasetId === null ? null : (await storage.datasets.get(datasetId)).columns;
  const at = now();
  let bar: number | undefined;
  const saved = await storage.projects.update(projectId, (record) => {
    bar = record.problem?.bar;
    return { ...record, ...nextProblem(record, change, columns, at) };
  });
  const isBarGone = bar !== undefined && saved.problem?.bar === undefined;
  await noteSet(storage, projectId, at, `${wordsOf(saved.problem!)}${isBarGone ? `; the bar of ${bar} is taken out` : ''}`);
  return problemOf(saved)!;
}

/** @throws LatheError what `checkProblem` throws, `metric-not-offered` */
function nextProblem(
  { problem, problemFixedAt, problemChanges }: ProjectRecord,
  change: Partial<Problem>,
  columns: Parameters<typeof checkProblem>[1],
  at: number
): Pick<ProjectRecord, 'problem' | 'problemChanges'> {
  const next = checkProblem(changeProblem(problem, unsaid, change), columns) as ProblemRecord;
  if (change.metric !== undefined && next.metric !== change.metric)
    throw metricNotOffered(change.metric, next.task, metricsFor(judgedTaskOf(next.task as OfferedTask)));
  const changes = problemFixedAt === null ? problemChanges : joinChanges(problemChanges, changesOf(problem, next, at));
  return { problem: next, problemChanges: changes };
}

/** Written down beside the question: who answers for it. Changing that moves no goal. */
const KEPT_BESIDE: ReadonlySet<string> = new Set(['owner']);

/** The log says what the question became. Typing on in a field that is no part of it says nothing new. */
async function noteSet(storage: Services['storage'], projectId: string, at: number, words: string): Promise<void> {
  const last = (await storage.audit.list(projectId)).at(-1);
  if (last?.action !== 'problem-set' || last.detail !== words) await storage.audit.append(projectId, at, 'problem-set', words);
}

type Change = ProjectRecord['problemChanges'][number];

/** What is changed again within this time is one change: a sentence that is typed with pauses is one sentence. */
const ONE_CHANGE_MS = 10 * 60_000;
const PARTS = /^([^:]+): (.*) -> (.*)$/s;

/** Changes of the same thing in one go become one, from where it began to where it is now; what came back to where it began is none. */
export function joinChanges(known: readonly Change[], fresh: readonly Change[]): Change[] {
  return fresh.reduce<Change[]>(
    (all, change) => {
      const last = all.at(-1);
      const [then, now] = [last && PARTS.exec(last.what), PARTS.exec(change.what)];
      if (!last || !then || !now || then[1] !== now[1] || then[3] !== now[2] || change.at - last.at > ONE_CHANGE_MS)
        return [...all, change];
      const rest = all.slice(0, -1);
      return then[2] === now[3] ? rest : [...rest, { at: change.at, what: `${now[1]}: ${then[2]} -> ${now[3]}` }];
    },
    [...known]
  );
}

function changesOf(before: ProblemRecord | null, after: ProblemRecord, at: number): { at: number; what: string }[] {
  const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after)]);
  const changed = [...keys].filter((key) => !KEPT_BESIDE.has(key) && JSON.stringify(before?.[key]) !== JSON.stringify(after[key]));
  return changed.map((key) => ({
    at,
    what: `${key}: ${JSON.stringify(before?.[key]) ?? 'unset'} -> ${JSON.stringify(after[key]) ?? 'unset'}`
  }));
}

const wordsOf = ({ task, target, metric, bar }: ProblemRecord): string =>
  `${task}${target === undefined ? '' : ` of ${target}`}, judged by ${metric}${bar === undefined ? '' : `, bar ${bar}`}`;
