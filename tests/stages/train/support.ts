import type { CurvePoint, FitContext, TrainingData } from '../../../src/core/model.ts';
import { resolveParams } from '../../../src/core/params.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { categoryColumn, type NumberColumn, type Table } from '../../../src/core/table.ts';
import type { ClassTarget, NumberTarget } from '../../../src/core/target.ts';
import { modelScorers } from '../../../src/predict/model-registry.ts';
import { classicalModels } from '../../../src/stages/train/registry.ts';

/** A context that never interrupts; `overrides` replaces parts of it. */
export const fitContext = (seed = 1, overrides: Partial<FitContext> = {}): FitContext => ({
  signal: new AbortController().signal,
  breathe: async () => {},
  onProgress: () => {},
  onCurve: (_point: CurvePoint) => {},
  openEngine: () => Promise.reject(new Error('A classical model opened an engine.')),
  rng: createRng(seed),
  ...overrides
});

export const numberColumn = (name: string, values: Iterable<number>): NumberColumn => ({
  kind: 'number',
  name,
  values: Float64Array.from(values)
});

export const numberTable = (columns: Readonly<Record<string, Iterable<number>>>): Table => {
  const made = Object.entries(columns).map(([name, values]) => numberColumn(name, values));
  return { rows: made[0]?.values.length ?? 0, columns: made };
};

export const classTarget = (values: readonly string[], labels?: readonly string[]): ClassTarget => {
  const column = categoryColumn('answer', values, labels);
  return { kind: 'classes', name: column.name, codes: column.codes, labels: column.labels };
};

export const numberTarget = (values: Iterable<number>): NumberTarget => ({
  kind: 'numbers',
  name: 'answer',
  values: Float64Array.from(values)
});

export const dataOf = (features: Table, target: ClassTarget | NumberTarget, weights: Float64Array | null = null): TrainingData => ({
  features,
  target,
  weights
});

/** Fits the model of that id with the given parameters over its defaults. */
export function fitModel(id: string, data: TrainingData, params: Readonly<Record<string, unknown>> = {}, context = fitContext()) {
  const model = classicalModels.get(id);
  return model.fit(data, resolveParams(model.label, model.params, params), context);
}

/** Scores with the real scorer: [rows, outputs]. */
export const score = (id: string, state: Parameters<ReturnType<typeof modelScorers.get>['compile']>[0], features: Table): Float64Array =>
  modelScorers.get(id).compile(state)(features);

/** n normal draws per column and a noise column, from one seed. */
export function gaussian(rows: number, cols: number, seed: number): Float64Array[] {
  const rng = createRng(seed);
  return Array.from({ length: cols }, () => Float64Array.from({ length: rows }, () => normal(rng)));
}

/** Area under the ROC curve by ranks, ties counted half. */
export function aucOf(scores: ArrayLike<number>, isPositive: readonly boolean[]): number {
  const order = Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[a]! - scores[b]!);
  let rankSum = 0;
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && scores[order[to]!] === scores[order[from]!]) to++;
    for (let i = from; i < to; i++) if (isPositive[order[i]!]) rankSum += (from + to + 1) / 2;
    from = to;
  }
  const positives = isPositive.filter(Boolean).length;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (isPositive.length - positives));
}
