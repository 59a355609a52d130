import type { WorkContext } from '../../../core/context.ts';
import { findColumn, isMissing, type Table } from '../../../core/table.ts';
import { inSentence, quoted } from '../../../core/words.ts';
import { applyRecipe } from '../../../predict/apply-recipe.ts';
import type { ModelPackage } from '../../../predict/package-type.ts';
import type { AttackColumn } from '../../../stages/evaluate/attack/attack-columns.ts';
import { certifySums } from '../../../stages/evaluate/attack/certify-sums.ts';
import { certifyTrees } from '../../../stages/evaluate/attack/certify-trees.ts';
import { straightColumns, type Straight } from '../../../stages/evaluate/attack/straight-columns.ts';
import { rowsOf } from '../../../stages/explain/shap/trees-of-model.ts';
import { rawNumbersOf, type RawNumbers } from './raw-numbers.ts';

/** Up to which budget the answer of each row surely stays what it is. */
export interface Proof {
  readonly box: Float64Array;
  /** Of which rows the box is exact. */
  readonly isExact: Uint8Array;
  readonly ball: Float64Array | null;
}

export interface ProofTask {
  readonly pkg: ModelPackage;
  readonly columns: readonly AttackColumn[];
  readonly table: Table;
  readonly predicted: Int32Array;
  readonly context: WorkContext;
}

/** @returns the proof, or in words why there can be none */
export async function prove(task: ProofTask): Promise<Proof | string> {
  const { pkg, columns } = task;
  const raw = rawNumbersOf(pkg);
  if (!raw) return `a proof can be had of linear models and of models of trees, and this ${inSentence(pkg.model.label)} is neither`;
  if (raw.boundary === null && pkg.calibration !== null && pkg.calibration.kind !== 'temperature')
    return 'with more than two classes its calibration can change which one is likeliest';
  const levels = columns.find(({ type }) => type === 'category' || type === 'boolean');
  if (levels) return `${quoted(levels.name)} may become any level, and proofs are of numbers that move`;
  const { features, bent } = straightColumns(pkg.recipe, numbersOf(pkg));
  const curved = columns.find(({ name }) => bent.has(name));
  if (curved)
    return `the step ${quoted(bent.get(curved.name)!)} makes something of ${quoted(curved.name)} that is no straight line of it, so how far the column goes does not say how far a feature goes`;
  const moves = raw.features.map((name) => moveOf(features.get(name), columns));
  const units = new Map(columns.map(({ name, unit }) => [name, unit]));
  return raw.kind === 'sums' ? ofSums(task, raw, moves, units) : ofTrees(task, raw, moves, units);
}

const numbersOf = ({ inputs }: ModelPackage) =>
  inputs.filter(({ type }) => type === 'number' || type === 'integer').map(({ name }) => name);

const moveOf = (straight: Straight | undefined, columns: readonly AttackColumn[]): Straight | null =>
  straight && columns.some(({ name }) => name === straight.column) ? straight : null;

type Moves = readonly (Straight | null)[];
type Units = ReadonlyMap<string, number>;

function ofSums(task: ProofTask, raw: RawNumbers & { kind: 'sums' }, moves: Moves, units: Units): Proof {
  const { pkg, table, predicted } = task;
  const prepared = applyRecipe(pkg.recipe, table);
  const columns = raw.features.map((name) => findColumn(prepared, name));
  const x = new Float64Array(table.rows * columns.length);
  columns.forEach((column, j) => {
    if (column?.kind !== 'number') throw new TypeError('A linear model reads numbers.');
    for (let row = 0; row < table.rows; row++) x[row * columns.length + j] = column.values[row]!;
  });
  const has = (name: string, row: number) => !isMissing(findColumn(table, name)!, row);
  const { sums, boundary } = raw;
  const found = certifySums({ sums, boundary, x, rows: table.rows, moves, units, has, predicted });
  return { ...found, isExact: new Uint8Array(table.rows).fill(1) };
}

async function ofTrees(task: ProofTask, raw: RawNumbers & { kind: 'trees' }, moves: Moves, units: Units): Promise<Proof> {
  const { pkg, table, predicted, context } = task;
  const { trees, models, boundary } = raw;
  const { features } = models[0]!;
  const gaps = gapsOf(table, moves);
  const x = rowsOf(features, applyRecipe(pkg.recipe, table));
  const found = await certifyTrees({
    ...{ trees, boundary, x, moves, units, predicted, context },
    starts: models.map(({ start }) => start),
    rows: table.rows,
    features: features.length,
    isFixed: gaps
  });
  return { ...found, ball: null };
}

/** Gaps are filled by the recipe and stay where they are. */
function gapsOf(table: Table, moves: Moves): (feature: number, row: number) => boolean {
  const columns = moves.map((move) => (move ? findColumn(table, move.column)! : null));
  return (feature, row) => columns[feature] !== null && isMissing(columns[feature]!, row);
}
