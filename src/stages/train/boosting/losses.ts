import { targetOutsideLoss } from '../../../core/errors/boosting.ts';
import type { NumberTarget } from '../../../core/target.ts';
import type { OrderOf } from '../../../core/outcome.ts';
import type { Loss, LossKind, Part, TreeKernel, TreeRoom } from '../../../kernels/trees/tree-kernel.ts';
import { coxLoss } from './listwise/cox.ts';
import { lambdaRank } from './listwise/lambda-rank.ts';
import type { ListLoss } from './listwise/list-loss.ts';
import { weightedMean } from '../weighted.ts';
import { weightedQuantile } from '../weighted-quantile.ts';

/** How raw scores become answers. */
export type BoostLink = 'identity' | 'log' | 'logistic' | 'softmax';

/** What some rows hold: answers, or what is still missing to them. */
interface Sample {
  readonly values: Float64Array;
  readonly weights: Float64Array | null;
}

/** What a person can set of a loss. */
export interface LossSettings {
  readonly quantile: number;
  readonly tweediePower: number;
}

/** A loss of one number, beyond its derivatives, which the kernel has. */
interface NumberLossType {
  readonly kind: LossKind;
  readonly link: BoostLink;
  /** The best constant, as a raw score. */
  start(sample: Sample, settings: LossSettings): number;
  /** The answers it is for; any number where absent. */
  readonly domain?: Domain;
  /** Largest gradient and hessian of a row that counts 1; null = it has to be measured. */
  readonly gradient: number | null;
  readonly hessian: number | null;
  /** The loss's number, where it is fixed. */
  parameter?(settings: LossSettings): number;
  /** The width within which Huber's loss is a square hangs on the errors of this moment. */
  readonly parameterFromErrors?: boolean;
  /** The best value of a leaf, where a Newton step says little, for the second derivative is not that of the loss. */
  leaf?(errors: Sample, parameter: number): number;
}

const median = ({ values, weights }: Sample): number => weightedQuantile(values, weights, 0.5);
const mean = ({ values, weights }: Sample): number => weightedMean(values, weights);
const logMean = (sample: Sample): number => Math.log(mean(sample));

/** The median, corrected by the mean of what is left with its tails cut. Source: Friedman (2001), "Greedy function approximation", algorithm 4. */
function huberLeaf(errors: Sample, width: number): number {
  const middle = median(errors);
  const cut = errors.values.map((value) => Math.min(Math.max(value - middle, -width), width));
  return middle + weightedMean(cut, errors.weights);
}

/** "0 or more", and what is. */
interface Domain {
  readonly said: string;
  readonly holds: (value: number) => boolean;
}

const NOT_NEGATIVE: Domain = { said: '0 or more', holds: (value) => value >= 0 };
const POSITIVE: Domain = { said: 'more than 0', holds: (value) => value > 0 };
/** A gain of 2 to the power of the grade has to stay a number one can add up. */
const GRADES: Domain = { said: 'whole grades from 0 to 30', holds: (value) => Number.isInteger(value) && value >= 0 && value <= 30 };
const NOT_ZERO: Domain = { said: 'times other than 0, negative where nothing had happened yet', holds: (value) => value !== 0 };

/** By the names scikit-learn gives them. */
const NUMBER_LOSS_TYPES = {
  squared_error: { kind: 'squared', link: 'identity', start: mean, gradient: null, hessian: 1 },
  absolute_error: { kind: 'absolute', link: 'identity', start: median, gradient: 1, hessian: 1, leaf: median },
  quantile: {
    ...{ kind: 'quantile', link: 'identity', gradient: 1, hessian: 1 },
    start: ({ values, weights }, { quantile }) => weightedQuantile(values, weights, quantile),
    parameter: ({ quantile }) => quantile,
    leaf: ({ values, weights }, quantile) => weightedQuantile(values, weights, quantile)
  },
  huber: {
    ...{ kind: 'huber', link: 'identity', start: median, gradient: null, hessian: 1, leaf: huberLeaf },
    parameterFromErrors: true
  },
  poisson: { kind: 'poisson', link: 'log', domain: NOT_NEGATIVE, start: logMean, gradient: null, hessian: null },
  gamma: { kind: 'gamma', link: 'log', domain: POSITIVE, start: logMean, gradient: null, hessian: null },
  tweedie: {
    ...{ kind: 'tweedie', link: 'log', domain: NOT_NEGATIVE, start: logMean, gradient: null, hessian: null },
    parameter: ({ tweediePower }) => tweediePower
  }
} satisfies Readonly<Record<string, NumberLossType>>;

/** Losses of whole lists of rows: what is learned is an order, and how large an answer is means nothing. */
const LIST_LOSS_TYPES = {
  lambdamart: { link: 'identity', domain: GRADES, orders: 'relevance' },
  cox: { link: 'log', domain: NOT_ZERO, orders: 'risk' }
} satisfies Readonly<Record<string, { link: BoostLink; domain: Domain; orders: OrderOf }>>;

type ListLossName = keyof typeof LIST_LOSS_TYPES;
type RowLossName = keyof typeof NUMBER_LOSS_TYPES;
export type NumberLossName = RowLossName | ListLossName;
export const NUMBER_LOSS_NAMES = [...Object.keys(NUMBER_LOSS_TYPES), ...Object.keys(LIST_LOSS_TYPES)] as readonly NumberLossName[];

const isOfLists = (loss: NumberLossName): loss is ListLossName => loss in LIST_LOSS_TYPES;

/** What the answers put in order, where that is all they do. */
export const orderOfLoss = (loss: NumberLossName): OrderOf | null => (isOfLists(loss) ? LIST_LOSS_TYPES[loss].orders : null);

/**
 * @throws LatheError `target-outside-loss` when the loss is not for such answers
 */
