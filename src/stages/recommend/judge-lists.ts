import type { WorkContext } from '../../core/context.ts';
import { nothingHeldOut } from '../../core/errors/recommending.ts';
import { historyOf, type Interactions } from '../../core/interactions.ts';
import { note, type Note } from '../../core/note.ts';
import type { Metric } from '../../core/outcome.ts';
import { createPacer } from '../../core/pacer.ts';
import { counted, percent } from '../../core/words.ts';
import type { Recommender } from './fitted.ts';
import { coverageOf, meansOf, rootMeanSquare } from './list-intervals.ts';
import { scoreList, type ListScores, type PerUser } from './list-metrics.ts';
import { taken } from './taken.ts';

export interface JudgeLists {
  /** What is asked: a part's interactions. */
  readonly held: Interactions;
  /** What the users had met before; never listed, and no hit where it comes again. */
  readonly known: Interactions;
  /** Rating from which on an item counts as liked; null where nothing was rated. */
  readonly from: number | null;
  /** Length of the lists. */
  readonly k: number;
  /** How the part is called. */
  readonly part: string;
  readonly seed: number;
}

export interface JudgedLists {
  readonly metrics: Readonly<Record<string, Metric>>;
  /** Users that were judged, ascending, and each one's scores. */
  readonly users: Uint32Array;
  readonly perUser: PerUser;
  readonly notes: readonly Note[];
}

interface Lists {
  readonly users: number[];
  readonly scores: (ListScores & { novelty: number })[];
  readonly lists: number[][];
  strangers: number;
  relevant: number;
  unknownItems: number;
  again: number;
}

/**
 * Recommends to every user who liked something new in the held-out part, over the whole catalogue, and scores the lists. Users nothing is known of are
 * judged by what they get, popularity. Intervals are over users, who are drawn again.
 * @throws LatheError `nothing-held-out`
 */
export async function judgeLists(recommender: Recommender, asked: JudgeLists, context: WorkContext): Promise<JudgedLists> {
  const found = await makeLists(recommender, asked, context);
  if (found.users.length === 0) throw nothingHeldOut(asked.part);
  const column = (key: keyof PerUser) => Float64Array.from(found.scores, (score) => score[key]);
  const perUser: PerUser = {
    ndcg: column('ndcg'),
    map: column('map'),
    recall: column('recall'),
    precision: column('precision'),
    hitRate: column('hitRate'),
    novelty: column('novelty')
  };
  const means = await meansOf(perUser, asked.seed, context);
  const errors = await rootMeanSquare(recommender, asked.held, asked.seed, context);
  const metrics = { ...means, coverage: coverageOf(found.lists, recommender.catalogue), ...errors };
  return { metrics, users: Uint32Array.from(found.users), perUser, notes: notesOf(found, asked) };
}

async function makeLists(recommender: Recommender, { held, known, from, k }: JudgeLists, context: WorkContext): Promise<Lists> {
  const liked = taken(held, from);
  const pace = createPacer(context);
  const found: Lists = { users: [], scores: [], lists: [], strangers: 0, relevant: 0, unknownItems: 0, again: 0 };
  const people = Math.max(1, recommender.popularity.reduce((most, users) => Math.max(most, users), 0)); // prettier-ignore
  for (let user = 0; user < held.userCount; user++) {
    const seen = historyOf(known, user).items;
    const met = new Set(seen);
    const own = historyOf(liked, user).items;
    const relevant = new Set(own.filter((item) => !met.has(item)));
    found.again += own.length - relevant.size;
    if (relevant.size === 0) continue;
    const asker = recommender.askerOf(user);
    const list = recommender.list(asker, seen, k).map(({ item }) => item);
    found.users.push(user);
    found.lists.push(list);
    found.scores.push({ ...scoreList(list, relevant, k), novelty: noveltyOf(list, recommender.popularity, people) });
    if (recommender.isStranger(asker)) found.strangers++;
    found.relevant += relevant.size;
    for (const item of relevant) if (recommender.popularity[item] === 0) found.unknownItems++;
    context.onProgress((0.8 * user) / held.userCount, 'lists');
    await pace(held.itemCount * 40);
  }
  return found;
}

/**
 * How little known the listed items are: the mean of log2(users of the best known item / users of this one); 0 = only the best known.
 * Source: Zhou et al. (2010), "Solving the apparent diversity-accuracy dilemma of recommender systems", with the best known item in place of all users,
 * so that it does not hang on users who took nothing.
 */
const noveltyOf = (list: readonly number[], popularity: Float64Array, most: number): number =>
  list.length === 0 ? 0 : list.reduce((sum, item) => sum + Math.log2(most / popularity[item]!), 0) / list.length;

function notesOf({ users, strangers, relevant, unknownItems, again }: Lists, { k, part, from }: JudgeLists): Note[] {
  const liked = from === null ? '' : ` An item counts as liked from a rating of ${from} on.`;
  const judged = note(
    'lists-judged',
    `Lists of ${k} for ${counted(users.length, 'user')} of the ${part} part, out of the whole catalogue.${liked}`
  );
  const cold =
    strangers === 0
      ? note('no-cold-start', 'Something was known of every user judged.')
      : note('cold-start-users', `Of ${counted(strangers, 'user')} (${percent(strangers / users.length)} of those judged) nothing was known: they get what is popular, and are judged by it.`); // prettier-ignore
  const fresh = `${counted(unknownItems, 'item')} to find (${percent(unknownItems / relevant)} of them) were new: no recommender here can name them, and they count as missed.`;
  return [
    judged,
    cold,
    ...(unknownItems > 0 ? [note('cold-start-items', fresh)] : []),
    ...(again > 0 ? [note('met-again', `${counted(again, 'interaction')} with items met before counted for nothing.`)] : [])
  ];
}
