import { grouped, quoted } from '../../core/words.ts';
import type { ColumnSummary } from './column-summary.ts';
import type { Problem } from './problem.ts';

/** A table of who met what, with or without how much it was liked and when. */
export interface MeetingsTable {
  readonly user: ColumnSummary;
  readonly item: ColumnSummary;
  readonly rating?: string;
  readonly time?: string;
}

/** Words people give to those who choose, and to what is chosen; an id is named after what it tells apart. */
const USER =
  /^(user|customer|client|member|person|people|visitor|reader|viewer|listener|buyer|shopper|patron|account)s?[\s_-]*(id|name|key|no|number)?$/i;
const ITEM =
  /^(item|product|film|movie|book|song|track|artist|album|article|recipe|restaurant|place|game|course|title|show|sku|isbn|anime|joke)s?[\s_-]*(id|name|key|no|number)?$/i;
const RATING = /^(rating|ratings|stars?|score|grade|mark|points|liked|plays?|count|quantity|clicks?|weight)$/i;
const MOMENT = /(^|_)(time|timestamp|date|at|when|day)$|(time|stamp|date)$/i;
/** A scale of marks has no more steps than this. */
const MOST_MARKS = 101;
/** Below it, a user or an item is met too seldom to learn a taste from. */
const FEWEST_EACH = 2;

const isName = ({ type }: ColumnSummary) => ['category', 'text', 'integer', 'boolean'].includes(type);
const isNumber = ({ type }: ColumnSummary) => type === 'integer' || type === 'number';

/**
 * Whether the rows say who met what, and nothing else: one column of users by its name, one of items, at most one of marks and one of moments. Other columns beside them
 * make it a question of rows.
 * @param rows of the table, where known
 */
export function meetingsTable(columns: readonly ColumnSummary[], rows?: number): MeetingsTable | null {
  const used = columns.filter(({ role }) => role !== 'ignore' && role !== 'weight' && role !== 'fold');
  const user = used.find((column) => isName(column) && USER.test(column.name));
  const item = used.find((column) => isName(column) && ITEM.test(column.name));
  if (!user || !item) return null;
  const others = used.filter((column) => column !== user && column !== item);
  const time = others.find((column) => column.type === 'time' || (isNumber(column) && MOMENT.test(column.name)));
  const rating = others.find(
    (column) => column !== time && isNumber(column) && (RATING.test(column.name) || column.distinct <= MOST_MARKS)
  );
  if (others.some((column) => column !== time && column !== rating)) return null;
  if (rows !== undefined && rows < FEWEST_EACH * Math.max(user.distinct, item.distinct)) return null;
  return { user, item, ...(rating ? { rating: rating.name } : {}), ...(time ? { time: time.name } : {}) };
}

/** The problem such a table asks, with a sentence for each choice. */
export function suggestRecommendation({ user, item, rating, time }: MeetingsTable): { problem: Problem; reasons: string[] } {
  const problem: Problem = {
    statement: `Recommend ${quoted(item.name)} to each ${quoted(user.name)}.`,
    task: 'recommendation',
    metric: 'ndcg',
    user: user.name,
    item: item.name,
    ...(rating === undefined ? {} : { rating }),
    ...(time === undefined ? {} : { time })
  };
  const reasons = [
    `The rows say which of ${grouped(user.distinct)} ${quoted(user.name)} met which of ${grouped(item.distinct)} ${quoted(item.name)}, and nothing else: what is asked is whom to offer what.`,
    rating === undefined
      ? 'That they met is all that is known of liking.'
      : `${quoted(rating)} says how much it was liked; from the middle mark on it counts as liked.`,
    time === undefined
      ? 'No column says when: what is held out is drawn by chance.'
      : `${quoted(time)} says when: lists are judged by what came later.`,
    'The NDCG judges a list by how high what was liked stands in it. A bar can be set once popularity has shown what costs nothing.'
  ];
  return { problem, reasons };
}
