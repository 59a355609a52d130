import type { AnomalyFindings } from '../../../core/anomaly-findings.ts';
import { partOf, type SeededContext } from '../../../core/context.ts';
import type { Metric } from '../../../core/outcome.ts';
import { forkRng } from '../../../core/rng.ts';
import { mean, quantile } from '../../../core/stats.ts';
import { counted, grouped } from '../../../core/words.ts';
import { flagAgreement } from '../../../stages/anomaly/agreement.ts';
import { anomalyModels } from '../../../stages/anomaly/registry.ts';
import { scoreBins, strangeness, thresholdFor } from '../../../stages/anomaly/threshold.ts';
import { referenceRows } from '../../../stages/cluster/reference-rows.ts';
import { drawRows, takeRows } from '../../../stages/cluster/rows.ts';
import type { Study } from '../study.ts';
import type { TaskAsk, TaskJudgement, TaskOutside, TaskPlan } from '../task-way.ts';
import type { AnomalyTaskFit } from './anomaly-fit.ts';
import { againstKnown } from './against-known.ts';
import { reasonsFor } from './reasons-for.ts';
import { fitAndScore } from './scores-of.ts';

const SHOWN = 50;
const DRAWS = 24;
/** As many draws that are no less strange settle it. */
const ENOUGH = 3;
const STABILITY_DRAWS = 20;
const DRAWN_SHARE = 0.8;

/** Which rows are flagged and why, whether they are stranger than chance makes them, and how far the same ones come out again. */
export async function judgeAnomalies(
  fit: AnomalyTaskFit,
  study: Study,
  _plan: TaskPlan,
  ask: TaskAsk,
  outside: TaskOutside
): Promise<TaskJudgement> {
  const { scores } = fit;
  const share = Number(ask.params['contamination']);
  const threshold = thresholdFor(scores, share);
  const order = [...scores.keys()].filter((row) => scores[row]! >= threshold).sort((a, b) => scores[b]! - scores[a]! || a - b);
  const context = (purpose: string, from: number, to: number): SeededContext => ({
    ...partOf(outside, from, to),
    rng: forkRng(ask.seed, purpose)
  });
  const evidence = await weigh(fit, ask, share, context('evidence', 0, 0.5));
  const stability = await stabilityOf(fit, ask, threshold, context('stability', 0.5, 0.9));
  const shown = order.slice(0, SHOWN);
  const reasons = await reasonsFor(shown, fit, study);
  const findings: AnomalyFindings = {
    task: 'anomaly',
    model: ask.model,
    sentence: sentenceOf(order.length, scores.length, evidence),
    contamination: share,
    threshold,
    count: order.length,
    flagged: shown.map((row, i) => ({ row, score: scores[row]!, reasons: reasons[i]! })),
    evidence,
    histogram: scoreBins(scores),
    scores
  };
  const known = await againstKnown(study, scores, ask.seed, partOf(outside, 0.9, 1));
  return { metrics: { train: { stability, ...known } }, findings, notes: [] };
}

function sentenceOf(count: number, rows: number, { pValue }: AnomalyFindings['evidence']): string {
  const flagged = `${grouped(count)} of ${counted(rows, 'row')} ${count === 1 ? 'is' : 'are'} flagged`;
  return pValue <= 0.05
    ? `${flagged}, stranger than chance makes rows.`
    : `${flagged}, but rows without anything unusual have such too: there may be nothing to find.`;
}

/** The same search in rows of one normal distribution with the same covariance. Source of the early end: Besag & Clifford (1991). */
async function weigh(
  { matrix, names }: AnomalyTaskFit,
  { model, params, seed }: TaskAsk,
  share: number,
  context: SeededContext
): Promise<AnomalyFindings['evidence']> {
  const some = takeRows(matrix, drawRows(matrix.rows, anomalyModels.get(model).judgeRows, forkRng(seed, 'sample')));
  const strange = async (rows: typeof some, part: SeededContext) => {
    const { scores } = await fitAndScore(model, rows, names, params, part);
    return strangeness(scores, thresholdFor(scores, share));
  };
  const observed = await strange(some, partOf(context, 0, 0.05));
  const draw = referenceRows(some);
  const values: number[] = [];
  let asMuch = 0;
  while (values.length < DRAWS && asMuch < ENOUGH) {
    values.push(await strange(draw('normal', context.rng), partOf(context, values.length / DRAWS, (values.length + 1) / DRAWS)));
    if (values.at(-1)! >= observed) asMuch++;
  }
  const pValue = asMuch >= ENOUGH ? asMuch / values.length : (asMuch + 1) / (values.length + 1);
  return { observed, mean: mean(values), largest: Math.max(...values), draws: values.length, pValue, rows: some.rows };
}

/** How far the rows that are flagged are flagged again when the model is fitted to a part of the rows. */
async function stabilityOf(fit: AnomalyTaskFit, { model, params }: TaskAsk, threshold: number, context: SeededContext): Promise<Metric> {
  const { matrix, names, scores } = fit;
  const share = Number(params['contamination']);
  const most = anomalyModels.get(model).judgeRows;
  const size = Math.min(most, Math.max(2, Math.round(DRAWN_SHARE * matrix.rows)));
  const values: number[] = [];
  for (let draw = 0; draw < STABILITY_DRAWS; draw++) {
    const rows = drawRows(matrix.rows, size, context.rng);
    const part = partOf(context, draw / STABILITY_DRAWS, (draw + 1) / STABILITY_DRAWS);
    const again = (await fitAndScore(model, takeRows(matrix, rows), names, params, part)).scores;
    const limit = thresholdFor(again, share);
    values.push(flagAgreement(Array.from(rows, (row) => scores[row]! >= threshold), Array.from(again, (score) => score >= limit))); // prettier-ignore
  }
  const known = values.filter((value) => !Number.isNaN(value));
  const method = `range of 95 in 100 of ${known.length} subsamples`;
  return { value: mean(known), low: quantile(known, 0.025), high: quantile(known, 0.975), method, n: size };
}
