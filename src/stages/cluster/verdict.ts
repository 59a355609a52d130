import type { ClusterDifference, ClusterEvidence, ClusterFindings } from '../../core/cluster-findings.ts';
import type { Metric } from '../../core/outcome.ts';
import { capital, counted, countOf, listed } from '../../core/words.ts';
import { LARGEST_P } from './evidence.ts';

/** Below it clusters dissolve on other rows. Source: Hennig (2007), "Cluster-wise assessment of cluster stability", section 5. */
const LEAST_STABILITY = 0.6;

export interface Verdict {
  readonly verdict: ClusterFindings['verdict'];
  readonly reasons: readonly string[];
}

/** Whether clusters are there: they must be more than rows without clusters show, and come out again on other rows. */
export function verdictOf(clusters: number, evidence: ClusterEvidence, stability: Metric): Verdict {
  if (clusters < 2) return { verdict: 'none', reasons: ['The search found no two clusters.'] };
  const alike = evidence.references.filter(({ pValue }) => pValue > LARGEST_P);
  const seen = `The mean silhouette is ${evidence.observed.toFixed(2)} on ${counted(evidence.rows, 'row')}`;
  if (alike.length > 0)
    return { verdict: 'none', reasons: [...alike.map((reference) => `${seen}, and ${sayReference(reference)}.`), sayStability(stability)] };
  const apart = evidence.references.map(
    ({ kind, largest, draws }) => `${kindWords[kind]} reached ${largest.toFixed(2)} at most in ${draws} draws`
  );
  const isSteady = stability.value >= LEAST_STABILITY;
  return { verdict: isSteady ? 'supported' : 'doubtful', reasons: [`${seen}; ${listed(apart)}.`, sayStability(stability)] };
}

const kindWords = { uniform: 'even rows without clusters', normal: 'rows of one normal distribution' } as const;

const sayReference = ({ kind, mean, pValue }: ClusterEvidence['references'][number]): string =>
  `${kindWords[kind]}, searched in the same way, reach ${mean.toFixed(2)} in the mean (p = ${pValue.toFixed(2)})`;

const sayStability = ({ value, low, high }: Metric): string =>
  `On other rows ${value >= LEAST_STABILITY ? 'the same clusters come out' : 'other clusters come out'}: adjusted Rand index ${value.toFixed(2)}, in 95 of 100 subsamples ${low.toFixed(2)} to ${high.toFixed(2)}.`;

export function sayVerdict({ verdict }: Verdict, clusters: number, rows: number): string {
  const found = countOf(clusters, 'cluster');
  if (verdict === 'supported') return `${capital(found)} in ${counted(rows, 'row')}, and they stand.`;
  if (verdict === 'doubtful') return `${capital(found)} in ${counted(rows, 'row')}, but on other rows they come out differently.`;
  return 'No clusters are supported: rows without any would look as clustered as these.';
}

const MOST_WORDS = 3;

/** What sets a cluster apart, in a sentence. */
export function profileWords(cluster: number, differences: readonly ClusterDifference[]): string {
  const told = differences.slice(0, MOST_WORDS).map(({ words }) => words);
  return told.length === 0 ? `Cluster ${cluster + 1} is like the rest in every column.` : `${capital(told.join('; '))}.`;
}
