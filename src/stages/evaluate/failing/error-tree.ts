import type { ErrorLeaf, ErrorTree } from '../../../core/behind.ts';
import type { DecisionTree, TreeNode, TreeQuestion } from '../../../core/decision-tree.ts';
import type { Metric, Outcome } from '../../../core/outcome.ts';
import { mean, variance } from '../../../core/stats.ts';
import { findColumn, type Column, type Table } from '../../../core/table.ts';
import { conditionsOf } from '../../../core/tree-words.ts';
import { counted, percent } from '../../../core/words.ts';
import { correct } from '../../../kernels/correct-p-values.ts';
import { tQuantile } from '../../../kernels/distributions.ts';
import { noInterval, wilson } from '../../../kernels/intervals.ts';
import { unitShare } from '../../../kernels/unit-share.ts';
import { sliceJudge } from '../judge-rows.ts';
import { rowErrors } from '../slices.ts';
import { unitsOf } from '../units-of.ts';
import { sayNumber } from '../words.ts';

/** What a tree that was grown on other rows says of these. */
export interface JudgedTree {
  /** Its rows and values are those of the rows it was grown on. */
  readonly grown: DecisionTree;
  /** Rows that had no say in it, and what the model said of them. */
  readonly outcome: Outcome;
  readonly table: Table;
}

/** Levels that a condition names. */
const MOST_LEVELS = 4;

type Found = Pick<ErrorTree, 'of' | 'error' | 'tree' | 'leaves' | 'isClear' | 'sentence' | 'judgedOn'>;

/** The same questions with the rows and the errors of rows that had no say in them, each leaf held against all others. */
export function judgeErrorTree({ grown, outcome, table }: JudgedTree): Found {
  const errors = rowErrors(outcome);
  const inNode = rowsOfNodes(grown, table);
  const nodes = grown.nodes.map((node, at): TreeNode => {
    const share = inNode[at]!.length > 0 ? mean(Float64Array.from(inNode[at]!, (row) => errors[row]!)) : NaN;
    return { ...node, rows: inNode[at]!.length, values: outcome.kind === 'classes' ? [1 - share, share] : [share] };
  });
  const tree = { ...grown, nodes, path: [] };
  const leaves = leavesOf(tree, inNode, errors, outcome);
  const isClear = leaves.some(({ pValue }) => pValue < 0.05);
  const error = errorOf(outcome, errors, () => true);
  const of = outcome.kind === 'classes' ? 'wrong' : 'size';
  return { of, error, tree, leaves, isClear, judgedOn: errors.length, sentence: sayLeaf(leaves, of, isClear) };
}

function leavesOf(tree: DecisionTree, inNode: readonly (readonly number[])[], errors: Float64Array, outcome: Outcome): ErrorLeaf[] {
  const ends = [...tree.nodes.keys()].filter((node) => tree.nodes[node]!.left === null && inNode[node]!.length > 0);
  const judge = sliceJudge(errors, outcome.kind);
  const found = ends.map((node) => {
    const rows = new Uint8Array(errors.length);
    for (const row of inNode[node]!) rows[row] = 1;
    const count = inNode[node]!.length;
    const text = conditionsOf(tree, node, MOST_LEVELS).join(' and ');
    const judged = count < errors.length ? judge.of({ columns: [], parts: [], text, rows, count }) : null;
    const error = errorOf(outcome, errors, (row) => rows[row] === 1);
    return { node, condition: text, rows: count, error, rest: judged?.rest ?? NaN, pValue: judged?.pValue ?? NaN };
  });
  const corrected = correct(
    found.map(({ pValue }) => pValue),
    'holm'
  );
  return found.map((leaf, i) => ({ ...leaf, pValue: corrected[i]! })).sort((a, b) => b.error.value - a.error.value || a.node - b.node);
}

