import type { Argument, Operation } from '../operation.ts';
import { MISSING, type Batch, type Evaluate, type Vector } from '../vectors.ts';

const truth = (arg: Argument, batch: Batch): Uint8Array => {
  const vector = arg.evaluate(batch);
  if (vector.kind !== 'boolean') throw new TypeError('Conditions were checked for.');
  return vector.values;
};

/** Three-valued: a side that decides alone does so even where the other is missing. */
const junction = (id: 'and' | 'or', doc: string): Operation => {
  const deciding = id === 'and' ? 0 : 1;
  return {
    id,
    signature: `a ${id} b`,
    doc,
    params: ['boolean', 'boolean'],
    result: 'boolean',
    make:
      ([a, b]) =>
      (batch) => {
        const [left, right] = [truth(a!, batch), truth(b!, batch)];
        const values = left.map((value, row) => {
          const other = right[row]!;
          if (value === deciding || other === deciding) return deciding;
          return value === MISSING || other === MISSING ? MISSING : 1 - deciding;
        });
        return { kind: 'boolean', values };
      }
  };
};

/** For each row the value of one of several vectors. */
function chosen(vectors: readonly Vector[], choice: Uint8Array, rows: number): Vector {
  const first = vectors[0]!;
  if (first.kind === 'text') return chosenTexts(vectors, choice, rows);
  const values = first.kind === 'number' ? new Float64Array(rows) : new Uint8Array(rows);
  for (let row = 0; row < rows; row++) values[row] = (vectors[choice[row]!] as Exclude<Vector, { kind: 'text' }>).values[row]!;
  return { kind: first.kind, values } as Vector;
}

function chosenTexts(vectors: readonly Vector[], choice: Uint8Array, rows: number): Vector {
  const texts = vectors.map((vector) => {
    if (vector.kind !== 'text') throw new TypeError('Texts were checked for.');
    return vector;
  });
  const starts = texts.map((_, i) => texts.slice(0, i).reduce((sum, { labels }) => sum + labels.length, 0));
  const codes = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const code = texts[choice[row]!]!.codes[row]!;
    codes[row] = code < 0 ? -1 : code + starts[choice[row]!]!;
  }
  return { kind: 'text', codes, labels: texts.flatMap(({ labels }) => labels) };
}

function isMissingAt(vector: Vector, row: number): boolean {
  if (vector.kind === 'number') return Number.isNaN(vector.values[row]);
  return vector.kind === 'boolean' ? vector.values[row] === MISSING : vector.codes[row]! < 0;
}

const coalesce =
  (args: readonly Argument[]): Evaluate =>
  (batch) => {
    const vectors = args.map((arg) => arg.evaluate(batch));
    const choice = new Uint8Array(batch.rows);
    for (let row = 0; row < batch.rows; row++) {
      let at = 0;
      while (at < vectors.length - 1 && isMissingAt(vectors[at]!, row)) at++;
      choice[row] = at;
    }
    return chosen(vectors, choice, batch.rows);
  };

export const logicOperations: readonly Operation[] = [
  junction('and', 'True where both are; false where one is false, even if the other is missing.'),
  junction('or', 'True where one is, even if the other is missing; false where both are false.'),
  {
    id: 'not',
    signature: 'not a',
    doc: 'True where a is false; missing stays missing.',
    params: ['boolean'],
    result: 'boolean',
    make:
      ([a]) =>
      (batch) => ({ kind: 'boolean', values: truth(a!, batch).map((value) => (value === MISSING ? MISSING : 1 - value)) })
  },
  {
    id: 'if',
    signature: 'if(condition, yes, no)',
    doc: 'One value where the condition is true, the other where it is false or missing.',
    params: ['boolean', 'same', 'same'],
    result: 'same',
    make:
      ([condition, yes, no]) =>
      (batch) => {
        const choice = truth(condition!, batch).map((value) => (value === 1 ? 0 : 1));
        return chosen([yes!.evaluate(batch), no!.evaluate(batch)], choice, batch.rows);
      }
  },
  {
    id: 'coalesce',
    signature: 'coalesce(a, b, ...)',
    doc: 'The first value that is not missing.',
    params: ['same', 'same'],
    repeats: true,
    result: 'same',
    make: coalesce
  },
  {
    id: 'ismissing',
    signature: 'isMissing(x)',
    doc: 'True where there is no value; never missing itself.',
    params: ['any'],
    result: 'boolean',
    make:
      ([x]) =>
      (batch) => {
        const vector = x!.evaluate(batch);
        return { kind: 'boolean', values: Uint8Array.from({ length: batch.rows }, (_, row) => Number(isMissingAt(vector, row))) };
      }
  }
];
