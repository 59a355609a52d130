import { partOf, type WorkContext } from '../../core/context.ts';
import { explanationNotForModel } from '../../core/errors/judging.ts';
import type { CnnState } from '../../core/network.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { forkRng } from '../../core/rng.ts';
import type { ImageColumn, Table } from '../../core/table.ts';
import { applyRecipe } from '../../predict/apply-recipe.ts';
import { integratedGradients } from '../../stages/explain/network/integrated-gradients.ts';
import { networkNumber } from '../../stages/explain/network/passes.ts';
import { deletionOf } from '../../stages/explain/pictures/deletion.ts';
import { gradCam } from '../../stages/explain/pictures/grad-cam.ts';
import { type HeatMap, occlusion } from '../../stages/explain/pictures/occlusion.ts';
import { imageOf, meanColour, withPictures } from '../../stages/explain/pictures/picture-rows.ts';
import type { LabelledRows } from '../experiment/labelled-rows.ts';
import type { JudgedRun } from './load-judged.ts';
import { rowAsked } from './row-asked.ts';
import { backgroundOf, codeOf, predictor } from './shap/shap-request.ts';

/** Training pictures whose mean colour covers. */
const BACKGROUND = 100;

interface Task {
  readonly judged: JudgedRun;
  readonly row: Table;
  readonly code: number | null;
  readonly cover: readonly number[];
  readonly context: WorkContext;
}

/** A heat map and what else is told of how it came about. */
type Way = (task: Task) => Promise<{ readonly map: HeatMap } & Readonly<Record<string, unknown>>>;

const ways: Readonly<Record<string, Way>> = { occlusion: byCovering, 'grad-cam': byLastMaps, 'integrated-gradients': byGradients };

/** Where in a picture what speaks for an answer stands, with a check: the answer once the warmest tenth is covered, beside as much drawn at random. */
export async function picturesOfRun(judged: JudgedRun, rows: LabelledRows, asked: PlainRecord, context: WorkContext): Promise<object> {
  const { labels, name } = judged.scorer.pkg.target;
  const code = codeOf(judged, asked['of']);
  const row = rowAsked(judged, rows.inputs, asked);
  imageOf(row);
  const cover = meanColour(imageOf(backgroundOf(judged, BACKGROUND)));
  const { map, ...more } = await ways[String(asked['method'])]!({ judged, row, code, cover, context: partOf(context, 0, 0.8) });
  const check = await deletionOf({
    ...{ predict: predictor(judged, code, context), row, cover, map },
    rng: forkRng(judged.run.seed, 'explain/deletion'),
    context
  });
  context.onProgress(1);
  const { width, height, heat } = map;
  return {
    rows: 1,
    features: [imageOf(row).name],
    of: labels ? labels[code!]! : name,
    width,
    height,
    heat: [...heat],
    values: [[...heat]],
    outputs: [check.now],
    ...more,
    check
  };
}

async function byCovering({ judged, row, code, cover, context }: Task) {
  const { width, height, heat, ...more } = await occlusion({ predict: predictor(judged, code, context), row, cover, context });
  return { map: { width, height, heat }, ...more };
}

async function byLastMaps({ judged, row, code }: Task) {
  const state = networkOf(judged, 'grad-cam');
  const found = await Promise.resolve(gradCam(state, pixelsOf(state, seenBy(judged, row)), code));
  if (!found) throw explanationNotForModel('grad-cam', judged.scorer.pkg.model.label, 'networks with convolutions');
  const { fields, ...map } = found;
  return { map, fields };
}

/** Against a picture of the mean colour of training. */
async function byGradients({ judged, row, code, cover, context }: Task) {
  const state = networkOf(judged, 'integrated-gradients');
  const picture = imageOf(row);
  const blank = withPictures(row, [picture.pixels.map((_, i) => Math.round(cover[i % picture.channels]!))]);
  const [input, baseline] = [row, blank].map((some) => pixelsOf(state, seenBy(judged, some))) as [Float64Array, Float64Array];
  const number = networkNumber(state, input.length, code);
  const tiny = 1e-6 * (code === null ? state.targetScale : 1);
  const { values, base, output, steps, gap, isComplete } = await integratedGradients({ number, input, baseline, tiny, context });
  const { width, height, channels } = state;
  const heat = Float64Array.from({ length: width * height }, (_, i) => values.subarray(i * channels, (i + 1) * channels).reduce((sum, value) => sum + value, 0)); // prettier-ignore
  return { map: { width, height, heat }, base, output, steps, gap, isComplete };
}

function networkOf({ scorer }: JudgedRun, method: string): CnnState {
  const { model } = scorer.pkg;
  if (model.id !== 'cnn') throw explanationNotForModel(method, model.label, 'convolutional networks');
  return model.state as CnnState;
}

/** The picture as the network is given it. */
const seenBy = ({ scorer }: JudgedRun, row: Table): ImageColumn => imageOf(applyRecipe(scorer.pkg.recipe, row));

const pixelsOf = ({ pixelMean, pixelScale }: CnnState, { pixels }: ImageColumn): Float64Array =>
  Float64Array.from(pixels, (value) => (value / 255 - pixelMean) / pixelScale);
