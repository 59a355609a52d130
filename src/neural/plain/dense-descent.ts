import type { Rng } from '../../core/rng.ts';

/** Adam with the constants of Kingma & Ba (2015), "Adam: a method for stochastic optimization", algorithm 1. */
const [FIRST, SECOND, TINY] = [0.9, 0.999, 1e-8];

/**
 * Dense layers with tanh between them, learned by Adam in plain loops of double precision: for networks so small that a tensor's overhead is most of the work.
 * The same seed gives the same bytes everywhere.
 */
export class DenseDescent {
  readonly widths: readonly number[];
  /** Kernel [inputs, outputs], then bias, layer after layer. */
  readonly weights: Float64Array;
  readonly #slopes: Float64Array;
  readonly #moments: readonly [Float64Array, Float64Array];
  readonly #starts: readonly number[];
  /** What each layer gives, and how the loss hangs on what it sums up. */
  readonly #out: readonly Float64Array[];
  readonly #back: readonly Float64Array[];
  #steps = 0;

  /** @param widths of the input, of each layer, and last of the output */
  constructor(widths: readonly number[], rng: Rng) {
    this.widths = widths;
    let size = 0;
    this.#starts = widths.slice(1).map((outputs, layer) => {
      const start = size;
      size += (widths[layer]! + 1) * outputs;
      return start;
    });
    this.weights = new Float64Array(size);
    this.#slopes = new Float64Array(size);
    this.#moments = [new Float64Array(size), new Float64Array(size)];
    this.#out = widths.map((width) => new Float64Array(width));
    this.#back = widths.map((width) => new Float64Array(width));
    this.#starts.forEach((start, layer) => {
      const [inputs, outputs] = [widths[layer]!, widths[layer + 1]!];
      const bound = Math.sqrt(6 / (inputs + outputs)); // Glorot & Bengio (2010), equation 16
      for (let i = 0; i < inputs * outputs; i++) this.weights[start + i] = (2 * rng() - 1) * bound;
    });
  }

  /** What the network says to one row; overwritten by the next call. */
  answer(row: Float64Array): Float64Array {
    this.#out[0]!.set(row);
    for (let layer = 0; layer < this.#starts.length; layer++) this.#forward(layer);
    return this.#out.at(-1)!;
  }

  /** Half the squared error of one row; its slopes are added to those of the batch. */
  learn(row: Float64Array, target: Float64Array): number {
    const said = this.answer(row);
    const error = this.#back.at(-1)!;
    let loss = 0;
    for (let j = 0; j < said.length; j++) {
      error[j] = said[j]! - target[j]!;
      loss += 0.5 * error[j]! ** 2;
    }
    for (let layer = this.#starts.length - 1; layer >= 0; layer--) this.#backward(layer);
    return loss;
  }

  /** One step by the mean slope of the rows learned since the last. @param alpha pull of the kernels towards 0, as of scikit-learn's networks */
  step(rows: number, { rate, alpha }: { readonly rate: number; readonly alpha: number }): void {
    this.#steps++;
    const [means, squares] = this.#moments;
    const pace = (rate * Math.sqrt(1 - SECOND ** this.#steps)) / (1 - FIRST ** this.#steps);
    this.#starts.forEach((start, layer) => this.#pull(start, this.widths[layer]! * this.widths[layer + 1]!, alpha));
    for (let i = 0; i < this.weights.length; i++) {
      const slope = this.#slopes[i]! / rows;
      means[i] = FIRST * means[i]! + (1 - FIRST) * slope;
      squares[i] = SECOND * squares[i]! + (1 - SECOND) * slope * slope;
      this.weights[i]! -= (pace * means[i]!) / (Math.sqrt(squares[i]!) + TINY);
    }
    this.#slopes.fill(0);
  }

  /** Kernel and bias of each layer. */
  layers(): Float64Array[] {
    return this.#starts.flatMap((start, layer) => {
      const [inputs, outputs] = [this.widths[layer]!, this.widths[layer + 1]!];
      const middle = start + inputs * outputs;
      return [this.weights.slice(start, middle), this.weights.slice(middle, middle + outputs)];
    });
  }

  /** Slopes of the rows learned since the last step. */
  slopes = (): Float64Array => this.#slopes.slice();

  #pull(start: number, count: number, alpha: number): void {
    for (let i = start; i < start + count; i++) this.#slopes[i]! += alpha * this.weights[i]!;
  }

  #forward(layer: number): void {
    const [from, to, { weights }] = [this.#out[layer]!, this.#out[layer + 1]!, this];
    const outputs = to.length;
    let at = this.#starts[layer]!;
    const bias = at + from.length * outputs;
    for (let j = 0; j < outputs; j++) to[j] = weights[bias + j]!;
    for (const value of from) for (let j = 0; j < outputs; j++) to[j]! += value * weights[at++]!;
    if (layer < this.#starts.length - 1) for (let j = 0; j < outputs; j++) to[j] = Math.tanh(to[j]!);
  }

  #backward(layer: number): void {
    const [from, slopes, { weights }] = [this.#out[layer]!, this.#slopes, this];
    const [own, before] = [this.#back[layer + 1]!, this.#back[layer]!];
    const outputs = own.length;
    let at = this.#starts[layer]!;
    const bias = at + from.length * outputs;
    for (let j = 0; j < outputs; j++) slopes[bias + j]! += own[j]!;
    for (let i = 0; i < from.length; i++) {
      const value = from[i]!;
      let sum = 0;
      for (let j = 0; j < outputs; j++, at++) {
        slopes[at]! += value * own[j]!;
        sum += weights[at]! * own[j]!;
      }
      before[i] = sum * (1 - value * value); // the slope of tanh; of the input nobody asks
    }
  }
}
