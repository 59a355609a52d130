import { interactionsNotNamed } from '../../../core/errors/recommending.ts';
import type { Events, Interactions } from '../../../core/interactions.ts';
import { note, type Note } from '../../../core/note.ts';
import { recommendationOf, USUAL_LIST, type HoldOut } from '../../../core/recommendation-question.ts';
import type { Parts } from '../../../core/split.ts';
import { quoted } from '../../../core/words.ts';
import { usualHoldOut } from '../../../stages/recommend/divide-events.ts';
import { gatherInteractions } from '../../../stages/recommend/gather-interactions.ts';
import { readEvents, type EventColumns } from '../../../stages/recommend/read-events.ts';
import { likedFrom } from '../../../stages/recommend/taken.ts';
import type { Study } from '../study.ts';

/** A project's interactions, read by what its problem says of them. */
export interface StudyEvents {
  readonly events: Events;
  readonly columns: EventColumns;
  readonly holdOut: HoldOut;
  readonly listLength: number;
  readonly notes: readonly Note[];
}

/** @throws LatheError `interactions-not-named`, or what `readEvents` throws */
export function eventsOf({ problem, dataset, table }: Study): StudyEvents {
  const { user, item, rating, time, holdOut, listLength } = recommendationOf(problem);
  if (user === undefined || item === undefined) {
    throw interactionsNotNamed([...(user === undefined ? ['users'] : []), ...(item === undefined ? ['items'] : [])]);
  }
  const times = dataset.columns.filter(({ kind, role, name }) => kind === 'time' && role !== 'ignore' && name !== user && name !== item);
  const assumed = (times.find(({ role }) => role === 'time') ?? times[0])?.name;
  const chosen = time ?? assumed;
  const columns = { user, item, ...(rating === undefined ? {} : { rating }), ...(chosen === undefined ? {} : { time: chosen }) };
  const { events, notes } = readEvents(table, columns);
  const told = time === undefined && chosen !== undefined ? [note('time-assumed', `When each was is read from ${quoted(chosen)}.`)] : [];
  return { events, columns, holdOut: holdOut ?? usualHoldOut(events), listLength: listLength ?? USUAL_LIST, notes: [...notes, ...told] };
}

/** The pairs of each part, and what counts as liked: told from the training part alone. */
export function pairsOf(study: Study, { events }: StudyEvents, parts: Parts) {
  const of = (rows: Uint32Array): Interactions => gatherInteractions(events, entriesAt(events, rows));
  const train = of(parts.train);
  return { train, of, from: likedFrom(train, recommendationOf(study.problem).likedFrom) };
}

/** Entries that stand in the given rows; both ascend. */
function entriesAt({ rows }: Events, wanted: Uint32Array): Uint32Array {
  const isWanted = new Set(wanted);
  return Uint32Array.from(rows.keys()).filter((entry) => isWanted.has(rows[entry]!));
}
