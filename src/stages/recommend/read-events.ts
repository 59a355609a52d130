import type { Events } from '../../core/interactions.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import { interactionColumnsSame, interactionColumnWrong, tooFewInteractions } from '../../core/errors/recommending.ts';
import { note, type Note } from '../../core/note.ts';
import { findColumn, isMissing, textAt, type Column, type ColumnKind, type Table } from '../../core/table.ts';
import { counted } from '../../core/words.ts';

/** Which columns say who met what. */
export interface EventColumns {
  readonly user: string;
  readonly item: string;
  readonly rating?: string;
  readonly time?: string;
}

/** Fewer say nothing that counting would not. */
const FEWEST_ITEMS = 2;
const FEWEST_USERS = 2;

/**
 * The interactions of a table, in the order of its rows. Users and items may be categories, texts or whole numbers (ids). A row without user, item,
 * rating or time (where these are named) is left out, and counted in a note.
 * @throws LatheError `column-not-found`, `interaction-columns-same`, `interaction-column-wrong`, `too-few-interactions`
 */
export function readEvents(table: Table, named: EventColumns): { readonly events: Events; readonly notes: readonly Note[] } {
  const { user, item, rating, time } = columnsOf(table, named);
  const whole = [user, item, rating, time].filter((column) => column !== null);
  const rows = Uint32Array.from({ length: table.rows }, (_, row) => row).filter((row) => !whole.some((column) => isMissing(column, row)));
  const users = nameAll(user, rows);
  const items = nameAll(item, rows);
  if (users.names.length < FEWEST_USERS) throw tooFewInteractions('user', users.names.length, FEWEST_USERS);
  if (items.names.length < FEWEST_ITEMS) throw tooFewInteractions('item', items.names.length, FEWEST_ITEMS);
  const numbers = (column: Column | null) =>
    column?.kind === 'number' || column?.kind === 'time' ? Float64Array.from(rows, (row) => column.values[row]!) : null;
  const events: Events = {
    userNames: users.names,
    itemNames: items.names,
    users: users.places,
    items: items.places,
    ratings: numbers(rating),
    times: numbers(time),
    rows
  };
  const lost = table.rows - rows.length;
  const said = whole.map((column) => column.name).join(', ');
  return { events, notes: lost > 0 ? [note('rows-left-out', `${counted(lost, 'row')} without a value in ${said} left out.`)] : [] };
}

function columnsOf(table: Table, { user, item, rating, time }: EventColumns) {
  const names = [user, item, rating, time].filter((name) => name !== undefined);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw interactionColumnsSame(twice);
  const get = (name: string, role: string, kinds: readonly ColumnKind[], wanted: string): Column => {
    const column = findColumn(table, name);
    if (!column) throw columnNotFound(name, table.columns.map((each) => each.name)); // prettier-ignore
    if (!kinds.includes(column.kind)) throw interactionColumnWrong(name, role, column.kind, wanted);
    return column;
  };
  const anyName = ['category', 'text', 'number'] as const;
  return {
    user: get(user, 'user', anyName, 'a name or an id'),
    item: get(item, 'item', anyName, 'a name or an id'),
    rating: rating === undefined ? null : get(rating, 'rating', ['number'], 'a number'),
    time: time === undefined ? null : get(time, 'time', ['time', 'number'], 'a time or a number that grows with it')
  };
}

/** Names in the order in which they first come, and the place of each row's. */
function nameAll(column: Column, rows: Uint32Array): { names: string[]; places: Uint32Array } {
  const placeOf = new Map<string | number, number>();
  const names: string[] = [];
  const places = new Uint32Array(rows.length);
  rows.forEach((row, i) => {
    const key = keyAt(column, row);
    let place = placeOf.get(key);
    if (place === undefined) {
      place = names.length;
      placeOf.set(key, place);
      names.push(nameAt(column, key));
    }
    places[i] = place;
  });
  return { names, places };
}

function keyAt(column: Column, row: number): string | number {
  if (column.kind === 'category') return column.codes[row]!;
  if (column.kind === 'text') return textAt(column, row)!;
  return column.kind === 'number' ? column.values[row]! : row;
}

const nameAt = (column: Column, key: string | number): string => (column.kind === 'category' ? column.labels[key as number]! : String(key));
