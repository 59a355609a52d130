import { pause, type WorkContext } from '../../../core/context.ts';
import type { Lever } from './levers.ts';
import { type AskStates, bySize, columnsOfState, distinctStates, type State } from './states.ts';

export interface SearchRequest {
  readonly levers: readonly Lever[];
  readonly ask: AskStates;
  /** Rows that may be scored for each further column; of one column all are. */
  readonly budget: number;
  /** Columns changed at most. */
  readonly mostColumns: number;
  /** Sets of columns after which no further column is tried. */
  readonly enough: number;
  readonly context: WorkContext;
}

interface Move {
  readonly lever: number;
  readonly place: number;
}

/** Single changes tried on top of others, of the columns that alone go furthest. */
const MOST_MOVES = 400;
const NARROWEST = 4;

/**
 * Changes of one column, then of two and more, that reach the goal. What is not enough alone is built upon, the nearest first and every set of columns in
 * turn; where the budget holds all of them, all are tried. What is enough gets no further change.
 */
export async function searchStates({ levers, ask, budget, mostColumns, enough, context }: SearchRequest): Promise<State[]> {
  let moves: readonly Move[] = levers.flatMap(({ tries }, lever) => tries.map((place) => ({ lever, place })));
  let open: readonly State[] = [new Map()];
  const found: State[] = [];
  for (let depth = 1; depth <= mostColumns && open.length > 0; depth++) {
    await pause(context);
    context.onProgress((depth - 1) / mostColumns);
    const states = distinctStates(open.flatMap((state) => added(state, moves)));
    if (states.length === 0) break;
    const { reached, near } = await ask(states);
    found.push(...states.filter((_, i) => reached[i]));
    if (depth > 1 && new Set(found.map(columnsOfState)).size >= enough) break;
    const rest = [...states.keys()].filter((i) => !reached[i]).sort((a, b) => near[b]! - near[a]!);
    const ordered = rest.map((i) => states[i]!);
    if (depth === 1) moves = furthest(ordered, moves);
    open = inTurns(ordered).slice(0, Math.max(NARROWEST, Math.floor(budget / Math.max(1, moves.length))));
  }
  return found.sort(bySize(levers));
}

const added = (state: State, moves: readonly Move[]): State[] =>
  moves.filter(({ lever }) => !state.has(lever)).map(({ lever, place }) => new Map([...state, [lever, place]]));

/** Moves of the columns that are named first. */
function furthest(singles: readonly State[], moves: readonly Move[]): Move[] {
  const order = [...new Set(singles.map((state) => [...state.keys()][0]!))];
  return order.flatMap((lever) => moves.filter((move) => move.lever === lever)).slice(0, MOST_MOVES);
}

/** The first of every set of columns, then the second of every one. */
function inTurns(states: readonly State[]): State[] {
  const seen = new Map<string, number>();
  const turns = states.map((state) => {
    const set = columnsOfState(state);
    const turn = seen.get(set) ?? 0;
    seen.set(set, turn + 1);
    return { state, turn };
  });
  return turns.sort((a, b) => a.turn - b.turn).map(({ state }) => state);
}