/** The share of wrong answers, by groups or blocks of time where rows belong together; or the mean size of errors. */
function errorOf(outcome: Outcome, errors: Float64Array, isOf: (row: number) => boolean): Metric {
  const own = errors.filter((_, row) => isOf(row));
  const value = own.length > 0 ? mean(own) : NaN;
  if (outcome.kind === 'classes') {
    const units = unitsOf(outcome);
    const bounds = units
      ? unitShare({ isOf, isHit: (row) => errors[row] === 1 }, units)
      : wilson(own.filter((error) => error === 1).length, own.length);
    return { value, ...bounds, n: own.length };
  }
  if (own.length < 2) return { value, ...noInterval('fewer than two rows'), n: own.length };
  const half = tQuantile(0.975, own.length - 1) * Math.sqrt(variance(own) / own.length);
  return { value, low: Math.max(0, value - half), high: value + half, method: 'Student’s t', n: own.length };
}

/** The rows that pass each node. */
function rowsOfNodes({ nodes }: DecisionTree, table: Table): number[][] {
  const passing = nodes.map((): number[] => []);
  const goes = nodes.map(({ question }) => question && leftOf(question, table));
  for (let row = 0; row < table.rows; row++) {
    for (let node: number | null = 0; node !== null;) {
      passing[node]!.push(row);
      const next: TreeNode = nodes[node]!;
      node = goes[node] ? (goes[node]!(row) ? next.left : next.right) : null;
    }
  }
  return passing;
}

/** Of some rows of a table, those that pass a node. */
export function nodeOf(tree: DecisionTree, node: number, table: Table, rows: readonly number[]): number[] {
  const passing = new Set(rowsOfNodes(tree, table)[node]);
  return rows.filter((row) => passing.has(row));
}

/** Whether a row goes left at a question. */
function leftOf(question: TreeQuestion, table: Table): (row: number) => boolean {
  const column = findColumn(table, question.feature)!;
  const { missingLeft } = question;
  if (question.kind === 'category') {
    const { codes, labels } = column as Extract<Column, { kind: 'category' }>;
    const [left, right] = [new Set(question.left), new Set(question.right)];
    return (row) => {
      const label = labels[codes[row]!];
      return label === undefined || !(left.has(label) || right.has(label)) ? missingLeft : left.has(label);
    };
  }
  const { values } = column as Extract<Column, { kind: 'number' }>;
  const cut = question.cut ?? Infinity;
  return (row) => (Number.isNaN(values[row]) ? missingLeft : values[row]! <= cut);
}

function sayLeaf(leaves: readonly ErrorLeaf[], of: ErrorTree['of'], isClear: boolean): string {
  const worst = isClear ? leaves.find(({ pValue }) => pValue < 0.05) : leaves[0];
  if (!worst || leaves.length < 2)
    return 'No questions were found that tell rows it errs on from others: as far as these rows show, it errs alike everywhere.';
  const say = (value: number) => (of === 'wrong' ? percent(value) : sayNumber(value));
  const interval = Number.isNaN(worst.error.low) ? '' : ` (95 % interval ${say(worst.error.low)} to ${say(worst.error.high)})`;
  const what =
    of === 'wrong'
      ? `${say(worst.error.value)}${interval} of ${counted(worst.rows, 'row')} answered wrongly`
      : `a mean error of ${say(worst.error.value)}${interval} on ${counted(worst.rows, 'row')}`;
  return isClear
    ? `It errs most where ${worst.condition}: ${what}, ${say(worst.rest)} elsewhere.`
    : `No kind of rows stands out beyond what chance does. The worst is where ${worst.condition}: ${what}, ${say(worst.rest)} elsewhere.`;
}

/** What a tree can be grown on: numbers, levels, and times as years. */
export function treeColumns({ rows, columns }: Table): Table {
  const usable = columns.flatMap((column): Column[] => {
    if (column.kind === 'number' || column.kind === 'category') return [column];
    return column.kind === 'time' ? [{ kind: 'number', name: `${column.name} (year)`, values: column.values.map(yearOf) }] : [];
  });
  return { rows, columns: usable };
}

const YEAR_MS = 365.2425 * 86_400_000;
const yearOf = (time: number): number => 1970 + time / YEAR_MS;
