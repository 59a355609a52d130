import { type Column, gather, type Table, withColumns } from '../../../core/table.ts';
import type { Lever } from './levers.ts';

/** What is changed of a row: the number of a lever to its place. */
export type State = ReadonlyMap<number, number>;

/** Per row, whether it is answered as wanted, and how near it is to that: larger is nearer. */
export interface Told {
  readonly reached: ArrayLike<number>;
  readonly near: ArrayLike<number>;
}

/** Asks the model about a table of the row's columns. */
export type AskGoal = (table: Table) => Promise<Told>;
/** The same about states of the row. */
export type AskStates = (states: readonly State[]) => Promise<Told>;

/** Rows made at once. */
const PIECE = 4096;

export function stateAsker(row: Table, levers: readonly Lever[], ask: AskGoal): AskStates {
  return async (states) => {
    const reached = new Uint8Array(states.length);
    const near = new Float64Array(states.length);
    for (let start = 0; start < states.length; start += PIECE) {
      const told = await ask(tableOfStates(row, levers, states.slice(start, start + PIECE)));
      reached.set(told.reached, start);
      near.set(told.near, start);
    }
    return { reached, near };
  };
}

/** The row once for each state, with its changes. */
export function tableOfStates(row: Table, levers: readonly Lever[], states: readonly State[]): Table {
  const copies = gather(row, new Uint32Array(states.length));
  const touched = [...new Set(states.flatMap((state) => [...state.keys()]))];
  const byName = new Map(copies.columns.map((column) => [column.name, column]));
  return withColumns(copies, touched.map((at) => changed(byName.get(levers[at]!.column)!, levers[at]!, at, states))); // prettier-ignore
}

function changed(column: Column, lever: Lever, at: number, states: readonly State[]): Column {
  if (column.kind === 'number' || column.kind === 'time') {
    const values = column.values.map((value, i) => (states[i]!.has(at) ? Number(lever.valueOf(states[i]!.get(at)!)) : value));
    return { ...column, values };
  }
  if (column.kind !== 'category') return column;
  const labels = [...new Set([...column.labels, ...lever.tries.map((place) => String(lever.valueOf(place)))])];
  const codes = new Map(labels.map((label, code) => [label, code]));
  return {
    ...column,
    labels,
    codes: column.codes.map((code, i) => (states[i]!.has(at) ? codes.get(String(lever.valueOf(states[i]!.get(at)!)))! : code))
  };
}

/** Columns in a fixed order: equal for states that change the same ones. */
export const columnsOfState = (state: State): string => [...state.keys()].sort((a, b) => a - b).join(' ');

export const keyOfState = (state: State): string => [...state].sort(([a], [b]) => a - b).map((pair) => pair.join(':')).join(' '); // prettier-ignore

export const sizeOfState = (state: State, levers: readonly Lever[]): number =>
  [...state].reduce((sum, [at, place]) => sum + levers[at]!.costOf(place), 0);

/** Fewer columns first, then the smaller change. */
export const bySize =
  (levers: readonly Lever[]) =>
  (a: State, b: State): number =>
    a.size - b.size || sizeOfState(a, levers) - sizeOfState(b, levers) || keyOfState(a).localeCompare(keyOfState(b));

/** Each state once. */
export const distinctStates = (states: readonly State[]): State[] => [...new Map(states.map((state) => [keyOfState(state), state])).values()]; // prettier-ignore
