import { inSentence } from '../../core/words.ts';
import { metricFacts } from '../metric-facts.ts';
import { sayChoice } from '../leading-run.ts';
import { leaderOf } from '../leader-of.ts';
import type { Metric } from '../../core/outcome.ts';
import type { Watch } from '../api/watch.ts';
import type { DoIt } from './do-it.ts';

/** Judges the leading run on the validation part, and trains its control on shuffled answers. The test part stays sealed. */
export const judgeBest: DoIt = async (project, overview, watch) => {
  const metric = overview.problem?.metric ?? '';
  const leading = leaderOf(overview);
  const best = leading?.run ?? overview.runs.find((run) => run.status === 'done');
  if (!best) return { said: ['There is no finished run to judge. Train one first.'], undo: null };
  const report = await project.evaluate(best.id, part(watch, 0, 0.4));
  const said = [
    `Judged ${best.label} on rows it has never seen: ${toldScore(metric, report.metrics[metric])}.`,
    ...(leading ? [sayChoice(leading)] : [])
  ];
  const control = overview.runs.find((run) => run.randomLabels && run.status === 'done' && run.model === best.model);
  if (control) said.push('A control on shuffled answers was there already.');
  else {
    const made = await project.randomLabels(best.id, part(watch, 0.4, 1));
    said.push(
      `Trained it once more on shuffled answers, to see what luck alone gives: ${toldScore(metric, (made.metrics['validation'] ?? made.metrics['cv'])?.[metric])}.`
    );
  }
  if ((overview.split?.testOpenings ?? 0) === 0)
    said.push('Left the test part sealed: it is opened once, when nothing is chosen any more.');
  return { said, undo: null };
};

function toldScore(metric: string, score: Metric | undefined): string {
  if (!score) return `the ${inSentence(metricFacts(metric).label)} could not be measured`;
  const text = (value: number) => String(Number(value.toPrecision(3)));
  return `${inSentence(metricFacts(metric).label)} ${text(score.value)}, 95 % interval ${text(score.low)} to ${text(score.high)}`;
}

const part = ({ signal, onProgress }: Watch, from: number, to: number): Watch => ({
  ...(signal ? { signal } : {}),
  ...(onProgress
    ? { onProgress: ({ share, note }) => onProgress({ share: from + share * (to - from), ...(note === undefined ? {} : { note }) }) }
    : {})
});
