import type { WorkContext } from '../../../core/context.ts';
import { findColumn, isMissing, type Table } from '../../../core/table.ts';
import { inSentence, quoted } from '../../../core/words.ts';
import { applyRecipe } from '../../../predict/apply-recipe.ts';
import type { ModelPackage } from '../../../predict/package-type.ts';
import type { AttackColumn } from '../../../stages/evaluate/attack/attack-columns.ts';
import { certifyNetwork } from '../../../stages/evaluate/attack/certify-network.ts';
import { certifySums } from '../../../stages/evaluate/attack/certify-sums.ts';
import { certifyTrees } from '../../../stages/evaluate/attack/certify-trees.ts';
import { stepsOfBounds } from '../../../stages/evaluate/attack/network-bounds.ts';
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
  if (!raw)
    return `a proof can be had of linear models, of models of trees and of networks of dense layers, and this ${inSentence(pkg.model.label)} is none of them`;
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
  switch (raw.kind) {
    case 'sums':
      return ofSums(task, raw, moves, units);
    case 'trees':
      return ofTrees(task, raw, moves, units);
    case 'network':
      return ofNetwork(task, raw, moves, units);
  }
}

const numbersOf = ({ inputs }: ModelPackage) =>
  inputs.filter(({ type }) => type === 'number' || type === 'integer').map(({ name }) => name);

const moveOf = (straight: Straight | undefined, columns: readonly AttackColumn[]): Straight | null =>
  straight && columns.some(({ name }) => name === straight.column) ? straight : null;

type Moves = readonly (Straight | null)[];
type Units = ReadonlyMap<string, number>;

/** Rows of numbers as a model reads them, and whether a row has a value in a column: gaps are filled by the recipe and stay where they are. */
function numbersAsRead({ pkg, table }: ProofTask, features: readonly string[]) {
  const prepared = applyRecipe(pkg.recipe, table);
  const columns = features.map((name) => findColumn(prepared, name));
  const x = new Float64Array(table.rows * columns.length);
  columns.forEach((column, j) => {
    if (column?.kind !== 'number') throw new TypeError('This model reads numbers.');
    for (let row = 0; row < table.rows; row++) x[row * columns.length + j] = column.values[row]!;
  });
  return { x, rows: table.rows, has: (name: string, row: number) => !isMissing(findColumn(table, name)!, row) };
}

function ofSums(task: ProofTask, raw: RawNumbers & { kind: 'sums' }, moves: Moves, units: Units): Proof {
  const { sums, boundary, features } = raw;
  const found = certifySums({ ...numbersAsRead(task, features), sums, boundary, moves, units, predicted: task.predicted });
  return { ...found, isExact: new Uint8Array(task.table.rows).fill(1) };
}

/** Elementary steps that bounds of all rows may take: some half a minute. */
const MOST_STEPS = 2e10;
/** Budgets that are looked at for a row. */
const LOOKS = 15;

async function ofNetwork(task: ProofTask, raw: RawNumbers & { kind: 'network' }, moves: Moves, units: Units): Promise<Proof | string> {
  const { layers, boundary, features } = raw;
  const { table, pkg, predicted, context } = task;
  if (stepsOfBounds(layers) * LOOKS * table.rows > MOST_STEPS)
    return `the network is so large that its bounds on ${table.rows} rows would take minutes; fewer rows may be asked for`;
  const outputs = pkg.target.labels!.length;
  const box = await certifyNetwork({ ...numbersAsRead(task, features), layers, boundary, outputs, moves, units, predicted, context });
  return { box, isExact: new Uint8Array(table.rows), ball: null };
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
