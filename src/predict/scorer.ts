import { columnKindMismatch, rowsInvalid, scoreNotFinite } from '../core/errors/packaging.ts';
import { columnNotFound, shapeMismatch } from '../core/errors/tables.ts';
import { kindOf } from '../core/schema.ts';
import type { Table } from '../core/table.ts';
import { compileRecipe } from './apply-recipe.ts';
import { compileCalibration } from './calibration.ts';
import { modelScorers } from './model-registry.ts';
import { compileCalls, type CallRow } from './calls.ts';
import { compileLimits, type Cautions } from './limits.ts';
import { compileBounds } from './limits-ends.ts';
import type { ScoreTable, ScoringAids } from './model-scorer.ts';
import type { ModelIn } from './model-in.ts';
import type { InputColumn, ModelPackage } from './package-type.ts';
import { compileRows, type PlainRow, type RowsTable } from './rows.ts';
import { compileTeller, type ScoredRow } from './scored-row.ts';
import type { ClassScores, NumberScores, Scores } from './scores.ts';

export interface Scorer {
  readonly pkg: ModelPackage;
  /** About how many elementary steps a row takes. */
  readonly stepsPerRow: number;
  /**
   * Scores a table that has (at least) the input columns.
   * @throws LatheError `column-not-found`, `column-kind-mismatch`, `score-not-finite`
   */
  scoreTable(table: Table): Scores;
  /** The same, and beside it what a package that knows its limits says of each row; null where it does not. */
  scoreWithCautions(table: Table): { readonly scores: Scores; readonly cautions: Cautions | null };
  /**
   * Scores plain rows; missing is null or an absent key.
   * @throws LatheError `rows-invalid` with `context.problems`; use `readRows` first to tell good rows from bad ones
   */
  scoreRows(rows: readonly PlainRow[]): ScoredRow[];
  /** Plain rows as a table of the input columns, with what is wrong and what is odd about them. */
  readRows(rows: readonly PlainRow[]): RowsTable;
  /** Scores what `readRows` gave, whatever its problems: those values count as missing. */
  scoreRead(read: RowsTable): ScoredRow[];
}

/** Where a model doesn't say: a row takes some ten microseconds. */
const USUAL_STEPS = 20_000;

/**
 * Prepares a package once; scoring a row afterwards looks nothing up.
 * @throws LatheError `unknown-id` when it needs a model or a step this Lathe does not know, `package-damaged`
 */
export function createScorer(pkg: ModelPackage, aids?: ScoringAids): Scorer {
  const readRows = compileRows(pkg.inputs);
  const open = memberOpener(aids);
  const prepare = compileRecipe(pkg.recipe);
  const answer = compileAnswers(pkg, { ...aids, openMember: open });
  const tell = compileTeller(pkg);
  const energy = modelScorers.get(pkg.model.id).energy?.(pkg.model.state) ?? null;
  const limits = compileLimits(pkg, { open, energy });
  const scoreAll = (inputs: Table) => {
    const features = prepare(inputs);
    const scores = answer(features, inputs);
    return { scores, cautions: limits && limits({ inputs, features, scores }) };
  };
  const scoreRead = (read: RowsTable) => {
    const { scores, cautions } = scoreAll(read.table);
    return tell(scores, read.warnings, cautions);
  };
  return {
    pkg,
    stepsPerRow: modelScorers.get(pkg.model.id).stepsPerRow?.(pkg.model.state) ?? USUAL_STEPS,
    scoreTable(table) {
      const inputs = selectInputs(pkg.inputs, table);
      return answer(prepare(inputs), inputs);
    },
    scoreWithCautions: (table) => scoreAll(selectInputs(pkg.inputs, table)),
    scoreRows(rows) {
      const read = readRows(rows);
      if (read.problems.length > 0) throw rowsInvalid(read.problems);
      return scoreRead(read);
    },
    readRows,
    scoreRead
  };
}

