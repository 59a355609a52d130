import type { SeededContext } from '../../../core/context.ts';
import type { MadeRows } from '../../../core/made-rows.ts';
import type { ParamSpecs, ParamsOf } from '../../../core/params.ts';
import type { Table } from '../../../core/table.ts';
import type { Target } from '../../../core/target.ts';

/** Training rows at one place of a recipe. */
export interface RowsToLearnFrom {
  readonly table: Table;
  readonly target: Target;
  readonly weights: Float64Array | null;
}

/** The same rows in their order, with those made up behind them. */
export interface RowsAndMade extends RowsToLearnFrom {
  readonly made: MadeRows;
}

export interface RowContext extends SeededContext {
  readonly tell: (code: string, message: string) => void;
}

/**
 * A kind of recipe step that changes which rows are learned from and no column. It has no applying half: a row that is scored is never changed by it, so
 * no package holds it, and rows left out of a fit never pass through it.
 */
export interface RowStepType<S extends ParamSpecs = ParamSpecs> {
  readonly id: string;
  readonly label: string;
  /** One sentence: what it does and what for. */
  readonly doc: string;
  readonly params: S;
  /** Called with training rows alone. @returns null where nothing is to be made */
  make(rows: RowsToLearnFrom, params: ParamsOf<S>, context: RowContext): Promise<RowsAndMade | null>;
}

/** Checks a definition against its own specs and forgets the exact types, so definitions can share a registry. */
export function defineRowStep<const S extends ParamSpecs>(type: RowStepType<S>): RowStepType {
  return type as unknown as RowStepType;
}
