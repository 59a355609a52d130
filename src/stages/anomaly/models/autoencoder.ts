import type { LearnedBack } from '../../../core/learned-back.ts';
import type { Matrix } from '../../../core/matrix.ts';
import { note, type Note } from '../../../core/note.ts';
import { quantileSorted } from '../../../core/stats.ts';
import { counted } from '../../../core/words.ts';
import { contamination, defineAnomalyModel } from '../anomaly-model.ts';

/** Values farther out than this, in robust standard deviations, are shown to the network as if they lay there: else it would learn to give back what is strange. */
const FARTHEST_SHOWN = 4;
/** Of a normal distribution, the distance between its quartiles in standard deviations. */
const QUARTILES_APART = 1.349;

/**
 * A network that learns to give rows back through a narrow layer; a row is strange as far as it comes back otherwise.
 * Source: Hawkins, He, Williams & Baxter (2002), "Outlier detection using replicator neural networks".
 */
export const autoencoder = defineAnomalyModel({
  id: 'autoencoder',
  label: 'Autoencoder',
  doc: 'A small network learns to give each row back through a narrow layer; what it gives back badly does not go together as usual. Wants some hundred rows and more.',
  family: 'network',
  task: 'anomaly',
  mostRows: 200_000,
  judgeRows: 300,
  params: {
    contamination,
    bottleneck: {
      type: 'int',
      default: 0,
      min: 0,
      max: 256,
      doc: 'Units of the narrow layer in the middle; 0 = a third of the columns.'
    },
    hiddenUnits: {
      type: 'int',
      default: 0,
      min: 0,
      max: 512,
      doc: 'Units of the layers before and behind it; 0 = twice the columns, 8 to 64.'
    },
    alpha: { type: 'float', default: 0.0001, min: 0, max: 100, doc: 'L2 penalty on the weights: higher is smoother.' },
    batchSize: { type: 'int', default: 32, min: 1, max: 8192, doc: 'Rows a step learns from.' },
    learningRateInit: { type: 'float', default: 0.003, min: 1e-6, max: 1, doc: 'Step size of Adam.' },
    maxIter: { type: 'int', default: 200, min: 1, max: 10_000, doc: 'Most passes over the rows (epochs).' },
    validationFraction: {
      type: 'float',
      default: 0.1,
      min: 0.05,
      max: 0.5,
      doc: 'Share of the rows that are held out of the learning, to stop by.'
    },
    nIterNoChange: { type: 'int', default: 10, min: 1, max: 1000, doc: 'Epochs without getting better before it stops.' }
  },
  async fit(matrix, names, { bottleneck, hiddenUnits, ...settings }, context) {
    const { cols } = matrix;
    const around = hiddenUnits || Math.min(64, Math.max(8, 2 * cols));
    const hidden = [around, bottleneck || Math.max(1, Math.ceil(cols / 3)), around];
    const scales = scalesOf(matrix);
    const learned = await context.autoencode(shown(matrix, scales), { hidden, ...settings }, context);
    return { state: { ...learned.network, names, ...scales, farthest: FARTHEST_SHOWN }, scores: null, notes: notesOf(learned) };
  }
});

interface Scales {
  readonly centres: Float64Array;
  readonly widths: Float64Array;
}

/** The middle of each column and how far its quartiles lie apart; columns whose quartiles are equal are taken as they are. */
function scalesOf({ data, rows, cols }: Matrix): Scales {
  const [centres, widths] = [new Float64Array(cols), new Float64Array(cols)];
  for (let j = 0; j < cols; j++) {
    const sorted = Float64Array.from({ length: rows }, (_, i) => data[i * cols + j]!).sort();
    const apart = (quantileSorted(sorted, 0.75) - quantileSorted(sorted, 0.25)) / QUARTILES_APART;
    centres[j] = quantileSorted(sorted, 0.5);
    widths[j] = apart > 0 && Number.isFinite(apart) ? apart : 1;
  }
  return { centres, widths };
}

const shown = ({ data, rows, cols }: Matrix, { centres, widths }: Scales): Matrix => ({
  data: data.map((value, i) => Math.max(-FARTHEST_SHOWN, Math.min(FARTHEST_SHOWN, (value - centres[i % cols]!) / widths[i % cols]!))),
  rows,
  cols
});

function notesOf({ epochs, bestEpoch, heldOut, converged }: LearnedBack): Note[] {
  const stopped =
    heldOut > 0
      ? note(
          'early-stopping',
          `Weights of epoch ${bestEpoch} of ${epochs}, the best on ${counted(heldOut, 'row')} held out of the learning.`
        )
      : note('no-early-stopping', 'Too few rows to hold some out: stopped by the loss on the rows it learned from instead.');
  const late = note('not-converged', `Stopped after ${counted(epochs, 'epoch')}, the most allowed, while still getting better.`);
  return [stopped, ...(converged ? [] : [late])];
}
