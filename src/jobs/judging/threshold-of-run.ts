import type { WorkContext } from '../../core/context.ts';
import { paramOutOfRange } from '../../core/errors/anywhere.ts';
import { needsTwoClasses } from '../../core/errors/judging.ts';
import { partEmpty } from '../../core/errors/splitting.ts';
import type { ClassOutcome, Metric } from '../../core/outcome.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { wilson } from '../../kernels/intervals.ts';
import { unitShare } from '../../kernels/unit-share.ts';
import { costMatrix } from '../../stages/evaluate/expected-cost.ts';
import { metrics } from '../../stages/evaluate/registry.ts';
import { chooseThreshold, type ThresholdGoal } from '../../stages/evaluate/threshold.ts';
import { unitsOf } from '../../stages/evaluate/units-of.ts';
import type { ProblemRecord } from '../../storage/records/project.ts';
import type { JobServices } from '../services.ts';
import { readOutOfFold } from '../training/out-of-fold.ts';
import { loadJudged, scorePart } from './load-judged.ts';

/** What the threshold is to reach: the best of a metric, the least cost, or the most found within a limit that is a share from 0 to 1. */
export interface AskedGoal {
  readonly by: 'metric' | 'costs' | 'precision' | 'recall' | 'called';
  /** By metric: which; the problem's own, left out. */
  readonly metric?: string;
  /** Least precision or recall, or the most that may be called. */
  readonly share?: number;
}

/**
 * The threshold that serves a goal best on the validation rows, or on rows left out of folds, and what it does there. Nothing is changed by it: what a
 * package answers by follows from the costs of the problem, until a person keeps another (`keepThreshold`).
 * @throws LatheError `needs-two-classes`, `part-empty`, `unknown-id` for a metric there is not, `param-out-of-range`
 */
export async function thresholdOfRun(
  { runId, goal }: { readonly runId: string; readonly goal: AskedGoal },
  services: JobServices,
  context: WorkContext
): Promise<PlainRecord> {
  const judged = await loadJudged(services, runId);
  const hasPart = judged.parts.validation.length > 0;
  const outcome = hasPart
    ? (await scorePart(judged, 'validation', context)).outcome
    : (await readOutOfFold(services.storage, runId))?.outcome;
  if (!outcome) throw partEmpty('validation');
  if (outcome.kind !== 'classes' || outcome.positive === null)
    throw needsTwoClasses('A threshold', outcome.kind === 'classes' ? outcome.labels.length : 0);
  const { threshold, note } = chooseThreshold(outcome, goalOf(goal, outcome, judged.experiment.problem));
  return { on: hasPart ? 'validation' : 'cross-validation', threshold, note, ...whatItDoes(outcome, threshold) } as unknown as PlainRecord;
}

type Question = Pick<ProblemRecord, 'metric' | 'costs'>;

function goalOf({ by, metric, share }: AskedGoal, { labels }: ClassOutcome, problem: Question): ThresholdGoal {
  if (by === 'metric') return { kind: 'metric', metric: metrics.get(metric ?? problem.metric).id };
  if (by === 'costs') {
    if (!problem.costs) throw paramOutOfRange('threshold', 'by', 'another than costs, for the problem names none', by);
    return { kind: 'cost', costs: costMatrix(labels, problem.costs) };
  }
  if (share === undefined) throw paramOutOfRange('threshold', 'share', 'a share from 0 to 1', share);
  return by === 'called' ? { kind: by, most: share } : { kind: by, least: share };
}

/** Counts and shares of the rows, with intervals as if the threshold had been given beforehand. */
function whatItDoes({ positive, labels, actual, probabilities, ...rest }: ClassOutcome, threshold: number) {
  const isCalled = (row: number) => probabilities[row * labels.length + positive!]! >= threshold;
  const isPositive = (row: number) => actual[row] === positive;
  const units = unitsOf({ positive, labels, actual, probabilities, ...rest });
  const share = (isHit: (row: number) => boolean, isOf: (row: number) => boolean): Metric => {
    const of = [...actual.keys()].filter(isOf);
    const hits = of.filter(isHit).length;
    return { value: hits / of.length, ...(units ? unitShare({ isOf, isHit }, units) : wilson(hits, of.length)), n: of.length };
  };
  return { precision: share(isPositive, isCalled), recall: share(isCalled, isPositive), called: share(isCalled, () => true) };
}
