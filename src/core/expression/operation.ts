import type { Literal, ValueType } from './syntax.ts';
import { collector, reader, type Batch, type Evaluate, type Vector } from './vectors.ts';

/** `same`: all parameters that say so have one type, and `result: 'same'` is that one. `fixed text` must be written out, for it is read only once. */
export type ParamType = ValueType | 'same' | 'any' | 'fixed text';

/** An argument whose types have been checked. */
export interface Argument {
  readonly type: ValueType;
  /** What it is in every row, where that can be said; else undefined. */
  readonly fixed: Literal | undefined;
  /** Of times that are moments: the zone whose clocks they are read by. */
  readonly zone: string | undefined;
  readonly evaluate: Evaluate;
}

/** An operator or a function of the language. Pure: the same values give the same answer. */
export interface Operation {
  /** Lower case; operators by their sign. */
  readonly id: string;
  /** How it is written: "round(x, digits)", "a + b". */
  readonly signature: string;
  /** One sentence; what becomes of missing values where it is not the usual: one missing value makes the answer missing. */
  readonly doc: string;
  readonly params: readonly ParamType[];
  /** How many of the last parameters may be left out. */
  readonly optional?: number;
  /** The last parameter may stand any number of times. */
  readonly repeats?: boolean;
  /** The types `same` may be; all when not given. */
  readonly of?: readonly ValueType[];
  readonly result: ValueType | 'same';
  /** Understood where it stands, so that what was stored keeps its meaning; not offered any more. */
  readonly isOld?: true;
  /** Of a result that is a time: its zone, where that is not the one of the arguments. */
  readonly zone?: (args: readonly Literal[]) => string | undefined;
  /** Once per expression. @throws RangeError with a sentence when a fixed text can't be used */
  make(args: readonly Argument[]): Evaluate;
}

export const vectorKind = (type: ValueType): Vector['kind'] => (type === 'time' ? 'number' : type);

type Scalar = number | string | boolean;

/**
 * Lifts a function of single values to vectors; one missing argument makes the answer missing. Where only one argument varies and it is a text,
 * the function runs once for each label instead of once for each row.
 */
export function lift<A extends readonly Scalar[]>(
  args: readonly Argument[],
  result: Vector['kind'],
  of: (...values: A) => Scalar | null
): Evaluate {
  const fixed = args.map((arg) => arg.fixed);
  const varying = args.flatMap((arg, i) => (arg.fixed === undefined ? [i] : []));
  const apply = of as unknown as (...values: Scalar[]) => Scalar | null;
  const only = varying[0];
  if (varying.length === 1 && args[only!]!.type === 'text') {
    const at = only!;
    const table = byLabel(result, (label) => withValues(fixed, at, label, apply));
    return (batch) => table(args[at]!.evaluate(batch), batch.rows);
  }
  return (batch) => rowByRow(args, result, apply, batch);
}

function withValues(
  fixed: readonly (Literal | undefined)[],
  at: number,
  value: Scalar,
  of: (...values: Scalar[]) => Scalar | null
): Scalar | null {
  const values = fixed.map((literal, i) => (i === at ? value : (literal ?? null)));
  return values.some((entry) => entry === null) ? null : of(...(values as Scalar[]));
}

function rowByRow(args: readonly Argument[], result: Vector['kind'], of: (...values: Scalar[]) => Scalar | null, batch: Batch): Vector {
  const readers = args.map((arg) => reader(arg.evaluate(batch)));
  const out = collector(result, batch.rows);
  const values = new Array<Scalar>(args.length);
  rows: for (let row = 0; row < batch.rows; row++) {
    for (let i = 0; i < readers.length; i++) {
      const value = readers[i]!(row);
      if (value === null) continue rows;
      values[i] = value;
    }
    out.set(row, of(...values));
  }
  return out.vector;
}

/** Works each label out once, and again only when the labels are others. */
function byLabel(result: Vector['kind'], of: (label: string) => Scalar | null): (vector: Vector, rows: number) => Vector {
  let known: readonly string[] | null = null;
  let answers: Vector | null = null;
  return (vector, rows) => {
    if (vector.kind !== 'text') throw new TypeError('Labels belong to texts.');
    if (known !== vector.labels || answers === null) {
      known = vector.labels;
      const out = collector(result, known.length);
      known.forEach((label, code) => out.set(code, of(label)));
      answers = out.vector;
    }
    return spread(answers, vector.codes, rows);
  };
}

/** The answers of labels, for rows. */
function spread(answers: Vector, codes: Int32Array, rows: number): Vector {
  if (answers.kind === 'text') {
    const own = answers.codes;
    return { kind: 'text', labels: answers.labels, codes: codes.map((code) => (code < 0 ? -1 : own[code]!)) };
  }
  const out = answers.kind === 'number' ? new Float64Array(rows).fill(NaN) : new Uint8Array(rows).fill(2);
  for (let row = 0; row < rows; row++) if (codes[row]! >= 0) out[row] = answers.values[codes[row]!]!;
  return { kind: answers.kind, values: out } as Vector;
}
