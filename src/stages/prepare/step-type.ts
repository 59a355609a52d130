import type { WorkContext } from '../../core/context.ts';
import type { Kinship } from '../../core/kinship.ts';
import type { MadeRows } from '../../core/made-rows.ts';
import type { ParamSpecs, ParamsOf } from '../../core/params.ts';
import type { PlainRecord } from '../../core/plain.ts';
import type { Rng } from '../../core/rng.ts';
import type { Column, ColumnKind, Table } from '../../core/table.ts';
import type { Target } from '../../core/target.ts';

/** What fitting a step may use beside its columns. */
export interface StepContext extends WorkContext {
  /** The answers of the same rows, for steps that learn from them; null when there are none. */
  readonly target: Target | null;
  /** How the rows belong together, where the division of the project says so; of made-up rows as of their bases. */
  readonly kinship: Kinship | null;
  /** Rows at the end that a step before made up. */
  readonly made: MadeRows | null;
  readonly rng: Rng;
  /** Tells something worth knowing that is not a failure. */
  readonly tell: (code: string, message: string) => void;
}

/** A column by its name and kind; a condition is a category of nothing but true and false. */
export interface NamedKind {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly isCondition?: true;
  /** Of times that are moments. */
  readonly zone?: string;
}

/** What a kind of step is for: how a person finds it among the others. */
export type StepPurpose = 'gaps' | 'scale' | 'encode' | 'derive' | 'select' | 'text' | 'time';

/**
 * A kind of recipe step: the fitting half. The applying half lives in src/predict/steps under the same id, and is the only code that changes
 * values, in training as in serving.
 */
export interface StepType<S extends ParamSpecs = ParamSpecs> {
  readonly id: string;
  readonly purpose: StepPurpose;
  readonly label: string;
  /** One sentence: what it does and what for. */
  readonly doc: string;
  readonly params: S;
  readonly accepts: readonly ColumnKind[];
  /** What an accepted column is afterwards: as it was, another kind, or gone. */
  readonly turnsInto: 'same' | 'number' | 'gone';
  /** Whether the columns go on under other names, or some of them not at all. Absent: each goes on under its own. */
  readonly renames?: (params: ParamsOf<S>) => boolean;
  /** Whether a column can still have missing values afterwards; `kept` = if it had some before, or might while serving. */
  readonly gapsAfter: (params: ParamsOf<S>) => 'none' | 'kept';
  /** The column it adds behind the others, told without fitting it; of a step that adds one. */
  readonly adds?: (params: ParamsOf<S>, columns: readonly NamedKind[]) => NamedKind;
  /**
   * Learns from training rows: never called with others.
   * @param table the whole table at this place of the recipe, for names that are taken
   * @param columns the columns to learn from, of accepted kinds
   */
  fit(table: Table, columns: readonly Column[], params: ParamsOf<S>, context: StepContext): PlainRecord | Promise<PlainRecord>;
  /**
   * What the training rows themselves become, of a step that would tell a row its own answer, or what came after it, if its state were applied to the rows
   * it was learned from. Same columns, names and kinds as scoring gives. Absent: scoring and training see the same.
   * @param state what `fit` gave for the same rows
   */
  ofTrainingRows?(table: Table, columns: readonly Column[], params: ParamsOf<S>, state: PlainRecord, context: StepContext): Table;
}

/** Checks a definition against its own specs and forgets the exact types, so definitions can share a registry. */
export function defineStep<const S extends ParamSpecs>(type: StepType<S>): StepType {
  return type as unknown as StepType;
}
