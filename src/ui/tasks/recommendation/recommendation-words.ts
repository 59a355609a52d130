import { metricFacts } from '../../../app/metric-facts.ts';
import type { Report } from '../../../app/api/judging.ts';
import type { Run } from '../../../app/api/training.ts';
import { formatScore } from '../../../charts/format.ts';
import type { IntervalsData } from '../../../charts/intervals.ts';
import type { Metric } from '../../../core/outcome.ts';
import type { RecommendationFindings } from '../../../core/recommendation-findings.ts';
import type { RecommendedTo } from '../../../core/looks/recommended.ts';
import { brief, counted, listedNames, quoted } from '../../../core/words.ts';

/** What was learned from, in a sentence. */
export function learnedFrom({ pairs, users, items, likedFrom, holdOut }: RecommendationFindings): string {
  const liked = likedFrom === null ? '' : ` An item counts as liked from a rating of ${brief(likedFrom)} on.`;
  const held = {
    time: 'What came later is held out, for everybody from one moment on',
    last: 'The last of each user is held out',
    random: 'Of each user some are held out at random'
  }[holdOut];
  return `${counted(pairs, 'pair')} of ${counted(users, 'user')} and ${counted(items, 'item')} were learned from. ${held}.${liked}`;
}

/** NDCG of this recommender beside that of popularity, the better one first. */
export function besidePopularity(run: Run, { popularity, model }: RecommendationFindings): IntervalsData {
  const rows = [
    ...(model === 'popularity' ? [] : [{ label: run.label, metric: run.metrics['validation']?.['ndcg'] }]),
    { label: 'Popularity', metric: popularity['ndcg'] }
  ];
  return {
    metric: 'NDCG',
    rows: rows.flatMap(({ label, metric }) => (metric ? [{ label, ...metric }] : [])).sort((a, b) => b.value - a.value),
    reference: popularity['ndcg'] ? { label: 'popularity', value: popularity['ndcg'].value } : null
  };
}

const span = ({ value, low, high }: Metric) => `${formatScore(value)} (${formatScore(low)} to ${formatScore(high)})`;

/** What the opened test part says. */
export function testSentence({ metrics, gain }: Report): string {
  const [ndcg, gained] = [metrics['ndcg'], gain as Metric | undefined];
  if (!ndcg || !gained) return '';
  const verdict = gained.low > 0 ? 'surely better than popularity' : gained.high < 0 ? 'surely worse than popularity' : 'no more than popularity gives, as far as one can tell'; // prettier-ignore
  return `On the test part, ${metricFacts('ndcg').label} is ${span(ndcg)}: ${verdict}, by ${span(gained)}.`;
}

/** Who is recommended to, and by what. */
export function metSentence({ user, isKnown, met, metCount }: RecommendedTo): string {
  if (!isKnown) return `Nothing is known of ${quoted(user)}: the list is what most users took.`;
  const more = metCount > met.length ? `, and ${metCount - met.length} more` : '';
  return `What ${quoted(user)} took, as far as it was learned from: ${listedNames(met, 8)}${more}.`;
}
