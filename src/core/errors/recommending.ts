import { counted, listed, quoted } from '../words.ts';
import { LatheError } from './lathe-error.ts';

export const interactionsNotNamed = (missing: readonly string[]): LatheError =>
  new LatheError(
    'interactions-not-named',
    `The problem does not say which column holds the ${listed(missing)}.`,
    'Name both on the Problem step, or problem.set({ user: "customer", item: "product" }); rating and time may stand beside them.',
    { missing }
  );

/** @param role what the column was to say */
export const interactionColumnWrong = (column: string, role: string, kind: string, wanted: string): LatheError =>
  new LatheError(
    'interaction-column-wrong',
    `${quoted(column)} holds ${kind} values, and the ${role} must be ${wanted}.`,
    `Name another column as the ${role} of the problem, or change its type on the Data step.`,
    { column, role, kind }
  );

export const interactionColumnsSame = (column: string): LatheError =>
  new LatheError(
    'interaction-columns-same',
    `${quoted(column)} was named for two things at once.`,
    'Users, items, ratings and times stand in a column each: name four different ones.',
    { column }
  );

export const tooFewInteractions = (what: string, count: number, fewest: number): LatheError =>
  new LatheError(
    'too-few-interactions',
    `There ${count === 1 ? 'is' : 'are'} ${counted(count, what)} to learn from; recommending takes at least ${fewest}.`,
    'Bring in more rows, or check that the right columns are named as user and item.',
    { what, count }
  );

export const unknownUsers = (names: readonly string[], known: number): LatheError =>
  new LatheError(
    'unknown-users',
    `${listed(names.map(quoted))} ${names.length === 1 ? 'is no user' : 'are no users'} of these data, which know ${counted(known, 'user')}.`,
    'Give what they have met as rows ({ rows: [{ user, item }] }); then they can be recommended to.',
    { names }
  );

export const recommenderOutOfDate = (label: string): LatheError =>
  new LatheError(
    'recommender-out-of-date',
    `${label} was fitted on users and items that its data no longer hold: rows were erased since.`,
    'Train it again.',
    { label }
  );

export const notARecommender = (label: string, task: string): LatheError =>
  new LatheError(
    'not-a-recommender',
    `${label} is a run for ${task}, and recommends nothing.`,
    'Give the id of a finished run of a project whose task is recommendation.',
    { label, task }
  );

export const ratingsNeeded = (model: string): LatheError =>
  new LatheError(
    'ratings-needed',
    `${model} learns from ratings, and the problem names no column of ratings.`,
    'Name it (rating) on the Problem step, or take a model of what was taken, such as als or item-knn.',
    { model }
  );

export const nothingHeldOut = (part: string): LatheError =>
  new LatheError(
    'nothing-held-out',
    `No user has anything new in the ${part} part, so no recommendation can be judged there.`,
    'Give that part a larger share, or bring in users with more interactions.',
    { part }
  );

export const factorsDiverged = (model: string, round: number): LatheError =>
  new LatheError(
    'factors-diverged',
    `${model} ran out of the range of numbers in round ${round}.`,
    'Lower learningRate, or raise regularization.',
    { model, round }
  );