export function checkLossTarget({ name, values }: NumberTarget, loss: NumberLossName): void {
  const { domain }: Pick<NumberLossType, 'domain'> & object = isOfLists(loss)
    ? LIST_LOSS_TYPES[loss]
    : (NUMBER_LOSS_TYPES[loss] as NumberLossType);
  if (!domain) return;
  const outside = values.reduce((count, value) => count + (domain.holds(value) ? 0 : 1), 0);
  if (outside > 0 || values.every((value) => value === 0)) throw targetOutsideLoss(name, loss, domain.said, outside || values.length);
}

/** What is to be learned: codes 0 to classes - 1 that all occur, or values, and by which loss. */
export type BoostTarget =
  | { readonly kind: 'classes'; readonly codes: Int32Array; readonly classes: number }
  | {
      readonly kind: 'numbers';
      readonly values: Float64Array;
      readonly loss: NumberLossName;
      /** The list each row stands in, where rows are grouped. */
      readonly lists: Int32Array | null;
    };

type NumbersBy<Name extends NumberLossName> = Extract<BoostTarget, { kind: 'numbers' }> & { readonly loss: Name };

/** A loss over one target, ready to be boosted by. */
export type BoostLoss = RowLoss | LoadedListLoss;

interface LoadedListLoss {
  readonly link: BoostLink;
  readonly start: Float64Array;
  /** For the training rows or for those that are watched. */
  readonly lists: (part: Part) => ListLoss;
}

/** A loss whose derivatives hang on nothing but the row: the kernel has them. */
export interface RowLoss {
  readonly lists: null;
  readonly kind: LossKind;
  readonly link: BoostLink;
  /** Raw score of every row before the first tree, one per output. */
  readonly start: Float64Array;
  /** Largest gradient and hessian of a row that counts 1; null = it has to be measured. */
  readonly gradient: number | null;
  readonly hessian: number | null;
  /** With the number it has at this moment, given the raw scores. */
  now(kernel: TreeKernel): Loss;
  /** The value a leaf of these training rows takes; null = the Newton step. */
  readonly leaf: ((kernel: TreeKernel, rows: Uint32Array, loss: Loss) => number) | null;
}

/** @param room names the rows that are learned from, and those that are watched */
export function openLoss(target: BoostTarget, room: Pick<TreeRoom, 'weights' | Part>, settings: LossSettings): BoostLoss {
  const { weights, train: rows } = room;
  if (target.kind === 'classes') return classLoss(target, weights, rows);
  if (isOfLists(target.loss)) return listLoss({ ...target, loss: target.loss }, room);
  return rowLoss({ ...target, loss: target.loss }, weights, rows, settings);
}

/** Scores start from 0: only what sets rows apart counts. */
function listLoss({ loss, values, lists }: NumbersBy<ListLossName>, room: Pick<TreeRoom, 'weights' | Part>): BoostLoss {
  const { weights } = room;
  const open = (rows: Uint32Array) =>
    loss === 'cox' ? coxLoss(values, weights, rows) : lambdaRank({ grades: values, queries: lists!, weights }, rows);
  const opened = { train: open(room.train), held: open(room.held) };
  return { link: LIST_LOSS_TYPES[loss].link, start: Float64Array.of(0), lists: (part) => opened[part] };
}

function rowLoss(target: NumbersBy<RowLossName>, weights: Float64Array | null, rows: Uint32Array, settings: LossSettings): RowLoss {
  const type: NumberLossType = NUMBER_LOSS_TYPES[target.loss];
  const picked = (from: Float64Array, some: Uint32Array) => Float64Array.from(some, (row) => from[row]!);
  const sampleOf = (some: Uint32Array, values: Float64Array): Sample => ({ values, weights: weights && picked(weights, some) });
  const errorsOf = (kernel: TreeKernel, some: Uint32Array): Sample => {
    const raw = kernel.raw(0);
    return sampleOf(
      some,
      Float64Array.from(some, (row) => target.values[row]! - raw[row]!)
    );
  };
  const widthNow = (kernel: TreeKernel) => {
    const { values, weights: counts } = errorsOf(kernel, rows);
    return weightedQuantile(values.map(Math.abs), counts, settings.quantile);
  };
  return {
    ...{ lists: null, kind: type.kind, link: type.link, gradient: type.gradient, hessian: type.hessian },
    start: Float64Array.of(type.start(sampleOf(rows, picked(target.values, rows)), settings)),
    now: (kernel) => ({
      kind: type.kind,
      parameter: type.parameterFromErrors ? widthNow(kernel) : (type.parameter?.(settings) ?? 0)
    }),
    leaf: type.leaf ? (kernel, some, { parameter }) => type.leaf!(errorsOf(kernel, some), parameter) : null
  };
}

/** The log loss: it starts from the log-odds, or from the logarithm of each class's share. */
function classLoss(
  { codes, classes }: Extract<BoostTarget, { kind: 'classes' }>,
  weights: Float64Array | null,
  rows: Uint32Array
): RowLoss {
  const shares = new Float64Array(classes);
  const weightOf = (row: number) => (weights ? weights[row]! : 1);
  const total = rows.reduce((sum, row) => sum + weightOf(row), 0);
  for (const row of rows) shares[codes[row]!]! += weightOf(row) / total;
  const isBinary = classes === 2;
  const kind = isBinary ? 'binary' : 'softmax';
  return {
    ...{ lists: null, kind, link: isBinary ? 'logistic' : 'softmax', gradient: 1, hessian: 0.25, leaf: null },
    start: isBinary ? Float64Array.of(Math.log(shares[1]! / shares[0]!)) : shares.map(Math.log),
    now: () => ({ kind, parameter: 0 })
  };
}
