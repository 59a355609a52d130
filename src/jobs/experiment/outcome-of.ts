import { joinKinships } from '../../core/kinship.ts';
import type { OrderOf, Outcome } from '../../core/outcome.ts';
import type { Scores } from '../../predict/scores.ts';
import type { LabelledRows } from './labelled-rows.ts';

/** Answers beside predictions. @param positive code of the positive class, with two classes */
export function outcomeOf(scores: Scores, { target, weights, kinship }: LabelledRows, positive: number | null): Outcome {
  const kin = kinship ? { kinship } : {};
  if (scores.kind === 'classes' && target.kind === 'classes') {
    const { labels, probabilities, predicted } = scores;
    return { kind: 'classes', labels, actual: target.codes, probabilities, predicted, positive, weights, ...kin };
  }
  if (scores.kind === 'numbers' && target.kind === 'numbers')
    return { kind: 'numbers', ...orderOf(scores), actual: target.values, predicted: scores.values, weights, ...kin };
  throw new TypeError('The scores answer another question than the target asks.');
}

/** Puts the outcomes of disjoint rows one behind the other. */
export function joinOutcomes(parts: readonly Outcome[]): Outcome {
  const first = parts[0]!;
  const weights = first.weights === null ? null : joined(parts.map((part) => part.weights!));
  const kin = first.kinship ? { kinship: joinKinships(parts.map((part) => part.kinship!)) } : {};
  if (first.kind === 'numbers') {
    const numbers = parts.filter((part) => part.kind === 'numbers');
    return {
      kind: 'numbers',
      ...orderOf(first),
      actual: joined(numbers.map((part) => part.actual)),
      predicted: joined(numbers.map((part) => part.predicted)),
      weights,
      ...kin
    };
  }
  const classes = parts.filter((part) => part.kind === 'classes');
  return {
    ...first,
    actual: joinedCodes(classes.map((part) => part.actual)),
    predicted: joinedCodes(classes.map((part) => part.predicted)),
    probabilities: joined(classes.map((part) => part.probabilities)),
    weights,
    ...kin
  };
}

const orderOf = ({ orders }: { readonly orders?: OrderOf }) => (orders ? { orders } : {});

const joined = (arrays: readonly Float64Array[]): Float64Array =>
  into(new Float64Array(arrays.reduce((sum, array) => sum + array.length, 0)), arrays);
const joinedCodes = (arrays: readonly Int32Array[]): Int32Array =>
  into(new Int32Array(arrays.reduce((sum, array) => sum + array.length, 0)), arrays);

function into<A extends Float64Array | Int32Array>(all: A, arrays: readonly A[]): A {
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}
