import type { Events } from '../../core/interactions.ts';
import type { HoldOut } from '../../core/recommendation-question.ts';
import { note, type Note } from '../../core/note.ts';
import { createRng, shuffled } from '../../core/rng.ts';
import type { PartName } from '../../core/split.ts';
import { counted, percent } from '../../core/words.ts';

export interface DivideSpec {
  readonly holdOut: HoldOut;
  readonly shares: Readonly<Record<PartName, number>>;
  readonly seed: number;
}

/** Entries of `Events`, ascending, of each part. */
export interface DividedEvents {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
  readonly notes: readonly Note[];
}

/** What the data allow: a cut in time where times are known. */
export const usualHoldOut = ({ times }: Events): HoldOut => (times ? 'time' : 'random');

/**
 * Divides interactions so that no one is judged by what was learned from. With times nothing learned from is later than, or at the same moment as,
 * what it is judged by: under `time` of anybody, under `last` of the same user.
 * Source: Ji, Sun, Zhang & Li (2023), "A critical study on data leakage in recommender system offline evaluation", for the difference of the two.
 */
export function divideEvents(events: Events, { holdOut, shares, seed }: DivideSpec): DividedEvents {
  const n = events.users.length;
  const times = events.times ?? Float64Array.from({ length: n }, (_, i) => i);
  const partOf = new Uint8Array(n);
  if (holdOut === 'time') assign(latestFirst(allOf(n), times), times, shares, partOf);
  else {
    const rng = createRng(seed);
    for (const own of entriesOfUsers(events)) {
      if (holdOut === 'last') assign(latestFirst(own, times), times, shares, partOf, true);
      else assign(shuffled(own, rng), null, shares, partOf, true);
    }
  }
  const of = (part: number) => allOf(n).filter((i) => partOf[i] === part);
  return { train: of(0), validation: of(1), test: of(2), notes: notesOf(events, holdOut, shares) };
}

const allOf = (n: number) => Uint32Array.from({ length: n }, (_, i) => i);

/** Latest first; of the same moment, later in the table first. */
const latestFirst = (entries: Uint32Array, times: Float64Array): Uint32Array =>
  entries.slice().sort((a, b) => times[b]! - times[a]! || b - a);

/**
 * Gives the first entries to the test part, the next to validation. A moment is never cut in two: all of it is held out; of one user, unless
 * nothing would be left to learn from.
 */
function assign(order: Uint32Array, times: Float64Array | null, shares: DivideSpec['shares'], partOf: Uint8Array, isUser = false): void {
  const n = order.length;
  // one interaction tells nothing of a user when it is held out: at least one stays
  const most = isUser ? n - 1 : n;
  const ends = [Math.round(n * shares.test), Math.round(n * (shares.test + shares.validation))];
  let from = 0;
  for (const [part, end] of [
    [2, ends[0]!],
    [1, ends[1]!]
  ] as const) {
    // prettier-ignore
    let to = Math.max(from, Math.min(end, most));
    while (times && to > from && to < n && times[order[to]!] === times[order[to - 1]!]) to++;
    if (to > most) return;
    for (let i = from; i < to; i++) partOf[order[i]!] = part;
    from = to;
  }
}

function entriesOfUsers({ users, userNames }: Events): Uint32Array[] {
  const own: number[][] = userNames.map(() => []);
  users.forEach((user, i) => own[user]!.push(i));
  return own.map((entries) => Uint32Array.from(entries));
}

function notesOf({ times, users }: Events, holdOut: HoldOut, { validation, test }: DivideSpec['shares']): Note[] {
  const held = `${percent(validation)} for validation, ${percent(test)} for the test`;
  if (holdOut === 'time') {
    const by = times ? 'by one cut in time for everybody' : 'by the order of the rows, for no column of times is named';
    return [note('held-out-by-time', `${counted(users.length, 'interaction')} divided ${by}: ${held}.`)];
  }
  if (holdOut === 'random')
    return [note('held-out-at-random', `Of each user’s interactions ${held}, drawn at random: what came later may help to tell what came before.`)]; // prettier-ignore
  return [
    note(
      'held-out-last',
      `Of each user’s interactions the last: ${held}. What others did later is still learned from, which flatters every model a little; a cut in time does not.`
    )
  ];
}
