import { isBaseline } from '../../core/baselines.ts';
import { partOf, type WorkContext } from '../../core/context.ts';
import type { AutoJob, AutoReport, Rival } from '../../core/auto-report.ts';
import type { Plain } from '../../core/plain.ts';
import { comparePair } from '../../stages/evaluate/compare/compare-pair.ts';
import { metrics } from '../../stages/evaluate/registry.ts';
import type { JobServices } from '../services.ts';
import { estimateWinner } from './estimate-winner.ts';
import { firstRepeat, readOutOfFold } from './out-of-fold.ts';

const REPLICATES = 400;

/**
 * What can be learned from a search among all families: how much of the winner's score is luck of the choice, whether it is better than the best baseline, and than
 * the best model of another kind. Only rows left out of folds of the training part are looked at. It is kept with the project.
 */
export async function reportAuto(job: AutoJob, services: JobServices, context: WorkContext): Promise<AutoReport> {
  const { auto, candidates, projectId } = job;
  const { metric, cv, seed, best } = auto;
  const baseline = candidates.find(({ model }) => isBaseline(model));
  const choice = { metric, cv, seed, candidates, winner: best?.runId ?? null, reference: baseline?.runId ?? null };
  const report: AutoReport = {
    ...auto,
    estimate: await estimateWinner(choice, services.storage, partOf(context, 0, 0.9)),
    rival: await rivalOf(job, services, partOf(context, 0.9, 1))
  };
  const value = report as unknown as Plain;
  await services.storage.results.put({ key: `auto:${auto.id}`, projectId, kind: 'auto', value, createdAt: auto.startedAt });
  return report;
}

/** The best of another kind than the winner, and by how much the winner is better on the same rows. */
async function rivalOf({ auto, candidates }: AutoJob, { storage }: JobServices, context: WorkContext): Promise<Rival | null> {
  const { best, metric, seed, cv } = auto;
  const rival = candidates.find(({ model }) => !isBaseline(model) && model !== best?.model);
  if (!best || isBaseline(best.model) || !rival) return null;
  const [own, other] = [await readOutOfFold(storage, best.runId), await readOutOfFold(storage, rival.runId)];
  if (!own || !other) return null;
  const [first, second] = [firstRepeat(own, cv), firstRepeat(other, cv)];
  const folds = first.places?.folds ?? null;
  const { difference } = await comparePair(first.outcome, second.outcome, metric, { seed, context, replicates: REPLICATES, folds });
  const { value, low, high, ...how } = difference;
  const lead = metrics.get(metric).higherIsBetter ? difference : { ...how, value: -value, low: -high, high: -low };
  return { runId: rival.runId, label: rival.label, lead };
}
