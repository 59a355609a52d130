import type { AutoJob, AutoReport } from '../../core/auto-report.ts';
import { isBaseline } from '../../core/baselines.ts';
import type { AutoRuns, Run, SaidAutoReport } from '../api/training.ts';
import type { Watch } from '../api/watch.ts';
import type { Services } from '../services.ts';
import { searchBest, type AutoFound } from './auto.ts';
import type { AutoAsk } from './auto-search.ts';
import { sayAuto } from './auto-words.ts';
import { progressOf, sayLooking, signalOf } from './watch.ts';

/** Where a search's report is made and kept. */
interface Place {
  readonly services: Services;
  readonly projectId: string;
}

/** The search among all families, and what its winner can be trusted with. */
export async function searchAmongAll({ services, projectId }: Place, ask: AutoAsk, watch: Watch | undefined): Promise<AutoRuns> {
  const startedAt = services.now();
  const found = await searchBest(ask, watch);
  const job = { projectId, ...finished(ask, found, { id: services.newId(), startedAt }) };
  sayLooking(watch);
  const report = await services.trainer.run(signalOf(watch), (api) => api.reportAuto(job, signalOf(watch), progressOf(watch, 1, 1)));
  return Object.assign(found.runs, { report: toldAs(report) });
}

/** With what it says in words. */
export const toldAs = (report: AutoReport): SaidAutoReport => ({ ...report, said: sayAuto(report) });

function finished(
  ask: AutoAsk,
  { runs, families, usedMs }: AutoFound,
  named: Pick<AutoReport, 'id' | 'startedAt'>
): Omit<AutoJob, 'projectId'> {
  const { metric, cv, seed, budgetMs } = ask;
  const scoreOf = (run: Run) => run.metrics['cv']?.[metric];
  const candidates = runs.flatMap((run) => {
    const score = scoreOf(run);
    return score && Number.isFinite(score.value) ? [{ runId: run.id, model: run.model, label: run.label, score: score.value }] : [];
  });
  const [first] = runs;
  const score = first && scoreOf(first);
  const best = first && score ? { runId: first.id, model: first.model, label: first.label, score } : null;
  const tried = candidates.filter(({ model }) => !isBaseline(model)).length;
  return { candidates, auto: { ...named, metric, cv, seed, budgetMs, usedMs, tried, families, best, notes: [] } };
}
