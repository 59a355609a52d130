import type { AdditiveState } from '../../../core/additive-terms.ts';
import type { Plain, PlainRecord } from '../../../core/plain.ts';
import type { SmoothState } from '../../../core/smooth-terms.ts';

/** What an explained number is: odds of a class as a logarithm, a score that is compared with those of other classes, a probability, the answer, or its logarithm. */
export type Unit = 'log-odds' | 'score' | 'probability' | 'answer' | 'logarithm';

/** A model cut down to one raw number, which is a model of the same or of a plainer kind: the scorer's own code works it out. */
export interface RawModel {
  readonly kind: 'trees' | 'sum' | 'terms';
  readonly id: string;
  readonly state: PlainRecord;
  /** -1: of two classes the other one was asked for, whose number is the same with its sign turned. */
  readonly sign: 1 | -1;
  readonly unit: Unit;
}

type Reader = (id: string, state: PlainRecord, code: number | null) => RawModel | null;

/** Kinds of models whose raw number is a sum over trees, over features or over terms; all others are asked from outside. */
const readers: Readonly<Record<string, Reader>> = {
  boosting,
  linear: sum,
  huber: sum,
  quantile: sum,
  glm: (_id, state) => ({ ...sum('linear', state)!, unit: state['link'] === 'log' ? 'logarithm' : 'answer' }),
  logistic: scores,
  'linear-svm': scores,
  'explainable-boosting': (id, state, code) => terms(id, state, code, sliceTables),
  gam: (id, state, code) => terms(id, state, code, sliceCurves)
};

/** @param code of the class that is asked about; null for a number. @returns null where the model, or the class, has no such number */
export function rawModelOf(id: string, state: PlainRecord, code: number | null): RawModel | null {
  return readers[id]?.(id, state, code) ?? null;
}

interface Aim {
  readonly k: number;
  readonly sign: 1 | -1;
  readonly unit: Unit;
}

/** Which of the raw numbers tells of a class; null where the class did not occur in training. @param width how many there are */
function aimOf(present: Int32Array, width: number, code: number | null): Aim | null {
  if (code === null || present.length === 0) return { k: 0, sign: 1, unit: 'answer' };
  const place = present.indexOf(code);
  if (place < 0) return null;
  return width === 1 ? { k: 0, sign: place === 1 ? 1 : -1, unit: 'log-odds' } : { k: place, sign: 1, unit: 'score' };
}

/** Every `width`-th value from the k-th on. */
const every = (values: Float64Array, width: number, k: number): Float64Array => values.filter((_, i) => i % width === k);

const oneNumber = { outputs: 1, present: new Int32Array(0), link: 'identity' } as const;

function boosting(id: string, state: PlainRecord, code: number | null): RawModel | null {
  const start = state['start'] as Float64Array;
  const link = state['link'] as string;
  const aim = aimOf(state['present'] as Int32Array, start.length, link === 'identity' || link === 'log' ? null : code);
  if (!aim) return null;
  const treeStarts = (state['treeStarts'] as Int32Array).filter((_, t) => t % start.length === aim.k);
  const own = { ...state, ...oneNumber, treeStarts, start: Float64Array.of(start[aim.k]!) };
  return { kind: 'trees', id, state: own, sign: aim.sign, unit: link === 'log' ? 'logarithm' : aim.unit };
}

function sum(id: string, { features, coefficients, intercept }: PlainRecord): RawModel | null {
  return { kind: 'sum', id, state: { features: features!, coefficients: coefficients!, intercept: intercept! }, sign: 1, unit: 'answer' };
}

/** Of a line through a decision the line and the decision are one sum. */
function scores(_id: string, state: PlainRecord, code: number | null): RawModel | null {
  const intercepts = state['intercepts'] as Float64Array;
  const aim = aimOf(state['present'] as Int32Array, intercepts.length, code);
  if (!aim) return null;
  const features = state['features'] as readonly string[];
  const slope = (state['slopes'] as Float64Array | undefined)?.[aim.k] ?? 1;
  const offset = (state['offsets'] as Float64Array | undefined)?.[aim.k] ?? 0;
  const own = (state['coefficients'] as Float64Array).subarray(aim.k * features.length, (aim.k + 1) * features.length);
  const plain = { features, coefficients: own.map((value) => value * slope), intercept: intercepts[aim.k]! * slope + offset };
  return { kind: 'sum', id: 'linear', state: plain, sign: aim.sign, unit: aim.unit };
}

type Slice = (term: PlainRecord, width: number, k: number) => PlainRecord;

function terms(id: string, state: PlainRecord, code: number | null, slice: Slice): RawModel | null {
  const { start, present, terms: all } = state as AdditiveState | SmoothState;
  const aim = aimOf(present, start.length, code);
  if (!aim) return null;
  const own = (all as readonly PlainRecord[]).map((term) => slice(term, start.length, aim.k));
  return {
    kind: 'terms',
    id,
    state: { ...state, ...oneNumber, start: Float64Array.of(start[aim.k]!), terms: own as Plain },
    sign: aim.sign,
    unit: aim.unit
  };
}

const sliceTables: Slice = (term, width, k) => ({ ...term, values: every(term['values'] as Float64Array, width, k) });

function sliceCurves(term: PlainRecord, width: number, k: number): PlainRecord {
  const coefficients = term['coefficients'] as Float64Array;
  const size = coefficients.length / width;
  const missing = term['missing'] as Float64Array;
  return { ...term, coefficients: coefficients.subarray(k * size, (k + 1) * size), missing: missing.subarray(k, k + 1) };
}
