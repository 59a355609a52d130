import { proposePairs } from '../../core/geo.ts';
import { quoted } from '../../core/words.ts';
import type { Dataset } from '../../app/api/data.ts';
import type { ColumnChange } from './data-words.ts';

type Columns = Dataset['columns'];

/** What is said under a column of latitudes: the pair it is in, or one that its name proposes, and the change that a button makes. */
export function placeLine(
  column: Columns[number],
  columns: Columns
): { readonly words: string; readonly verb: string; readonly change: ColumnChange } | null {
  if (column.longitude !== undefined)
    return { words: `Latitudes; with ${quoted(column.longitude)} they are places`, verb: 'Take them apart', change: { longitude: null } };
  const isNumber = ({ type, role }: Columns[number]) => (type === 'number' || type === 'integer') && role !== 'ignore';
  if (!isNumber(column)) return null;
  const taken = new Set(columns.flatMap(({ longitude }) => longitude ?? []));
  const free = columns.filter((each) => isNumber(each) && !taken.has(each.name)).map(({ name }) => name);
  const pair = proposePairs(free).find(({ latitude }) => latitude === column.name);
  return pair
    ? { words: `Looks like latitudes, with ${quoted(pair.longitude)}`, verb: 'They are places', change: { longitude: pair.longitude } }
    : null;
}
