import { pause, type WorkContext } from '../../../core/context.ts';
import type { Lever } from './levers.ts';
import { type AskStates, bySize, columnsOfState, distinctStates, type State } from './states.ts';

export interface RefineRequest {
  readonly levers: readonly Lever[];
  readonly ask: AskStates;
  readonly context: WorkContext;
}

/** Of each set of columns this many are made smaller, and this many sets. */
const PER_SET = 8;
const MOST_SETS = 24;

/**
 * Makes changes that are enough as small as they can be: what is not needed is taken back, and each column goes as near to where it was as the answer
 * lets it, in every order of up to three columns, for what one gives back another need not. Each that is returned was asked about.
 */
export async function refineStates(found: readonly State[], request: RefineRequest): Promise<State[]> {
  const { levers, context } = request;
  const kept = fewOfEach(found);
  let tasks: Task[] = kept.flatMap((state) => ordersOf([...state.keys()]).map((order) => ({ state, order })));
  const steps = Math.max(0, ...kept.map((state) => state.size));
  for (let step = 0; step < steps; step++) {
    await pause(context);
    context.onProgress(step / steps);
    tasks = await takeBack(tasks, step, request);
    tasks = await comeNearer(tasks, step, request);
  }
  return distinctStates(tasks.map(({ state }) => state)).sort(bySize(levers));
}

interface Task {
  readonly state: State;
  /** Columns in the order they are made smaller. */
  readonly order: readonly number[];
}

function fewOfEach(found: readonly State[]): State[] {
  const counts = new Map<string, number>();
  return found.filter((state) => {
    const set = columnsOfState(state);
    const count = counts.get(set) ?? 0;
    if (count >= PER_SET || (count === 0 && counts.size >= MOST_SETS)) return false;
    counts.set(set, count + 1);
    return true;
  });
}

/** All orders of up to three; of more each begins once. */
function ordersOf(columns: readonly number[]): number[][] {
  if (columns.length <= 1) return [[...columns]];
  if (columns.length > 3) return columns.map((_, i) => [...columns.slice(i), ...columns.slice(0, i)]);
  return columns.flatMap((first) => ordersOf(columns.filter((each) => each !== first)).map((rest) => [first, ...rest]));
}

async function takeBack(tasks: readonly Task[], step: number, { ask }: RefineRequest): Promise<Task[]> {
  const without = tasks.map(({ state, order }) => new Map([...state].filter(([at]) => at !== order[step])));
  const asked = [...tasks.keys()].filter((i) => without[i]!.size > 0 && without[i]!.size < tasks[i]!.state.size);
  const { reached } = await ask(asked.map((i) => without[i]!));
  const bare = new Set(asked.filter((_, k) => reached[k]));
  return tasks.map((task, i) => (bare.has(i) ? { ...task, state: without[i]! } : task));
}

/** Halves the way between where the row stands, which is not enough, and where it is. */
async function comeNearer(tasks: readonly Task[], step: number, { levers, ask }: RefineRequest): Promise<Task[]> {
  const states = tasks.map(({ state }) => state);
  const ways = tasks.flatMap(({ state, order }, i) => {
    const lever = order[step];
    const place = lever === undefined ? undefined : state.get(lever);
    if (lever === undefined || place === undefined) return [];
    const { origin } = levers[lever]!;
    if (origin === null) return [];
    return [{ i, lever, good: place, bad: place > origin ? Math.floor(origin) : Math.ceil(origin) }];
  });
  for (let open = ways; ;) {
    open = open.filter(({ good, bad }) => Math.abs(good - bad) > 1);
    if (open.length === 0) break;
    const middles = open.map(({ good, bad }) => Math.trunc((good + bad) / 2));
    const tried = open.map(({ i, lever }, k) => new Map([...states[i]!, [lever, middles[k]!]]));
    const { reached } = await ask(tried);
    open.forEach((way, k) => {
      if (reached[k]) {
        way.good = middles[k]!;
        states[way.i] = tried[k]!;
      } else way.bad = middles[k]!;
    });
  }
  return tasks.map((task, i) => ({ ...task, state: states[i]! }));
}
