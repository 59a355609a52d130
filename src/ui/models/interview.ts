import type { Overview } from '../../app/overview.ts';
import { formatNumber } from '../../charts/format.ts';
import { bestBaseline, sayScore } from './words.ts';

/** A short, honest answer to "Why not start with the biggest network?", from this project's records. */
export function interviewAnswer({ runs, split, dataset }: Pick<Overview, 'runs' | 'split' | 'dataset'>, metric: string): string {
  const rows = split?.rows.train ?? dataset?.rows ?? 0;
  const size = `There are ${formatNumber(rows)} rows to learn from${rows < 5000 ? ', and a big network wants many times that' : ''}.`;
  const baseline = bestBaseline(runs, metric);
  const floor = baseline
    ? `Saying the same for every row gives ${sayScore(metric, baseline.score.value)} (95 % interval ${sayScore(metric, baseline.score.low)} to ${sayScore(metric, baseline.score.high)}); a simple model first shows how much of the way from there is easy.`
    : 'Without a baseline nobody knows what a good score is here, and none was run yet.';
  const network = runs.find((run) => (run.model === 'mlp' || run.model === 'cnn') && run.status === 'done' && !run.randomLabels);
  const tried = network
    ? `A network was tried too: it is on the board beside the others.`
    : 'A network can still be tried once something simple is on the board.';
  return `${size} ${floor} ${tried}`;
}