/** Opens a model that a package holds beside or within its own, with its own recipe before it. */
function memberOpener(aids?: ScoringAids): (member: Pick<ModelIn, 'id' | 'recipe' | 'state'>) => ScoreTable {
  const open: NonNullable<ScoringAids['openMember']> = ({ id, recipe, state }) => {
    const before = compileRecipe(recipe);
    const score = modelScorers.get(id).compile(state, { ...aids, openMember: open });
    return (table) => score(before(table));
  };
  return open;
}

function selectInputs(inputs: readonly InputColumn[], table: Table): Table {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const columns = inputs.map((input) => {
    const column = byName.get(input.name);
    if (!column) throw columnNotFound(input.name, [...byName.keys()]);
    if (column.kind !== kindOf(input.type)) throw columnKindMismatch('The model', input.name, column.kind, [kindOf(input.type)]);
    return column;
  });
  return { rows: table.rows, columns };
}

/** What is answered about rows, given what the recipe makes of them and as they came. */
function compileAnswers(pkg: ModelPackage, aids: ScoringAids): (features: Table, inputs: Table) => Scores {
  const model = modelScorers.get(pkg.model.id).compile(pkg.model.state, aids);
  const told = pkg.target.labels ? compileClasses(pkg, pkg.target.labels) : compileNumbers(pkg, aids.openMember!);
  const outputs = pkg.target.labels?.length ?? 1;
  return (features, inputs) => {
    const raw = features.rows === 0 ? new Float64Array(0) : model(features);
    if (raw.length !== features.rows * outputs) throw shapeMismatch('Answers of the model', features.rows * outputs, raw.length);
    return told(raw, inputs);
  };
}

function compileClasses(pkg: ModelPackage, labels: readonly string[]): (raw: Float64Array, inputs: Table) => ClassScores {
  const k = labels.length;
  const calibrate = compileCalibration(pkg.calibration, k);
  const positive = pkg.target.positive === undefined ? 1 : labels.indexOf(pkg.target.positive);
  const { threshold } = pkg;
  const calls = pkg.calls && compileCalls(pkg.calls);
  return (probabilities, inputs) => {
    calibrate(probabilities);
    demandFinite(probabilities, k);
    const predicted = new Int32Array(probabilities.length / k);
    for (let i = 0; i < predicted.length; i++) {
      predicted[i] =
        threshold === null ? likeliest(probabilities, i * k, k) : probabilities[i * 2 + positive]! >= threshold ? positive : 1 - positive;
    }
    if (calls) callAnew(calls(inputs), probabilities, positive, predicted);
    return { kind: 'classes', labels, probabilities, predicted };
  };
}

function callAnew(call: CallRow, probabilities: Float64Array, positive: number, predicted: Int32Array): void {
  for (let i = 0; i < predicted.length; i++)
    predicted[i] = call(i, probabilities[i * 2 + positive]!, predicted[i] === positive) ? positive : 1 - positive;
}

/** The class with the highest probability, the first of them when there are several. */
function likeliest(probabilities: Float64Array, at: number, k: number): number {
  let best = 0;
  for (let c = 1; c < k; c++) if (probabilities[at + c]! > probabilities[at + best]!) best = c;
  return best;
}

function compileNumbers(pkg: ModelPackage, open: (member: ModelIn) => ScoreTable): (raw: Float64Array, inputs: Table) => NumberScores {
  const bounds = compileBounds(pkg, open);
  const { orders } = pkg.target;
  return (values, inputs) => {
    demandFinite(values, 1);
    const ends = values.length === 0 ? null : bounds?.(values, inputs);
    return { kind: 'numbers', values, ...(orders ? { orders } : {}), low: ends?.low ?? null, high: ends?.high ?? null };
  };
}

function demandFinite(values: Float64Array, perRow: number): void {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) throw scoreNotFinite(Math.floor(i / perRow));
}
