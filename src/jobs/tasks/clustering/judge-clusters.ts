import type { ClusterFindings, ClusterProfile } from '../../../core/cluster-findings.ts';
import { partOf, type SeededContext } from '../../../core/context.ts';
import type { Matrix } from '../../../core/matrix.ts';
import type { Metric } from '../../../core/outcome.ts';
import { forkRng } from '../../../core/rng.ts';
import { describeClusters } from '../../../stages/cluster/profiles.ts';
import { weighEvidence } from '../../../stages/cluster/evidence.ts';
import { pictureOf } from '../../../stages/cluster/picture.ts';
import { clusterModels } from '../../../stages/cluster/registry.ts';
import { drawRows, takeRows } from '../../../stages/cluster/rows.ts';
import { measureStability, type Stability } from '../../../stages/cluster/stability.ts';
import { clusterScores } from '../../../stages/cluster/cluster-scores.ts';
import { profileWords, sayVerdict, verdictOf } from '../../../stages/cluster/verdict.ts';
import type { Study } from '../study.ts';
import type { TaskAsk, TaskJudgement, TaskOutside, TaskPlan } from '../task-way.ts';
import type { ClusteringFit } from './clustering-fit.ts';
import { compareKnown, type Comparison } from './compare-known.ts';

/** How well the clusters are apart, whether rows without any would seem as clustered, and how far they come out again on other rows. */
export async function judgeClusters(
  fit: ClusteringFit,
  study: Study,
  _plan: TaskPlan,
  ask: TaskAsk,
  outside: TaskOutside
): Promise<TaskJudgement> {
  const { matrix, found } = fit;
  const context = (purpose: string, from: number, to: number): SeededContext => ({
    ...partOf(outside, from, to),
    rng: forkRng(ask.seed, purpose)
  });
  const scores = await clusterScores(matrix, found, context('scores', 0, 0.2));
  const sample = sampleOf(fit, ask);
  const evidence = await weighEvidence(sample.matrix, sample.fit, context('evidence', 0.2, 0.7));
  const stability = await measureStability(
    sample.matrix,
    { labels: sample.labels, clusters: found.clusters },
    sample.fitSoMany,
    context('stability', 0.7, 0.95)
  );
  const known = await compareKnown(study, found, context('known', 0.95, 1));
  const verdict = verdictOf(found.clusters, evidence, stability.whole);
  const profiles = profilesOf(study, fit, stability);
  const findings: ClusterFindings = {
    task: 'clustering',
    model: ask.model,
    sentence: sayVerdict(verdict, found.clusters, matrix.rows),
    verdict: verdict.verdict,
    reasons: [...verdict.reasons, ...(found.choice ? [found.choice.reason] : [])],
    choice: found.choice ?? null,
    evidence,
    profiles,
    noise: found.labels.filter((label) => label < 0).length,
    compared: known?.compared ?? null,
    picture: pictureOf(matrix, found.labels, forkRng(ask.seed, 'picture')),
    labels: found.labels
  };
  return { metrics: { train: metricsOf(scores, stability, known) }, findings, notes: [] };
}

const metricsOf = (scores: Record<string, Metric>, stability: Stability, known: Comparison | null): Record<string, Metric> => ({
  ...scores,
  stability: stability.whole,
  ...known?.metrics
});

/** Rows on which the search is made again and again, with its settings meant for so many. */
function sampleOf({ matrix, found }: ClusteringFit, { model: id, params, seed }: TaskAsk) {
  const model = clusterModels.get(id);
  const rows = drawRows(matrix.rows, model.judgeRows, forkRng(seed, 'sample'));
  const share = rows.length / matrix.rows;
  const own = share < 1 && model.onSample ? model.onSample(params as never, share) : params;
  const fixed = Object.fromEntries(['nClusters', 'nComponents'].filter((name) => name in own).map((name) => [name, found.clusters]));
  const fit = (settings: object) => (some: Matrix, context: SeededContext) => model.fit(some, settings as never, context);
  return {
    matrix: takeRows(matrix, rows),
    labels: Int32Array.from(rows, (row) => found.labels[row]!),
    fit: fit(own),
    /** With the number of clusters as it was found. */
    fitSoMany: fit({ ...own, ...fixed })
  };
}

function profilesOf({ inputs }: Study, { found, matrix }: ClusteringFit, stability: Stability): ClusterProfile[] {
  const differences = describeClusters(inputs, found.labels, found.clusters);
  const sizes = new Float64Array(found.clusters);
  for (const label of found.labels) if (label >= 0) sizes[label]!++;
  return differences.map((own, cluster) => ({
    rows: sizes[cluster]!,
    share: sizes[cluster]! / matrix.rows,
    differences: own,
    stability: stability.clusters[cluster]!,
    words: profileWords(cluster, own)
  }));
}
