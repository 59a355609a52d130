import { metricNotOffered } from '../../core/errors.ts';
import { learningTaskOf, metricsFor, type OfferedTask } from '../../stages/plan/tasks.ts';
import { checkProblem } from '../../stages/plan/check-problem.ts';
import { suggestProblem } from '../../stages/plan/suggest-problem.ts';
import type { ProblemRecord, ProjectRecord } from '../../storage/records/project.ts';
import type { Problem, Project } from '../lathe-api.ts';
import type { Services } from '../services.ts';
import { judgeProject } from './feasibility.ts';
import { problemOf } from './from-records.ts';
import { progressOf, signalOf } from './watch.ts';

type SuggestedProblem = Awaited<ReturnType<Project['problem']['suggest']>>;

const unsaid: Problem = { statement: '', task: 'classification', metric: 'roc_auc' };

/** The problem of a project: what is wanted, how success is measured, and when that was fixed. */
export function problemVerbs(services: Services, projectId: string): Project['problem'] {
  const { storage, reader } = services;
  const schema = async (project: ProjectRecord) =>
    project.datasetId === null ? null : (await storage.datasets.get(project.datasetId)).columns;
  return {
    get: async () => problemOf(await storage.projects.get(projectId)) ?? { ...unsaid },

    async set(change) {
      const project = await storage.projects.get(projectId);
      const next = checkProblem(merged(project.problem, change), await schema(project)) as ProblemRecord;
      if (change.metric !== undefined && next.metric !== change.metric)
        throw metricNotOffered(change.metric, next.task, metricsFor(learningTaskOf(next.task as OfferedTask)));
      const at = services.now();
      const saved = await storage.projects.update(projectId, (record) => ({
        ...record,
        problem: next,
        problemChanges:
          record.problemFixedAt === null ? record.problemChanges : [...record.problemChanges, ...changesOf(record.problem, next, at)]
      }));
      await storage.audit.append(projectId, at, 'problem-set', wordsOf(next));
      return problemOf(saved)!;
    },

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

/** Written down beside the question: who answers for it, what allows it. Changing them moves no goal. */
const KEPT_BESIDE: ReadonlySet<string> = new Set(['owner', 'licence', 'legalBasis', 'purpose', 'retentionDays']);

/** A key set to undefined is taken out. */
function merged(before: ProblemRecord | null, change: Partial<Problem>): ProblemRecord {
  const all = { ...unsaid, ...before, ...change };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as ProblemRecord;
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
