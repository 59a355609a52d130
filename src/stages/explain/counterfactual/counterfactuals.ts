import { partOf, type WorkContext } from '../../../core/context.ts';
import { gather, type Table } from '../../../core/table.ts';
import type { GridValue } from '../vary.ts';
import { chooseUnlike } from './choose-unlike.ts';
import { leversOf, type LeverRequest } from './levers.ts';
import { type Plausibility, plausibilityOf } from './plausible.ts';
import { refineStates } from './refine.ts';
import { searchStates } from './search.ts';
import { type AskGoal, bySize, sizeOfState, type State, stateAsker, tableOfStates } from './states.ts';

export interface CounterfactualRequest extends LeverRequest {
  readonly ask: AskGoal;
  /** What the model is given of a table of original columns. */
  readonly prepare: (table: Table) => Table;
  /** How many to find, if there are as many. */
  readonly count: number;
  /** Columns changed at once, at most. */
  readonly mostColumns: number;
  /** Rows that may be scored for each further column. */
  readonly budget: number;
  readonly context: WorkContext;
}

export interface Counterfactual {
  readonly changes: readonly { readonly column: string; readonly to: GridValue; readonly size: number }[];
  /** The sum of how far the columns go: standard deviations of the training rows, 1 for another level. */
  readonly size: number;
  readonly plausibility: Plausibility;
}

export interface Counterfactuals {
  /** Fewest columns first, then the smallest change; those that are plausible before those that are not. */
  readonly found: readonly Counterfactual[];
  /** The same rows, changed, in their order. */
  readonly changed: Table;
  /** Of the row as it is. */
  readonly now: Plausibility;
  /** Columns that were let change. */
  readonly columns: readonly string[];
  readonly scored: number;
}

/** Training rows a row is measured against. */
const MEASURED = 1500;

/**
 * Small changes of few columns that make a model answer a row as wanted, unlike each other, of any model that scores. It is a search: that there is no
 * smaller one is certain only where all combinations were tried. Within a column, between a value that is enough and the row's own, it halves the way.
 * Sources: Wachter, Mittelstadt & Russell (2017), "Counterfactual explanations without opening the black box"; for unlike ones Mothilal, Sharma & Tan
 * (2020), "Explaining machine learning classifiers through diverse counterfactual explanations". The search itself is a beam over columns.
 */
export async function counterfactuals(request: CounterfactualRequest): Promise<Counterfactuals> {
  const { row, training, count, mostColumns, budget, context } = request;
  const levers = leversOf(request);
  let scored = 0;
  const asked = stateAsker(row, levers, request.ask);
  const ask = (states: readonly State[]) => {
    scored += states.length;
    return asked(states);
  };
  const first = await searchStates({ levers, ask, budget, mostColumns, enough: 3 * count, context: partOf(context, 0, 0.6) });
  const small = await refineStates(first, { levers, ask, context: partOf(context, 0.6, 0.9) });
  const measure = plausibilityOf(request.prepare(evenly(training, MEASURED)));
  const [now] = measure(request.prepare(row));
  const measured = small.length === 0 ? [] : measure(request.prepare(tableOfStates(row, levers, small)));
  const plausible = small.filter((_, i) => measured[i]!.isPlausible);
  const chosen = chooseUnlike([...plausible, ...small.filter((state) => !plausible.includes(state))], levers, count);
  const rank = (state: State) => Number(!plausible.includes(state));
  chosen.sort((a, b) => rank(a) - rank(b) || bySize(levers)(a, b));
  const found = chosen.map((state) => ({
    changes: [...state].map(([at, place]) => {
      const lever = levers[at]!;
      return { column: lever.column, to: lever.valueOf(place), size: lever.costOf(place) };
    }),
    size: sizeOfState(state, levers),
    plausibility: measured[small.indexOf(state)]!
  }));
  context.onProgress(1);
  return { found, changed: tableOfStates(row, levers, chosen), now: now!, columns: levers.map(({ column }) => column), scored };
}

function evenly(table: Table, most: number): Table {
  if (table.rows <= most) return table;
  return gather(
    table,
    Uint32Array.from({ length: most }, (_, i) => Math.floor((i * table.rows) / most))
  );
}
