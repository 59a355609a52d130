import { packageDamaged } from '../core/errors/packaging.ts';
import type { PlainRecord } from '../core/plain.ts';
import type { ModelPackage } from './package-type.ts';

/**
 * Logistic calibration: p' = 1 / (1 + exp(-(slope * log(p / (1 - p)) + intercept))). One entry for two classes (of the second class), one a
 * class with more.
 */
export interface PlattState extends PlainRecord {
  readonly slope: Float64Array;
  readonly intercept: Float64Array;
}

/**
 * Monotone calibration: straight lines between the points (x, y), flat outside them. The points of curve c are `offsets[c] .. offsets[c + 1]`;
 * one curve for two classes (of the second class), one a class with more.
 */
export interface IsotonicState extends PlainRecord {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly offsets: Int32Array;
}

/**
 * Beta calibration: the log-odds become a ln p - b ln (1 - p) + c. One entry for two classes (of the second class), one a class with more.
 * Source: Kull, Silva Filho & Flach (2017), "Beta calibration".
 */
export interface BetaState extends PlainRecord {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly c: Float64Array;
}

/**
 * Temperature: each probability is raised to the power of this and the row made to sum to 1 again, so that no answer changes, only how sure it is.
 * Source: Guo, Pleiss, Sun & Weinberger (2017), "On calibration of modern neural networks".
 */
export interface TemperatureState extends PlainRecord {
  /** One over the temperature. */
  readonly power: Float64Array;
}

/** Keeps the log-odds of a certain answer finite. */
const EDGE = 1e-15;

/** The log-odds that logistic calibration works on. */
export function logOdds(p: number): number {
  const inside = kept(p);
  return Math.log(inside / (1 - inside));
}

/** A probability kept from 0 and 1. */
export const kept = (p: number): number => Math.min(Math.max(p, EDGE), 1 - EDGE);

/**
 * Makes the calibrator of a package: changes [n, k] probabilities in place; rows sum to 1 again afterwards.
 * @throws LatheError `package-damaged` when its state does not fit the number of classes
 */
export function compileCalibration(calibration: ModelPackage['calibration'], classes: number): (probabilities: Float64Array) => void {
  if (calibration === null) return () => undefined;
  if (calibration.kind === 'temperature') return temperature(calibration.state, classes);
  const curves = curvesOf[calibration.kind](calibration.state);
  if (classes === 2 && curves.length === 1) return (probabilities) => second(probabilities, curves[0]!);
  if (curves.length !== classes) throw packageDamaged(`its calibration is made for ${curves.length} classes, not ${classes}`);
  return (probabilities) => each(probabilities, curves);
}

type Curve = (p: number) => number;

const curvesOf = { platt: plattCurves, isotonic: isotonicCurves, beta: betaCurves } as const;

function plattCurves(state: PlainRecord): Curve[] {
  const { slope, intercept } = state as PlattState;
  if (!(slope instanceof Float64Array) || intercept?.length !== slope.length)
    throw packageDamaged('its logistic calibration is incomplete');
  return Array.from(slope, (a, c) => (p: number) => 1 / (1 + Math.exp(-(a * logOdds(p) + intercept[c]!))));
}

function betaCurves(state: PlainRecord): Curve[] {
  const { a, b, c } = state as BetaState;
  if (!(a instanceof Float64Array) || b?.length !== a.length || c?.length !== a.length)
    throw packageDamaged('its beta calibration is incomplete');
  return Array.from(a, (up, k) => (p: number) => {
    const inside = kept(p);
    return 1 / (1 + Math.exp(-(up * Math.log(inside) - b[k]! * Math.log(1 - inside) + c[k]!)));
  });
}

function temperature(state: PlainRecord, k: number): (probabilities: Float64Array) => void {
  const { power } = state as TemperatureState;
  if (!(power instanceof Float64Array) || power.length !== 1) throw packageDamaged('its temperature is missing');
  return (probabilities) => {
    for (let at = 0; at < probabilities.length; at += k) heat(probabilities.subarray(at, at + k), power[0]!);
  };
}

/** In logarithms from the largest, so that nothing vanishes. */
function heat(row: Float64Array, power: number): void {
  const top = row.reduce((most, p) => Math.max(most, p), 0);
  let sum = 0;
  for (let c = 0; c < row.length; c++) sum += row[c] = Math.exp(power * (Math.log(kept(row[c]!)) - Math.log(kept(top))));
  for (let c = 0; c < row.length; c++) row[c]! /= sum;
}

function isotonicCurves(state: PlainRecord): Curve[] {
  const { x, y, offsets } = state as IsotonicState;
  const isWhole = x instanceof Float64Array && y instanceof Float64Array && offsets instanceof Int32Array;
  if (!isWhole || x.length !== y.length || offsets.at(-1) !== x.length) throw packageDamaged('its isotonic calibration is incomplete');
  return Array.from({ length: offsets.length - 1 }, (_, c) => (p: number) => interpolate(x, y, offsets[c]!, offsets[c + 1]!, p));
}

function interpolate(x: Float64Array, y: Float64Array, from: number, to: number, p: number): number {
  if (from === to) return p;
  if (p <= x[from]!) return y[from]!;
  if (p >= x[to - 1]!) return y[to - 1]!;
  let [low, high] = [from, to - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle]! <= p) low = middle;
    else high = middle;
  }
  return y[low]! + ((y[high]! - y[low]!) * (p - x[low]!)) / (x[high]! - x[low]!);
}

function second(probabilities: Float64Array, curve: Curve): void {
  for (let i = 0; i < probabilities.length; i += 2) {
    const p = curve(probabilities[i + 1]!);
    probabilities[i + 1] = p;
    probabilities[i] = 1 - p;
  }
}

/** One against the rest, then normalised; a row that every curve sends to 0 keeps the model's own answer. */
function each(probabilities: Float64Array, curves: readonly Curve[]): void {
  const k = curves.length;
  const row = new Float64Array(k);
  for (let at = 0; at < probabilities.length; at += k) {
    let sum = 0;
    for (let c = 0; c < k; c++) sum += row[c] = curves[c]!(probabilities[at + c]!);
    if (sum > 0) for (let c = 0; c < k; c++) probabilities[at + c] = row[c]! / sum;
  }
}
