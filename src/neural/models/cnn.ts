import { paramOutOfRange } from '../../core/errors/anywhere.ts';
import { featureNotImage } from '../../core/errors/networks.ts';
import { defineModel } from '../../core/model.ts';
import type { CnnState } from '../../core/network.ts';
import type { ParamsOf, ParamSpecs } from '../../core/params.ts';
import type { ImageColumn, Table } from '../../core/table.ts';
import { fitNetwork } from '../fit-network.ts';
import { imageExamples, pixelScaleOf } from '../image-examples.ts';
import { activation } from '../layers/activation.ts';
import { convolution, type Maps } from '../layers/convolution.ts';
import { dense } from '../layers/dense.ts';
import { dropout } from '../layers/dropout.ts';
import type { Layer } from '../layers/layer.ts';
import { maxPool } from '../layers/max-pool.ts';
import { trainingParams } from './training-params.ts';

const MOST_BLOCKS = 5;
/** Maps this wide or wider are pooled by 4 at once, so that large images stay affordable. */
const WIDE_MAP = 48;
/** Maps narrower than this are not pooled any more. */
const NARROW_MAP = 4;

const params = {
  filters: {
    type: 'ints',
    default: [16, 32],
    min: 1,
    max: 256,
    doc: 'Filters of each convolution block, first to last; each halves the image until it is small.'
  },
  kernelSize: { type: 'int', default: 3, min: 1, max: 7, doc: 'Edge of the window a filter sees, in pixels.' },
  denseUnits: { type: 'int', default: 64, min: 1, max: 1024, doc: 'Units of the layer that puts the filters together.' },
  dropout: { type: 'float', default: 0.2, min: 0, max: 0.9, doc: 'Share of those units left out of each step.' },
  alpha: { type: 'float', default: 0.0001, min: 0, max: 100, scale: 'log', doc: 'L2 penalty on the weights: higher is smoother.' },
  batchSize: { type: 'int', default: 32, min: 1, max: 1024, doc: 'Images a step learns from.' },
  maxIter: { type: 'int', default: 40, min: 1, max: 10000, doc: 'Most passes over the images (epochs).' },
  shift: { type: 'int', default: 0, min: 0, max: 8, doc: 'Augmentation: move each image by up to so many pixels at random.' },
  flip: {
    type: 'bool',
    default: false,
    doc: 'Augmentation: mirror half of the images, where left and right mean the same (not for digits).'
  },
  ...trainingParams,
  nIterNoChange: { ...trainingParams.nIterNoChange, default: 5 }
} as const satisfies ParamSpecs;

/** A small convolutional network that fits itself to the image size. src/predict/models/cnn.ts scores it. */
export const cnn = defineModel<typeof params, CnnState>({
  id: 'cnn',
  label: 'Convolutional network',
  doc: 'Learns small patterns wherever they are in an image: for pictures of up to 64 pixels with some dozen examples of each class.',
  family: 'network',
  tasks: ['classification', 'regression'],
  takes: 'image',
  params,
  async fit(data, given, context) {
    if (given.filters.length > MOST_BLOCKS) throw paramOutOfRange('cnn', 'filters', `at most ${MOST_BLOCKS} blocks`, given.filters.length);
    const column = imageColumnOf(data.features);
    const { name, width, height, channels } = column;
    const { mean, scale } = pixelScaleOf(column);
    const examples = imageExamples(column, { mean, scale }, given);
    const layers = (outputs: number) => layersOf(column, outputs, given);
    const { state, ...fit } = await fitNetwork(data, { needs: 'convolution', examples, layers, settings: given }, context);
    return { ...fit, state: { ...state, column: name, width, height, channels, pixelMean: mean, pixelScale: scale } };
  }
});

function imageColumnOf(features: Table): ImageColumn {
  const [column] = features.columns;
  if (column?.kind !== 'image' || features.columns.length > 1) throw featureNotImage(features.columns.map(({ name }) => name));
  return column;
}

function layersOf(image: Maps, outputs: number, given: ParamsOf<typeof params>): Layer[] {
  const layers: Layer[] = [];
  let maps: Maps = { height: image.height, width: image.width, channels: image.channels };
  for (const filters of given.filters) {
    layers.push(convolution(maps, filters, given.kernelSize, layers.length === 0), activation('relu'));
    maps = { ...maps, channels: filters };
    const by = poolSize(maps);
    if (by === 1) continue;
    layers.push(maxPool(maps, by));
    maps = { height: Math.floor(maps.height / by), width: Math.floor(maps.width / by), channels: filters };
  }
  layers.push(dense(maps.height * maps.width * maps.channels, given.denseUnits), activation('relu'));
  if (given.dropout > 0) layers.push(dropout(given.dropout));
  return [...layers, dense(given.denseUnits, outputs)];
}

function poolSize({ height, width }: Maps): number {
  const edge = Math.min(height, width);
  if (edge >= WIDE_MAP) return 4;
  return edge >= NARROW_MAP ? 2 : 1;
}
