import { createPacer } from '../../../core/pacer.ts';
import type { WorkContext } from '../../../core/context.ts';
import { unknownUsers } from '../../../core/errors/recommending.ts';
import { historyOf, type Interactions } from '../../../core/interactions.ts';
import type { Recommendations, RecommendedItem, RecommendedTo } from '../../../core/looks/recommended.ts';
import { counted } from '../../../core/words.ts';
import { newAsker } from '../../../stages/recommend/fitted.ts';
import type { Asker } from '../../../stages/recommend/recommender.ts';
import { sayReason } from '../../../stages/recommend/say-reason.ts';
import { union } from '../../../stages/recommend/taken.ts';
import type { JobServices } from '../../services.ts';
import { loadRecommender, type LoadedRecommender } from './load-recommender.ts';

export interface RecommendJob {
  readonly runId: string;
  /** Names of users that were learned from; null = all of them, where no rows are given either. */
  readonly users: readonly string[] | null;
  /** Interactions of new users, or new ones of known users, under the columns of the table. */
  readonly rows: readonly Readonly<Record<string, unknown>>[] | null;
  readonly count: number;
}

const MET_SHOWN = 8;

/** Lists for users, each item with its reason. @throws LatheError `unknown-users`, or what `loadRecommender` throws */
export async function recommend(job: RecommendJob, services: Pick<JobServices, 'storage'>, context: WorkContext): Promise<Recommendations> {
  const loaded = await loadRecommender(services, job.runId);
  const lists: RecommendedTo[] = [];
  const { asked, notes } = askersOf(job, loaded);
  for await (const list of makeLists(asked, loaded, job.count, context)) lists.push(list);
  return { runId: job.runId, lists, notes };
}

/** Who asks, under his name, and all he has met. */
interface Asked {
  readonly user: string;
  readonly asker: Asker;
  readonly seen: Uint32Array;
}

/** List after list, so that those of many users need not be in memory together. */
export async function* makeLists(
  asked: Iterable<Asked>,
  { recommender, read }: LoadedRecommender,
  count: number,
  context: WorkContext
): AsyncGenerator<RecommendedTo> {
  const { itemNames } = read.events;
  const nameOf = (item: number) => itemNames[item]!;
  const pace = createPacer(context);
  for (const { user, asker, seen } of asked) {
    const items = recommender.list(asker, seen, count).map(({ item, score }): RecommendedItem => {
      const reason = recommender.reason(asker, item);
      const because = reason.kind === 'items' ? reason.items.map((own) => nameOf(own.item)) : [];
      return { item: nameOf(item), score, reason: sayReason(reason, nameOf), because };
    });
    const met = Array.from(asker.history.items.subarray(0, MET_SHOWN), nameOf);
    yield { user, isKnown: !recommender.isStranger(asker), met, metCount: asker.history.items.length, items };
    await pace(itemNames.length * (20 + 4 * count));
  }
}

/** Everybody that was learned from. What lies in the sealed test part is neither looked at nor left out. */
export function* everybody(loaded: LoadedRecommender): Generator<Asked> {
  const known = union(loaded.pairsIn('validation'), loaded.train);
  for (const user of loaded.read.events.userNames.keys()) yield knownUser(user, known, loaded);
}

const knownUser = (user: number, known: Interactions, { recommender, read }: LoadedRecommender): Asked => ({
  user: read.events.userNames[user]!,
  asker: recommender.askerOf(user),
  seen: historyOf(known, user).items
});

function askersOf({ users, rows }: RecommendJob, loaded: LoadedRecommender): { asked: Iterable<Asked>; notes: string[] } {
  if (rows) return askersOfRows(rows, loaded);
  if (!users) return { asked: everybody(loaded), notes: [] };
  const { userNames } = loaded.read.events;
  const placeOf = new Map(userNames.map((name, place) => [name, place]));
  const strangers = users.filter((name) => !placeOf.has(name));
  if (strangers.length > 0) throw unknownUsers(strangers, userNames.length);
  const known = union(loaded.pairsIn('validation'), loaded.train);
  return { asked: users.map((name) => knownUser(placeOf.get(name)!, known, loaded)), notes: [] };
}

/** Rows by user; those of a known user come on top of what was learned of him. Items that are not known are left out, and counted. */
function askersOfRows(rows: NonNullable<RecommendJob['rows']>, loaded: LoadedRecommender): { asked: Asked[]; notes: string[] } {
  const { columns, events } = loaded.read;
  const itemAt = new Map(events.itemNames.map((name, place) => [name, place]));
  const userAt = new Map(events.userNames.map((name, place) => [name, place]));
  const met = new Map<string, { item: number; value: number }[]>();
  let unknown = 0;
  for (const row of rows) {
    const user = textOf(row[columns.user]) ?? '';
    const own = met.get(user) ?? [];
    met.set(user, own);
    const item = itemAt.get(textOf(row[columns.item]) ?? '');
    if (item === undefined) unknown++;
    else own.push({ item, value: valueOf(row, loaded) });
  }
  const asked = [...met].map(([user, own]) => askerOfRows(user, userAt.get(user), own, loaded));
  return { asked, notes: unknown > 0 ? [`${counted(unknown, 'row')} left out: the item is not one of those that are known.`] : [] };
}

const textOf = (value: unknown): string | null => (value === null || value === undefined ? null : String(value as string | number));

/** A rating where one is given and named; else the item was taken, and liked. */
function valueOf(row: Readonly<Record<string, unknown>>, { read, from }: LoadedRecommender): number {
  const rating = read.columns.rating === undefined ? undefined : row[read.columns.rating];
  return typeof rating === 'number' ? rating : (from ?? 1);
}

function askerOfRows(user: string, place: number | undefined, own: { item: number; value: number }[], loaded: LoadedRecommender): Asked {
  const { type, from, recommender } = loaded;
  const seen = newAsker(own).history.items;
  const learned = type.rates || from === null ? own : own.filter(({ value }) => value >= from).map(({ item }) => ({ item, value: 1 }));
  if (place === undefined) return { user, asker: newAsker(learned), seen };
  const before = recommender.askerOf(place);
  const known = Array.from(before.history.items, (item, i) => ({ item, value: before.history.values[i]! }));
  const asker = newAsker([...known, ...learned]);
  // a kind that can't answer anew what it has not learned answers as it did before
  return { user, asker: recommender.isStranger(asker) ? before : asker, seen: newAsker([...known, ...own]).history.items };
}
