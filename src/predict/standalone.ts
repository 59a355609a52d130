import { fromBase64 } from './base64.ts';
import type { ModelScorer } from './model-scorer.ts';
import { modelScorers, stepAppliers } from './open-registries.ts';
import { readPackage } from './package-file.ts';
import type { ModelPackage } from './package-type.ts';
import type { PlainRow, RowRemark } from './rows.ts';
import type { ScoredRow } from './scored-row.ts';
import { createScorer } from './scorer.ts';
import type { StepApplier } from './step-applier.ts';

/** A model ready to answer, as exported files use it. */
export interface Predictor {
  readonly pkg: ModelPackage;
  /**
   * One answer a row; missing is null or an absent key.
   * @throws an Error with `code` `rows-invalid` and `context.problems`
   */
  predict(rows: readonly PlainRow[]): ScoredRow[];
  /** What is wrong and what is odd about rows, without answering them. */
  check(rows: readonly PlainRow[]): { readonly problems: readonly RowRemark[]; readonly warnings: readonly RowRemark[] };
}

/** What a package may need beside the scorer itself: a kind of model, or a kind of step. */
export type RuntimePart = { readonly model: ModelScorer } | { readonly step: StepApplier };

export interface PredictRuntime {
  /** Makes a part known; to be done before a package that needs it is opened. */
  add(part: RuntimePart): void;
  /**
   * Opens a package from the Base64 of its file.
   * @throws an Error with `code` `package-damaged`, `package-version`, or `unknown-id` when a part is missing
   */
  open(base64: string): Predictor;
}

/**
 * The entry of the runtime that exported files carry: `src/predict` compiled into one self-contained function (tools/predict-runtime.js). The
 * app loads the same function, so what an export runs and what is checked before it is handed over are one text.
 */
export function add(part: RuntimePart): void {
  if ('model' in part) modelScorers.add(part.model);
  else stepAppliers.add(part.step);
}

export function open(base64: string): Predictor {
  const scorer = createScorer(readPackage(fromBase64(base64)));
  return {
    pkg: scorer.pkg,
    predict: (rows) => scorer.scoreRows(rows),
    check(rows) {
      const { problems, warnings } = scorer.readRows(rows);
      return { problems, warnings };
    }
  };
}
