import type { Lever } from './levers.ts';
import type { State } from './states.ts';

/** What else may tell two sets of changes apart, from much to little. */
type Unlike = (a: State, b: State) => boolean;

/**
 * The first of each kind: those that share at most half of their columns, then those of other columns, then those of the same columns at another level or
 * more than a standard deviation apart.
 * @param states the best first
 */
export function chooseUnlike(states: readonly State[], levers: readonly Lever[], count: number): State[] {
  const chosen: State[] = [];
  for (const isUnlike of [shareLittle, otherColumns, otherValues(levers)]) {
    for (const state of states) {
      if (chosen.length < count && chosen.every((other) => isUnlike(state, other))) chosen.push(state);
    }
  }
  return chosen;
}

function shareLittle(a: State, b: State): boolean {
  const both = [...a.keys()].filter((at) => b.has(at)).length;
  return both / (a.size + b.size - both) <= 0.5;
}

const otherColumns: Unlike = (a, b) => a.size !== b.size || [...a.keys()].some((at) => !b.has(at));

const otherValues = (levers: readonly Lever[]): Unlike => {
  const isOther = (at: number, from: number, to: number | undefined) => {
    const { origin, costOf, valueOf } = levers[at]!;
    if (to === undefined) return true;
    if (origin === null) return from !== to;
    const isAcross = Number(valueOf(from)) !== Number(valueOf(to)) && from > origin !== to > origin;
    return Math.abs(costOf(from) - costOf(to)) > 1 || isAcross;
  };
  return (a, b) => otherColumns(a, b) || [...a].some(([at, place]) => isOther(at, place, b.get(at)));
};
