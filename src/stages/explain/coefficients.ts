import { noErrors, WHY_NO_ERRORS, type CoefficientRow, type CoefficientTable, type Inference } from '../../core/inference.ts';
import { grouped } from '../../core/words.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { normalQuantile, tQuantile } from '../../kernels/distributions.ts';

/** What of a linear model's state is read here. */
interface LinearState {
  readonly features: readonly string[];
  /** [scores, features] */
  readonly coefficients: Float64Array;
  readonly intercept?: number;
  readonly intercepts?: Float64Array;
  readonly link?: string;
  /** Codes of the classes, ascending. */
  readonly present?: Int32Array;
  readonly inference?: Inference;
}

const CONFIDENCE = 0.95;

/** What the sum of a kind of model is; kinds that add up no features are not here. */
const SUMS: Readonly<Record<string, (model: LinearState, isClasses: boolean) => CoefficientTable['sum']>> = {
  linear: () => 'answer',
  huber: () => 'answer',
  quantile: () => 'answer',
  glm: ({ link }) => (link === 'log' ? 'log' : 'answer'),
  logistic: () => 'log-odds',
  'linear-svm': (_model, isClasses) => (isClasses ? 'margin' : 'answer')
};

/**
 * The coefficients of a linear model with what is known of how far they may be off.
 * @param id of the kind of model
 * @param labels of the target's classes; empty for a number
 * @returns null where a model has no coefficients
 */
export function coefficientTable(id: string, state: PlainRecord, labels: readonly string[]): CoefficientTable | null {
  const sumOf = SUMS[id];
  if (!sumOf) return null;
  const model = state as unknown as LinearState;
  const intercepts = model.intercepts ?? Float64Array.of(model.intercept ?? 0);
  const inference = model.inference?.errors.length ? model.inference : null;
  const rows = Array.from(intercepts, (intercept, k) => rowsOf(model, k, intercept, { inference, name: nameOf(model, k, labels) }));
  return {
    sum: sumOf(model, labels.length > 0),
    said: sayErrors(id === 'linear-svm' ? noErrors('method') : model.inference),
    hasErrors: inference !== null,
    rows: rows.flat()
  };
}

/** One score is that of the second class and needs no name of its own. */
const nameOf = ({ intercepts, present }: LinearState, k: number, labels: readonly string[]) =>
  intercepts && intercepts.length > 1 ? (labels[present?.[k] ?? k] ?? null) : null;

interface Of {
  readonly inference: Inference | null;
  readonly name: string | null;
}

function rowsOf({ features, coefficients }: LinearState, k: number, intercept: number, { inference, name }: Of): CoefficientRow[] {
  const own = coefficients.subarray(k * features.length, (k + 1) * features.length);
  return [...own, intercept].map((coefficient, j) => ({
    feature: features[j] ?? null,
    class: name,
    coefficient,
    ...errorOf(inference, j, coefficient)
  }));
}

function errorOf(inference: Inference | null, j: number, coefficient: number) {
  const error = inference?.errors[j];
  if (!inference || !error) return { error: null, low: null, high: null, robust: null };
  const upper = (1 + CONFIDENCE) / 2;
  const half = error * (inference.degrees > 0 ? tQuantile(upper, inference.degrees) : normalQuantile(upper));
  return { error, low: coefficient - half, high: coefficient + half, robust: inference.robust[j] ?? null };
}

function sayErrors(inference: Inference | undefined): string {
  if (!inference) return 'This model was trained before standard errors were kept; train it again to see them.';
  if (inference.why) return `No standard errors: ${WHY_NO_ERRORS[inference.why]}`;
  const by = inference.degrees > 0 ? `Student’s t with ${grouped(inference.degrees)} degrees of freedom` : 'the normal distribution';
  const robust =
    inference.robust.length > 0
      ? ' The robust error (HC3) holds where the answers spread unevenly too; where it is much larger, believe it.'
      : '';
  const gaps = inference.errors.some((error) => error === 0)
    ? ' None stands where a feature never changes or is part of a sum that does not, as the columns of all levels of a category are: leave one level out, and the others tell how they differ from it.'
    : '';
  return `Wald intervals by ${by}. They hold if the form of the model does, and say nothing of what causes what.${robust}${gaps}`;
}
