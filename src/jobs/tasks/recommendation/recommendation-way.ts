import { partOf } from '../../../core/context.ts';
import type { Events } from '../../../core/interactions.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import type { RecommendationFindings } from '../../../core/recommendation-findings.ts';
import { forkRng } from '../../../core/rng.ts';
import type { SplitSpec } from '../../../core/split.ts';
import { brief, counted, percent } from '../../../core/words.ts';
import { divideEvents } from '../../../stages/recommend/divide-events.ts';
import { fitRecommender, openRecommender, type Recommender } from '../../../stages/recommend/fitted.ts';
import { judgeLists, type JudgedLists } from '../../../stages/recommend/judge-lists.ts';
import { meanGain } from '../../../stages/recommend/list-intervals.ts';
import { popularity } from '../../../stages/recommend/models/popularity.ts';
import { recommenders } from '../../../stages/recommend/registry.ts';
import { defaultShares } from '../../../stages/split/divide.ts';
import { defineWay, type TaskAsk, type TaskFit } from '../task-way.ts';
import { eventsOf, pairsOf, type StudyEvents } from './interactions-of.ts';

interface RecommendationFit extends TaskFit {
  readonly state: PlainRecord;
}

/** The division is the same for all runs of a project, whatever their seeds. */
const DIVIDED_BY = 0;
const MOST_TAKEN = 10;

/** Lists for users out of who met what. What is learned from never lies after what it is judged by; the test part stays closed. */
export const recommendationWay = defineWay<RecommendationFit>({
  id: 'recommendation',
  models: recommenders.all,
  takesFolds: false,

  async plan(study) {
    const read = eventsOf(study);
    const { events, holdOut, columns } = read;
    const divided = divideEvents(events, { holdOut, shares: defaultShares, seed: DIVIDED_BY });
    const rowsOf = (entries: Uint32Array) => entries.map((entry) => events.rows[entry]!);
    const parts = { train: rowsOf(divided.train), validation: rowsOf(divided.validation), test: rowsOf(divided.test) };
    return {
      split: splitOf(holdOut, columns.time),
      parts,
      steps: [],
      shape: { rows: parts.train.length, columns: events.ratings ? 3 : 2 },
      notes: [...read.notes, ...divided.notes]
    };
  },

  async fit(study, { parts }, { model, params, seed }, outside) {
    const read = eventsOf(study);
    const { train, from } = pairsOf(study, read, parts);
    const context = { ...outside, rng: forkRng(seed, 'fit') };
    const { state, curve, notes } = await fitRecommender(recommenders.get(model), train, from, params as never, context);
    return { kept: { state: { ...sizesOf(read.events), from, state } }, state, curve, notes };
  },

  async judge({ state }, study, { parts }, ask, outside) {
    const read = eventsOf(study);
    const { train, of, from } = pairsOf(study, read, parts);
    const asked = { held: of(parts.validation), known: train, from, k: read.listLength, part: 'validation', seed: ask.seed };
    const recommender = openRecommender(recommenders.get(ask.model), state, train, from);
    const popular = openRecommender(popularity, { users: recommender.popularity }, train, from);
    const mine = await judgeLists(recommender, asked, partOf(outside, 0, 0.6));
    const others = await judgeLists(popular, asked, partOf(outside, 0.6, 1));
    const gain = await meanGain(mine.perUser.ndcg, others.perUser.ndcg, ask.seed, outside);
    const about = { pairs: train.items.length, testRows: parts.test.length, likedFrom: from, gain, popularity: others.metrics };
    const findings = {
      ...findingsOf(read, recommender, ask),
      ...about,
      sentence: sentenceOf(mine, gain, ask.model === popularity.id, read)
    };
    return { metrics: { validation: mine.metrics }, findings, notes: mine.notes };
  }
});

/** A kind of split that says when, as far as splits of rows can say it; the notes say the rest. */
const splitOf = (holdOut: StudyEvents['holdOut'], time: string | undefined): SplitSpec => ({
  kind: holdOut === 'random' ? 'random' : 'time',
  shares: defaultShares,
  ...(holdOut === 'random' || time === undefined ? {} : { column: time }),
  seed: DIVIDED_BY
});

/** What a state was fitted on: it can answer for the same users and items only. */
export const sizesOf = ({ userNames, itemNames }: Events) => ({ users: userNames.length, items: itemNames.length });

function findingsOf({ events, columns, holdOut, listLength }: StudyEvents, recommender: Recommender, { model }: TaskAsk) {
  const counts = recommender.popularity;
  const order = [...counts.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b).slice(0, MOST_TAKEN);
  return {
    task: 'recommendation',
    model,
    columns,
    ...sizesOf(events),
    holdOut,
    listLength,
    mostTaken: order.filter((item) => counts[item]! > 0).map((item) => ({ item: events.itemNames[item]!, users: counts[item]! }))
  } satisfies Partial<RecommendationFindings>;
}

function sentenceOf(
  { metrics, users }: JudgedLists,
  gain: RecommendationFindings['gain'],
  isPopularity: boolean,
  { listLength }: StudyEvents
): string {
  const hit = metrics['hit_rate']!;
  // Where every list hits, or none does, there is no spread to draw an interval from.
  const sure = Number.isFinite(hit.low) ? ` (95 % from ${percent(hit.low)} to ${percent(hit.high)})` : '';
  const found = `Lists of ${listLength} hold something liked for ${percent(hit.value)} of ${counted(users.length, 'user')}${sure}`;
  if (isPopularity) return `${found}: what recommending the same to everybody gives.`;
  if (Number.isNaN(gain.low)) return `${found}; how that compares with what is popular can’t be told from these users.`;
  const span = `${brief(gain.value)} of NDCG (${brief(gain.low)} to ${brief(gain.high)})`;
  if (gain.low > 0) return `${found}: surely better than what is popular, by ${span}.`;
  if (gain.high < 0) return `${found}: surely worse than what is popular, by ${span}.`;
  return `${found}, which can’t be told from what is popular: ${span}.`;
}
