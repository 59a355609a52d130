import { quoted } from '../../core/words.ts';
import type { ColumnSummary } from './column-summary.ts';

/** A target that is likely meant, and why. */
export interface TargetGuess {
  readonly name: string;
  readonly reason: string;
}

/** Names that targets go by, likeliest first. A name that is also an ordinary feature's (price, class, y) stands behind. */
const TARGET_NAMES = [
  /^(target|label|labels|outcome|ground_?truth|dependent|response)$/,
  /^(survived|survival|churn|churned|attrition|default|defaulted|fraud|is_?fraud|spam|is_?spam|diagnosis|income|species|converted|clicked|approved|readmitted|subscribed|died|death|deceased)$/,
  /^(credit_?risk|risk|status|result|category|digit|variety|type|sentiment)$/,
  /^(median_?house_?value|sale_?price|price|quality|rating|score|mpg|tip|sales|demand|consumption|pm_?2_?5|salary|charges|medv|strength|count|cnt)$/,
  /^(class|y)$/
];

const MOST_CLASSES = 50;

/**
 * The column a project most likely wants to predict: the one with the role, else one with a target's name, else the last or first category
 * with few levels, else the last number column.
 * @param rows of the dataset, where known
 */
export function guessTarget(columns: readonly ColumnSummary[], rows = Infinity): TargetGuess | null {
  const marked = columns.find(({ role }) => role === 'target');
  if (marked) return { name: marked.name, reason: `${quoted(marked.name)} has the role target.` };
  const able = columns.filter((column) => canBeTarget(column, rows));
  return byName(able) ?? byPlace(able);
}

function canBeTarget({ type, role, distinct }: ColumnSummary, rows: number): boolean {
  if (role !== 'feature' && role !== 'sensitive') return false;
  if (distinct < 2 || type === 'text' || type === 'time' || type === 'image') return false;
  return type !== 'category' || distinct <= Math.min(200, rows / 2);
}

function byName(columns: readonly ColumnSummary[]): TargetGuess | null {
  for (const pattern of TARGET_NAMES) {
    const found = columns.find(({ name }) =>
      pattern.test(
        name
          .trim()
          .toLowerCase()
          .replace(/[\s.-]+/g, '_')
      )
    );
    if (found) return { name: found.name, reason: `${quoted(found.name)} is what targets are usually called.` };
  }
  return null;
}

function byPlace(columns: readonly ColumnSummary[]): TargetGuess | null {
  const isClass = (column: ColumnSummary | undefined) =>
    (column?.type === 'category' || column?.type === 'boolean') && column.distinct <= MOST_CLASSES;
  const [first, last] = [columns[0], columns.at(-1)];
  if (isClass(last)) return { name: last!.name, reason: `${quoted(last!.name)} is the last column and holds ${last!.distinct} classes.` };
  if (isClass(first))
    return { name: first!.name, reason: `${quoted(first!.name)} is the first column and holds ${first!.distinct} classes.` };
  const number = columns.findLast(({ type }) => type === 'number' || type === 'integer');
  if (number) return { name: number.name, reason: `${quoted(number.name)} is the last column of numbers.` };
  const category = columns.findLast(isClass);
  return category ? { name: category.name, reason: `${quoted(category.name)} is the last column with classes.` } : null;
}
