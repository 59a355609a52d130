import { addAnswers, toChances, type EnsembleState } from '../../predict/models/ensemble.ts';

/** How members are brought together, without the members. */
export type Mix = Pick<EnsembleState, 'kind' | 'outputs' | 'weights' | 'offsets'>;

/** What is learned from: what each member said of rows it had not seen, [rows, outputs] each, and the answers. */
export interface MixTask {
  readonly answers: readonly Float64Array[];
  readonly outputs: number;
  /** Class codes, or values. */
  readonly actual: Int32Array | Float64Array;
  readonly weights: Float64Array | null;
  readonly isClasses: boolean;
}

/** The answers of members as one. */
export function combined({ kind, outputs, weights, offsets }: Mix, answers: readonly Float64Array[]): Float64Array {
  const size = answers[0]!.length;
  const out = Float64Array.from({ length: size }, (_, i) => offsets[i % outputs]!);
  answers.forEach((own, m) => addAnswers(kind, own, weights[m]!, out));
  if (kind === 'odds') for (let at = 0; at < size; at += outputs) toChances(out, at, outputs);
  return out;
}

/** Some rows of a task. */
export function mixRows({ answers, outputs, actual, weights, isClasses }: MixTask, rows: Uint32Array): MixTask {
  const picked = (from: Float64Array) =>
    Float64Array.from({ length: rows.length * outputs }, (_, i) => from[rows[Math.floor(i / outputs)]! * outputs + (i % outputs)]!);
  return {
    answers: answers.map(picked),
    outputs,
    actual: isClasses ? Int32Array.from(rows, (row) => actual[row]!) : Float64Array.from(rows, (row) => actual[row]!),
    weights: weights && Float64Array.from(rows, (row) => weights[row]!),
    isClasses
  };
}
