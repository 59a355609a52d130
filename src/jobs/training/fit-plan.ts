import type { ThreadTeam } from '../../core/threads.ts';
import { partOf, type WorkContext } from '../../core/context.ts';
import type { BackendId, CurvePoint, Engine, Fit, FitContext, ModelType } from '../../core/model.ts';
import type { Note } from '../../core/note.ts';
import type { PlainRecord } from '../../core/plain.ts';
import type { FittedStep, RecipeStep } from '../../core/recipe.ts';
import { forkRng } from '../../core/rng.ts';
import type { RowSet, Table } from '../../core/table.ts';
import { fitRecipe } from '../../stages/prepare/fit-recipe.ts';
import { checkSizes } from '../../stages/train/check-sizes.ts';
import { checkTrainable } from '../../stages/train/check-trainable.ts';
import { weightNotes } from '../../stages/train/weight-notes.ts';
import { prepared, type LabelledRows } from '../experiment/labelled-rows.ts';
import type { KeptWork } from './kept-work.ts';
import type { HeldByFit, MemoryMeter } from './memory-meter.ts';

/** What is fitted, without the rows it is fitted on: the same plan for the whole training part and for every fold. */
export interface FitPlan {
  readonly model: ModelType;
  readonly params: PlainRecord;
  readonly steps: readonly RecipeStep[];
  readonly seed: number;
  /** What rows weigh in a fit on them, where it is another than in judging. */
  readonly learnsBy?: (rows: RowSet) => Float64Array;
}

/** What a fit may reach outside: the work's own context, engines, and the curve. */
export interface FitOutside extends WorkContext {
  readonly threads?: ThreadTeam | null;
  readonly openEngine: (needs: 'dense' | 'convolution') => Promise<Engine>;
  readonly onCurve: (point: CurvePoint) => void;
  /** Counts what fits hold; absent where nobody asks. */
  readonly memory?: MemoryMeter;
  /** Fits of folds are kept beside what they say, for a package that asks them. */
  readonly keepsFits?: boolean;
  /** Where the work is kept as it goes on; absent for what is not worth it. */
  readonly kept?: KeptWork;
}

export interface FittedPlan {
  readonly recipe: readonly FittedStep[];
  readonly state: PlainRecord;
  readonly curve: readonly CurvePoint[];
  readonly notes: readonly Note[];
  readonly backend: BackendId;
}

const RECIPE_SHARE = 0.05;

/** Fits recipe and model on the rows given, and on nothing else. */
export const fitPlan = (plan: FitPlan, rows: LabelledRows, outside: FitOutside): Promise<FittedPlan> =>
  outside.memory ? outside.memory.during((held) => fit(plan, rows, outside, held)) : fit(plan, rows, outside, null);

async function fit(plan: FitPlan, rows: LabelledRows, outside: FitOutside, held: HeldByFit | null): Promise<FittedPlan> {
  checkSizes(rows.inputs, rows.target, rows.weights);
  const recipeContext = {
    ...partOf(outside, 0, RECIPE_SHARE),
    rng: forkRng(plan.seed, 'recipe'),
    target: rows.target,
    weights: rows.weights,
    ...(rows.kinship ? { kinship: rows.kinship } : {})
  };
  const after = await fitRecipe(plan.steps, rows.inputs, recipeContext);
  const data = prepared(rows, after);
  checkTrainable(data, plan.model);
  held?.tables(rows.inputs, data.features);
  held?.bytes(plan.model.takes === 'encoded' ? matrixBytes(data.features) : 0);
  const context: FitContext = {
    ...partOf(outside, RECIPE_SHARE, 1),
    ...(await outside.kept?.fitting()),
    rng: forkRng(plan.seed, 'fit')
  };
  const { state, curve, notes, backend }: Fit = await plan.model.fit(data, plan.params as never, context);
  return { recipe: after.fitted, state, curve, notes: [...after.notes, ...weightNotes(rows.weights), ...notes], backend };
}

/** Learners that need numbers have them side by side. */
const matrixBytes = ({ rows, columns }: Table): number => 8 * rows * columns.length;
