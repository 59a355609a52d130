import { columnKindMismatch, rowsInvalid, scoreNotFinite } from '../core/errors/packaging.ts';
import { columnNotFound, shapeMismatch } from '../core/errors/tables.ts';
import { kindOf } from '../core/schema.ts';
import type { Table } from '../core/table.ts';
import { compileRecipe } from './apply-recipe.ts';
import { compileCalibration } from './calibration.ts';
import { modelScorers } from './model-registry.ts';
import type { ScoringAids } from './model-scorer.ts';
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
  const score = compileScores(pkg, aids);
  const tell = compileTeller(pkg);
  const scoreRead = (read: RowsTable) => tell(score(read.table), read.warnings);
  return {
    pkg,
    stepsPerRow: modelScorers.get(pkg.model.id).stepsPerRow?.(pkg.model.state) ?? USUAL_STEPS,
    scoreTable: (table) => score(selectInputs(pkg.inputs, table)),
    scoreRows(rows) {
      const read = readRows(rows);
      if (read.problems.length > 0) throw rowsInvalid(read.problems);
      return scoreRead(read);
    },
    readRows,
    scoreRead
  };
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

function compileScores(pkg: ModelPackage, aids?: ScoringAids): (table: Table) => Scores {
  const openMember: NonNullable<ScoringAids['openMember']> = ({ id, recipe, state }) => {
    const before = compileRecipe(recipe);
    const score = modelScorers.get(id).compile(state, { ...aids, openMember });
    return (table) => score(before(table));
  };
  const model = openMember({ ...pkg.model, recipe: pkg.recipe });
  const answer = pkg.target.labels ? compileClasses(pkg, pkg.target.labels) : compileNumbers(pkg);
  const outputs = pkg.target.labels?.length ?? 1;
  return (table) => {
    const raw = table.rows === 0 ? new Float64Array(0) : model(table);
    if (raw.length !== table.rows * outputs) throw shapeMismatch('Answers of the model', table.rows * outputs, raw.length);
    return answer(raw);
  };
}

function compileClasses(pkg: ModelPackage, labels: readonly string[]): (raw: Float64Array) => ClassScores {
  const k = labels.length;
  const calibrate = compileCalibration(pkg.calibration, k);
  const positive = pkg.target.positive === undefined ? 1 : labels.indexOf(pkg.target.positive);
  const { threshold } = pkg;
  return (probabilities) => {
    calibrate(probabilities);
    demandFinite(probabilities, k);
    const predicted = new Int32Array(probabilities.length / k);
    for (let i = 0; i < predicted.length; i++) {
      predicted[i] =
        threshold === null ? likeliest(probabilities, i * k, k) : probabilities[i * 2 + positive]! >= threshold ? positive : 1 - positive;
    }
    return { kind: 'classes', labels, probabilities, predicted };
  };
}

/** The class with the highest probability, the first of them when there are several. */
function likeliest(probabilities: Float64Array, at: number, k: number): number {
  let best = 0;
  for (let c = 1; c < k; c++) if (probabilities[at + c]! > probabilities[at + best]!) best = c;
  return best;
}

function compileNumbers(pkg: ModelPackage): (raw: Float64Array) => NumberScores {
  const half = pkg.uncertainty?.halfWidth ?? null;
  const { orders } = pkg.target;
  return (values) => {
    demandFinite(values, 1);
    return {
      kind: 'numbers',
      values,
      ...(orders ? { orders } : {}),
      low: half === null ? null : values.map((x) => x - half),
      high: half === null ? null : values.map((x) => x + half)
    };
  };
}

function demandFinite(values: Float64Array, perRow: number): void {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) throw scoreNotFinite(Math.floor(i / perRow));
}
