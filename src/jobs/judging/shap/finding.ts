import type { WorkContext } from '../../../core/context.ts';
import { metricName } from '../../../core/metric-names.ts';
import { brief } from '../../../core/words.ts';
import { metrics } from '../../../stages/evaluate/registry.ts';
import type { LabelledRows } from '../../experiment/labelled-rows.ts';
import { outcomeOf } from '../../experiment/outcome-of.ts';
import { scoreInPieces } from '../../scoring/score-in-pieces.ts';
import { chanceOf } from '../chance-of.ts';
import type { JudgedRun } from '../load-judged.ts';

/** Whether what a model goes by may be taken for something about the data, and if not, why. */
export interface Finding {
  readonly holds: boolean;
  readonly why: string;
}

/**
 * What a model goes by is a finding only where it is surely better than guessing on rows it has not learned from. One that learned from shuffled answers goes
 * by something too.
 */
export async function findingOf(
  { run, experiment, scorer, positive }: JudgedRun,
  rows: LabelledRows,
  context: WorkContext
): Promise<Finding> {
  if (run.randomLabels) return no('It learned from shuffled answers');
  const metric = metrics.find(experiment.problem.metric);
  if (!metric) return no('How good it is is not known');
  const score = (run.metrics['validation'] ?? run.metrics['cv'])?.[metric.id];
  const chance = chanceOf(
    outcomeOf(await scoreInPieces(scorer, rows.inputs, { ...context, onProgress: () => undefined }), rows, positive),
    metric.id
  );
  if (!score || !Number.isFinite(chance) || !Number.isFinite(score.low) || !Number.isFinite(score.high))
    return no('How good it is is not known');
  if (metric.higherIsBetter ? score.low > chance : score.high < chance) return { holds: true, why: '' };
  const found = `${brief(score.value)}, ${brief(score.low)} to ${brief(score.high)}`;
  return no(`It is not surely better than guessing (${metricName(metric.id)} ${found}; guessing gives ${brief(chance)})`);
}

const no = (reason: string): Finding => ({
  holds: false,
  why: `${reason}: this shows what the model goes by, not what goes together in the data.`
});
