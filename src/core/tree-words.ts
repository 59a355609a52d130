import type { DecisionTree, TreeNode, TreeQuestion } from './decision-tree.ts';
import { brief, counted, listed, percent } from './words.ts';

/** Levels named in a box, and in a line of text. */
const FEW = 2;
const MORE = 12;

/** Enough digits that neighbouring cuts differ, and no more than a cut has. */
const sayCut = (cut: number): string => String(Number(cut.toPrecision(6)));

/** What holds for the rows that go left. */
function sayLeft(question: TreeQuestion, most = MORE): string {
  const gaps = question.missingLeft ? ' or missing' : '';
  if (question.kind === 'number')
    return question.cut === null ? `${question.feature} is present` : `${question.feature} ≤ ${sayCut(question.cut)}${gaps}`;
  return `${question.feature} is ${listed(question.left, most, 'or') || 'none of those seen'}${gaps}`;
}

/** What stands on the first line of a node: its question, short. */
export const sayQuestion = ({ question }: TreeNode): string => {
  if (!question) return '';
  const { feature } = question;
  if (question.kind === 'number') return question.cut === null ? `${feature} present?` : `${feature} ≤ ${sayCut(question.cut)}?`;
  return `${feature}: ${listed(question.left, FEW) || 'none'}?`;
};

/** "yes (82 %)" or "41.7". */
export function sayAnswer({ classes }: Pick<DecisionTree, 'classes'>, { values }: TreeNode): string {
  if (!classes) return brief(values[0]!);
  const best = values.reduce((most, share, k) => (share > values[most]! ? k : most), 0);
  return `${classes[best]!} (${percent(values[best]!)})`;
}

export const sayRows = ({ rows }: TreeNode): string => counted(rows, 'row');

/** Places from the root to a node. */
export function pathTo({ nodes }: DecisionTree, node: number): number[] {
  const above = nodes[node]!.parent;
  return above === null ? [node] : [...pathTo({ nodes } as DecisionTree, above), node];
}

/** What the questions on a way have left of a feature. */
interface Left {
  readonly low: number;
  readonly high: number;
  readonly levels: readonly string[] | null;
  readonly hasGaps: boolean;
  readonly hasValues: boolean;
}

const everything: Left = { low: -Infinity, high: Infinity, levels: null, hasGaps: true, hasValues: true };

function narrowed(before: Left, question: TreeQuestion, isLeft: boolean): Left {
  const hasGaps = before.hasGaps && question.missingLeft === isLeft;
  if (question.kind === 'category') {
    const side = isLeft ? question.left : question.right;
    return { ...before, hasGaps, levels: side.filter((level) => before.levels?.includes(level) ?? true) };
  }
  if (question.cut === null) return { ...before, hasGaps: before.hasGaps && !isLeft, hasValues: before.hasValues && isLeft };
  return isLeft
    ? { ...before, hasGaps, high: Math.min(before.high, question.cut) }
    : { ...before, hasGaps, low: Math.max(before.low, question.cut) };
}

/** "age > 28.25 and ≤ 37.5", "sex is male or missing". */
function sayLeftOf(feature: string, { low, high, levels, hasGaps, hasValues }: Left, most: number): string {
  if (!hasValues) return `${feature} is missing`;
  const gaps = hasGaps ? ' or missing' : '';
  if (levels) return `${feature} is ${listed(levels, most, 'or') || 'none of those seen'}${gaps}`;
  const bounds = [...(low > -Infinity ? [`> ${sayCut(low)}`] : []), ...(high < Infinity ? [`≤ ${sayCut(high)}`] : [])];
  return bounds.length > 0 ? `${feature} ${bounds.join(' and ')}${gaps}` : `${feature} is present`;
}

/** What holds for the rows of a node, a condition for each feature that was asked for on the way. @param most levels that are named of each */
export function conditionsOf(tree: DecisionTree, node: number, most = MORE): string[] {
  const path = pathTo(tree, node);
  const left = new Map<string, Left>();
  for (const [i, at] of path.slice(1).entries()) {
    const above = tree.nodes[path[i]!]!;
    const question = above.question!;
    left.set(question.feature, narrowed(left.get(question.feature) ?? everything, question, above.left === at));
  }
  return [...left].map(([feature, what]) => sayLeftOf(feature, what, most));
}

/** "Where age ≤ 30 and sex is male: 34 training rows, yes (82 %)." @param row what a row is called */
export function sayNode(tree: DecisionTree, node: number, row = 'training row'): string {
  const conditions = conditionsOf(tree, node);
  const { rows } = tree.nodes[node]!;
  const where = conditions.length > 0 ? `Where ${conditions.join(' and ')}` : 'All rows';
  return `${where}: ${counted(rows, row)}, ${tree.classes ? '' : 'mean '}${sayAnswer(tree, tree.nodes[node]!)}.`;
}

/** The tree as nested questions, to be copied. */
export function treeText(tree: DecisionTree): string {
  const lines: string[] = [];
  const write = (place: number, indent: string) => {
    const node = tree.nodes[place]!;
    const { question } = node;
    if (!question) {
      lines.push(`${indent}${tree.target} = ${sayAnswer(tree, node)} of ${counted(node.rows, 'row')}`);
      return;
    }
    lines.push(`${indent}if ${sayLeft(question)} then`);
    write(node.left!, `${indent}  `);
    lines.push(`${indent}else`);
    write(node.right!, `${indent}  `);
  };
  write(0, '');
  return lines.join('\n');
}
