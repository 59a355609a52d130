import type { Metric } from '../../core/outcome.ts';
import { baselineOf } from '../../app/problem-facts.ts';
import type { Overview } from '../../app/overview.ts';
import { formatNumber } from '../../charts/format.ts';
import { sayScore } from './words.ts';

/** A short, honest answer to "Why not start with the biggest network?", from this project's records. */
export function interviewAnswer(overview: Pick<Overview, 'problem' | 'runs' | 'split' | 'dataset'>, metric: string): string {
  const { runs, split, dataset } = overview;
  const rows = split?.rows.train ?? dataset?.rows ?? 0;
  const size = `There are ${formatNumber(rows)} rows to learn from${rows < 5000 ? ', and a big network wants many times that' : ''}.`;
  const baseline = baselineOf(overview);
  const floor = baseline
    ? `Saying the same for every row gives ${sayScore(metric, baseline.score.value)} ${interval(baseline.score, metric)}; a simple model first shows how much of the way from there is easy.`
    : 'Without a baseline nobody knows what a good score is here, and none was run yet.';
  const network = runs.find((run) => (run.model === 'mlp' || run.model === 'cnn') && run.status === 'done' && !run.randomLabels);
  const tried = network
    ? `A network was tried too: it is on the board beside the others.`
    : 'A network can still be tried once something simple is on the board.';
  return `${size} ${floor} ${tried}`;
}

/** Nothing where it can't be otherwise. */
const interval = ({ low, high }: Metric, metric: string): string =>
  high - low < 1e-9 ? 'by definition' : `(95 % interval ${sayScore(metric, low)} to ${sayScore(metric, high)})`;
