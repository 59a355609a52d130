import type { FamilyTried } from '../../core/auto-report.ts';
import type { ModelInfo, Run } from '../api/training.ts';
import type { Watch } from '../api/watch.ts';
import { AutoSearch, SEARCH_SHARE, type AutoAsk } from './auto-search.ts';
import { modelTypes } from './models.ts';
import { lossBy, searchFor, trialOf } from './proposer.ts';

/** The most of the budget that one run of a family that pays may take, and one of another. */
const LONGEST_SHARE = 0.25;
const LONGEST_OTHER = 0.1;
/** Families are tried for so much of it, then the best of them are looked at more closely. */
const FAMILIES_SHARE = 0.55;
/** Trials in a row that bring nothing, after which more are not worth their time: of the leader, and of another family. */
const PATIENCE = 8;
const PATIENCE_OTHER = 4;
const MOST_TRIALS = 30;
/** Runs an ensemble is made of at most, of one kind of model, and of kinds that think alike: what errs in the same way does not help each other. */
const MOST_MEMBERS = 6;
const MOST_ALIKE = 2;
const MOST_KIN = 3;
/** How many families are tried with other settings than their defaults, and searched. */
const FINALISTS = 3;

/** What a search among all families found. */
export interface AutoFound {
  /** Finished ones, best first. */
  readonly runs: Run[];
  readonly families: readonly FamilyTried[];
  readonly usedMs: number;
}

/**
 * Baselines, families in the order that pays, settings that are often good, and then a search around the best, until the budget is used or nothing
 * gets better; in the end the best are brought together, by a blend and by a stack. Every run is kept on record. All are judged over the same folds, so that the
 * validation part stays untouched by the choice. What would take too long, by the runs before, is not begun.
 */
export async function searchBest(ask: AutoAsk, watch: Watch | undefined): Promise<AutoFound> {
  const search = new AutoSearch(ask, watch);
  await tryFamilies(search, ask);
  for (const { model } of await search.leaders(FINALISTS))
    for (const params of modelTypes.get(model).auto?.portfolio ?? [])
      await search.attempt({ model, params, note: `${modelTypes.get(model).label}, other settings`, most: LONGEST_SHARE });
  for (const [place, { model }] of (await search.leaders(FINALISTS)).entries())
    await tune(search, ask, {
      model,
      ...(place === 0 ? { patience: PATIENCE, most: LONGEST_SHARE } : { patience: PATIENCE_OTHER, most: LONGEST_OTHER })
    });
  await bringTogether(search);
  const runs = await ask.ranked(search.runs);
  return { runs, families: search.families(runs), usedMs: search.usedMs() };
}

const rankOf = ({ id }: ModelInfo): number | undefined => modelTypes.get(id).auto?.rank;

/** Those that pay first, in their order; then the others, the quickest first. */
async function tryFamilies(search: AutoSearch, { fitting, expect }: AutoAsk): Promise<void> {
  const paying = fitting.filter((family) => rankOf(family) !== undefined).sort((a, b) => rankOf(a)! - rankOf(b)!);
  for (const { id, label } of paying) await search.attempt({ model: id, params: {}, note: label, most: LONGEST_SHARE });
  const costOf = ({ id }: ModelInfo) => expect(id, {}, search.runs) ?? 0;
  const others = fitting.filter((family) => rankOf(family) === undefined).sort((a, b) => costOf(a) - costOf(b));
  for (const { id, label } of others)
    if (search.used() < FAMILIES_SHARE) await search.attempt({ model: id, params: {}, note: label, most: LONGEST_OTHER });
}

interface Closer {
  readonly model: string;
  readonly patience: number;
  readonly most: number;
}

/** A search around the best settings of one family, until so many trials in a row bring none better. */
async function tune(search: AutoSearch, { metric, task, seed, ranked }: AutoAsk, { model, patience, most }: Closer): Promise<void> {
  const own = () => search.runs.filter((run) => run.model === model);
  const past = own().map((run) => trialOf(metric, run));
  const walk = searchFor({ model, search: 'tpe', trials: MOST_TRIALS, seed }, { task, past });
  let step = walk.next(NaN);
  let best = (await ranked(own()))[0]?.id;
  for (let trial = 1, idle = 0; trial <= MOST_TRIALS && idle < patience && search.used() < SEARCH_SHARE; trial++) {
    if (step.done) return;
    const note = `${modelTypes.get(model).label}, trial ${trial}`;
    const run = await search.attempt({ model, params: step.value.params, note, most });
    step = walk.next(run ? lossBy(metric, run) : NaN);
    const now = (await ranked(own()))[0]?.id;
    idle = now === best ? idle + 1 : 0;
    best = now;
  }
}

/** Blend and stack of the best runs, of few settings each of several families. They are runs on the board like the others: where they do not pay, they do not lead. */
async function bringTogether(search: AutoSearch): Promise<void> {
  const best = membersOf(await search.trained());
  if (best.length < 2) return;
  let took = 0;
  for (const method of ['blend', 'stack'] as const) {
    const began = search.used();
    // The second takes about as long as the first.
    if (began + took >= 1) return;
    await search.bringTogether(best, method);
    took = search.used() - began;
  }
}

/** The best ones that are not too much alike. @param trained best first */
function membersOf(trained: readonly Run[]): Run[] {
  const members: Run[] = [];
  const kinOf = ({ model }: Run) => modelTypes.get(model).family;
  for (const run of trained) {
    const alike = members.filter(({ model }) => model === run.model).length;
    const kin = members.filter((member) => kinOf(member) === kinOf(run)).length;
    if (members.length < MOST_MEMBERS && alike < MOST_ALIKE && kin < MOST_KIN) members.push(run);
  }
  return members;
}
