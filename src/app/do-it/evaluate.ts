import { metricFacts } from '../metric-facts.ts';
import type { Metric, Run, Watch } from '../lathe-api.ts';
import type { DoIt } from './do-it.ts';

const isReal = (run: Run) => run.status === 'done' && !run.randomLabels && run.model !== 'baseline';

/** Judges the best run on the validation part, and trains its control on shuffled answers. The test part stays sealed. */
export const judgeBest: DoIt = async (project, overview, watch) => {
  const metric = overview.problem?.metric ?? '';
  const best = bestRun(overview.runs.filter(isReal), metric) ?? overview.runs.find((run) => run.status === 'done');
  if (!best) return { said: ['There is no finished run to judge. Train one first.'], undo: null };
  const report = await project.evaluate(best.id, part(watch, 0, 0.4));
  const said = [`Judged ${best.label} on rows it has never seen: ${toldScore(metric, report.metrics[metric])}.`];
  const control = overview.runs.find((run) => run.randomLabels && run.status === 'done' && run.model === best.model);
  if (control) said.push('A control on shuffled answers was there already.');
  else {
    const made = await project.randomLabels(best.id, part(watch, 0.4, 1));
    said.push(
      `Trained it once more on shuffled answers, to see what luck alone gives: ${toldScore(metric, made.metrics['validation']?.[metric])}.`
    );
  }
  if ((overview.split?.testOpenings ?? 0) === 0)
    said.push('Left the test part sealed: it is opened once, when nothing is chosen any more.');
  return { said, undo: null };
};

function bestRun(runs: readonly Run[], metric: string): Run | undefined {
  const { higherIsBetter } = metricFacts(metric);
  const value = (run: Run) => (run.metrics['validation']?.[metric] ?? run.metrics['cv']?.[metric])?.value ?? NaN;
  return runs
    .filter((run) => !Number.isNaN(value(run)))
    .reduce<Run | undefined>(
      (top, run) => (top && !(higherIsBetter ? value(run) > value(top) : value(run) < value(top)) ? top : run),
      undefined
    );
}

function toldScore(metric: string, score: Metric | undefined): string {
  if (!score) return `${metricFacts(metric).label.toLowerCase()} could not be measured`;
  const text = (value: number) => String(Number(value.toPrecision(3)));
  return `${metricFacts(metric).label} ${text(score.value)}, 95 % interval ${text(score.low)} to ${text(score.high)}`;
}

const part = ({ signal, onProgress }: Watch, from: number, to: number): Watch => ({
  ...(signal ? { signal } : {}),
  ...(onProgress
    ? { onProgress: ({ share, note }) => onProgress({ share: from + share * (to - from), ...(note === undefined ? {} : { note }) }) }
    : {})
});
