import { partOf, type WorkContext } from '../../core/context.ts';
import { explanationNotForModel } from '../../core/errors/judging.ts';
import type { MlpState } from '../../core/network.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { mean } from '../../core/stats.ts';
import { gather, type Table } from '../../core/table.ts';
import { applyRecipe } from '../../predict/apply-recipe.ts';
import { encodedColumns } from '../../predict/models/feature-columns.ts';
import { type Gradients, integratedGradients } from '../../stages/explain/network/integrated-gradients.ts';
import { networkNumber } from '../../stages/explain/network/passes.ts';
import { playersOf, type Players } from '../../stages/explain/shap/players.ts';
import type { Shap } from '../../stages/explain/shap/shap-type.ts';
import { largestPlaces, topOverlap } from '../../stages/explain/stability.ts';
import type { LabelledRows } from '../experiment/labelled-rows.ts';
import type { JudgedRun } from './load-judged.ts';
import { picturesOfRun } from './pictures-of-run.ts';
import { rowAsked } from './row-asked.ts';
import { backgroundOf, codeOf } from './shap/shap-request.ts';
import { reasonsOf, tellShap } from './shap/tell-shap.ts';
import { typicalRow } from './typical-row.ts';

/** Training rows whose mean is what a row is held against: of a typical row, which many a row is near to, there would be little to tell. */
const BACKGROUND = 100;
/** An answer this near to another one is the same: of a probability as it is, of a number in deviations of the target. */
const TINY = 1e-6;

/** What each column adds on the straight way from the mean of training rows to one row, along the slopes of a network; of pictures each pixel. */
export async function gradientsOfRun(judged: JudgedRun, rows: LabelledRows, asked: PlainRecord, context: WorkContext): Promise<object> {
  const { model, target } = judged.scorer.pkg;
  if (model.id === 'cnn') return picturesOfRun(judged, rows, asked, context);
  if (model.id !== 'mlp') throw explanationNotForModel('integrated-gradients', model.label, 'neural networks alone');
  const state = model.state as MlpState;
  const code = codeOf(judged, asked['of']);
  const row = rowAsked(judged, rows.inputs, asked);
  const features = featuresOf(judged, state);
  const baselines = { typical: features(typicalRow(judged))[0]!, mean: middleOf(features(backgroundOf(judged, BACKGROUND))) };
  const number = networkNumber(state, state.columns.length, code);
  const ask = (baseline: Float64Array, within: WorkContext) =>
    integratedGradients({
      number,
      input: features(row)[0]!,
      baseline,
      tiny: TINY * (target.labels ? 1 : state.targetScale),
      context: within
    });
  const players = playersOf(judged.scorer.pkg.recipe, row, state.columns);
  const [found, other] = [await ask(baselines.mean, partOf(context, 0, 0.6)), await ask(baselines.typical, partOf(context, 0.6, 1))];
  return told({ judged, row, code, players, found, other });
}

/** Rows of what the network is given, in the precision it is given. */
function featuresOf({ scorer }: JudgedRun, { columns }: MlpState): (table: Table) => Float64Array[] {
  return (table) => {
    const encoded = encodedColumns(applyRecipe(scorer.pkg.recipe, table), columns);
    return Array.from({ length: table.rows }, (_, row) => Float64Array.from(encoded, (values) => Math.fround(values[row]!)));
  };
}

const middleOf = (rows: readonly Float64Array[]): Float64Array => rows[0]!.map((_, j) => mean(rows.map((row) => row[j]!)));

interface Found {
  readonly judged: JudgedRun;
  readonly row: Table;
  readonly code: number | null;
  readonly players: Players;
  readonly found: Gradients;
  /** Against a typical row. */
  readonly other: Gradients;
}

function told({ judged, row, code, players, found, other }: Found): object {
  const { labels, name } = judged.scorer.pkg.target;
  const of = labels ? labels[code!]! : name;
  const values = byPlayer(found.values, players);
  const order = [...values.keys()].sort((a, b) => Math.abs(values[b]!) - Math.abs(values[a]!) || a - b);
  const shap: Shap = {
    way: 'gradients',
    unit: labels ? 'probability' : 'answer',
    players: order.map((j) => players.players[j]!),
    values: Float64Array.from(order, (j) => values[j]!),
    base: found.base,
    outputs: Float64Array.of(found.output),
    errors: null
  };
  return {
    of,
    rows: 1,
    ...tellShap(shap, gather(row, [0])),
    reasons: reasonsOf(shap, row, of, 'for the mean of training rows'),
    at: null,
    background: null,
    stability: null,
    isCalibrated: judged.scorer.pkg.calibration !== null && labels !== undefined,
    finding: null,
    steps: found.steps,
    gap: found.gap,
    isComplete: found.isComplete,
    // of the typical row itself there is nothing to hold against
    otherBaseline: other.values.some((value) => value !== 0)
      ? { base: other.base, overlap: topOverlap(largestPlaces(values), largestPlaces(byPlayer(other.values, players))) }
      : null
  };
}

function byPlayer(values: Float64Array, { players, playerOf }: Players): Float64Array {
  const sums = new Float64Array(players.length);
  values.forEach((value, j) => (sums[playerOf[j]!]! += value));
  return sums;
}
