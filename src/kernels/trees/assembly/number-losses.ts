// Losses of one number: each sets the row's gradient and hessian and returns its loss. The numbers of the kinds are their places in
// NUMBER_LOSSES (../tree-kernel.ts). Sources: scikit-learn's HalfPoissonLoss, HalfGammaLoss, HalfTweedieLoss, PinballLoss and AbsoluteError for what counts as
// a loss of one; Huber (1964), "Robust estimation of a location parameter".
import { exponential } from './maths';

const ABSOLUTE: i32 = 1;
const QUANTILE: i32 = 2;
const HUBER: i32 = 3;
const POISSON: i32 = 4;
const GAMMA: i32 = 5;
const TWEEDIE: i32 = 6;

let gradient: f64 = 0;
let hessian: f64 = 0;

/** The largest derivatives of the last stretch, weights included. */
export let mostGradient: f64 = 0;
export let mostHessian: f64 = 0;

/** Half the squared error. */
function square(y: f64, raw: f64): f64 {
  gradient = raw - y;
  hessian = 1;
  return 0.5 * gradient * gradient;
}

/** Below the score -part of the miss counts, above it 1 - part: with 0.5 and twice the loss that is the absolute error. */
function pinball(y: f64, raw: f64, part: f64): f64 {
  gradient = y >= raw ? -part : 1 - part;
  hessian = 1;
  return y >= raw ? part * (y - raw) : (1 - part) * (raw - y);
}

function absolute(y: f64, raw: f64): f64 {
  gradient = y >= raw ? -1 : 1;
  hessian = 1;
  return abs<f64>(y - raw);
}

function huber(y: f64, raw: f64, width: f64): f64 {
  const error = raw - y;
  const size = abs<f64>(error);
  gradient = min<f64>(max<f64>(error, -width), width);
  hessian = 1;
  return size <= width ? 0.5 * error * error : width * (size - 0.5 * width);
}

function poisson(y: f64, raw: f64): f64 {
  const mean = exponential(raw);
  gradient = mean - y;
  hessian = mean;
  return mean - y * raw;
}

function gamma(y: f64, raw: f64): f64 {
  const ratio = y * exponential(-raw);
  gradient = 1 - ratio;
  hessian = ratio;
  return raw + ratio;
}

function tweedie(y: f64, raw: f64, power: f64): f64 {
  const own = exponential((2 - power) * raw);
  const pull = y * exponential((1 - power) * raw);
  gradient = own - pull;
  hessian = (2 - power) * own + (power - 1) * pull;
  return own / (2 - power) + pull / (power - 1);
}

function lossOf(kind: i32, y: f64, raw: f64, parameter: f64): f64 {
  if (kind == ABSOLUTE) return absolute(y, raw);
  if (kind == QUANTILE) return pinball(y, raw, parameter);
  if (kind == HUBER) return huber(y, raw, parameter);
  if (kind == POISSON) return poisson(y, raw);
  if (kind == GAMMA) return gamma(y, raw);
  if (kind == TWEEDIE) return tweedie(y, raw, parameter);
  return square(y, raw);
}

/** One pass over rows, as in losses.ts. */
export function numberLoss(
  kind: i32,
  parameter: f64,
  rows: usize,
  count: i32,
  y: usize,
  raw: usize,
  weights: usize,
  derivatives: usize,
  gradientScale: f64,
  hessianScale: f64
): f64 {
  let loss: f64 = 0;
  mostGradient = 0;
  mostHessian = 0;
  for (let i: i32 = 0; i < count; i++) {
    const row = load<u32>(rows + ((i as usize) << 2)) as usize;
    const weight: f64 = weights ? load<f64>(weights + (row << 3)) : 1;
    loss += weight * lossOf(kind, load<f64>(y + (row << 3)), load<f64>(raw + (row << 3)), parameter);
    const push = weight * gradient;
    const curve = weight * hessian;
    mostGradient = max<f64>(mostGradient, abs<f64>(push));
    mostHessian = max<f64>(mostHessian, curve);
    if (!derivatives) continue;
    store<i32>(derivatives + (row << 3), nearest(push * gradientScale) as i32);
    store<i32>(derivatives + (row << 3), nearest(curve * hessianScale) as i32, 4);
  }
  return loss;
}
