import { brief, counted, percent, quoted } from '../../core/words.ts';
import { sayerOf } from '../../core/say-value.ts';
import type { InputInfo } from '../../app/api/inputs.ts';
import type { Explanation } from '../../app/api/judging.ts';
import type { ContributionsData } from '../../charts/contributions.ts';
import type { EffectData } from '../../charts/column-effect.ts';
import type { WaterfallData } from '../../charts/waterfall.ts';

/** What an explanation by Shapley values holds, as the Evaluate screen reads it. */
export interface Shapley {
  readonly way: 'trees against rows' | 'trees by cover' | 'sum' | 'terms' | 'all coalitions' | 'drawn coalitions' | 'gradients';
  readonly unit: 'log-odds' | 'score' | 'probability' | 'answer' | 'logarithm';
  readonly of: string;
  readonly rows: number;
  readonly features: readonly string[];
  readonly columns: readonly (readonly string[])[];
  readonly importances: readonly { value: number; low: number; high: number }[];
  /** [rows][features] */
  readonly values: readonly (readonly number[])[];
  readonly base: number;
  readonly outputs: readonly number[];
  readonly errors: readonly (readonly number[])[] | null;
  readonly localError: number;
  /** [features][rows] */
  readonly given: readonly (readonly (number | string | null)[] | null)[];
  readonly reasons: readonly string[];
  readonly background: number | null;
  /** How far a value is off, on average, when other training rows stand in for what is not known; null where that was not tried. */
  readonly stability: { readonly difference: number; readonly share: number; readonly overlap?: { readonly value: number } } | null;
  readonly isCalibrated: boolean;
  /** Whether what the model goes by tells of the data, and if not, why; null for a row of one's own. */
  readonly finding: { readonly holds: boolean; readonly why: string } | null;
}

export const readShapley = (explanation: Explanation): Shapley => explanation as unknown as Shapley;

/** Kinds of models whose values take a moment; of others every row is asked about many times over. */
const QUICK = ['boosting', 'tree', 'forest', 'extra-trees', 'linear', 'huber', 'quantile', 'glm', 'logistic', 'linear-svm', 'gam', 'explainable-boosting']; // prettier-ignore
export const isQuick = (model: string): boolean => QUICK.includes(model);

/** What is added to: "log-odds of yes", "price". */
export function answerOf({ unit, of }: Pick<Shapley, 'unit' | 'of'>): string {
  return unit === 'answer' ? of : `${unit} of ${of}`;
}

/** Bars and dots of the first features. */
export function contributionsData(found: Shapley, most = 12): ContributionsData {
  const features = found.features.slice(0, most).map((name, j) => {
    const { value, low, high } = found.importances[j]!;
    const places = placesOf(found.given[j] ?? null);
    return { name, mean: value, low, high, points: found.values.map((line, row) => ({ adds: line[j]!, place: places[row] ?? null })) };
  });
  return { answer: answerOf(found), isFinding: found.finding?.holds !== false, features };
}

/** Where each value stands among all, 0 to 1, equal ones together; null where it is missing, or has no order. */
function placesOf(given: readonly (number | string | null)[] | null): (number | null)[] {
  const numbers = (given ?? []).filter((value): value is number => typeof value === 'number').sort((a, b) => a - b);
  const place = new Map<number, number>();
  numbers.forEach((value, i) => place.set(value, place.get(value) ?? i));
  const last = place.get(numbers.at(-1) ?? NaN) ?? 0;
  return (given ?? []).map((value) => (typeof value === 'number' ? (last > 0 ? place.get(value)! / last : 0.5) : null));
}

/** What pairs of features add together, on average, either way: [features][features]. */
interface Pairs {
  readonly features: readonly string[];
  readonly values: readonly (readonly number[])[];
}

/** Kinds of models whose pairs take a moment. */
export const hasPairs = (model: string): boolean => model === 'boosting' || model === 'tree';

/** The feature that has most say in what another adds; null where none has. */
export function partnerOf(explanation: Explanation, feature: string): EffectData['partner'] {
  const { features, values } = explanation as unknown as Pairs;
  const own = features.indexOf(feature);
  const line = values[own]?.map((together, j) => ({ name: features[j]!, together: j === own ? 0 : together })) ?? [];
  const top = line.reduce((most, entry) => (entry.together > most.together ? entry : most), { name: '', together: 0 });
  return top.together > 0 ? top : null;
}

/** What one feature adds over its values; null for one that is no single column, or a text. */
export function effectData(
  found: Shapley,
  feature: string,
  input: Pick<InputInfo, 'type' | 'zone'> | undefined,
  partner: EffectData['partner'] = null
): EffectData | null {
  const j = found.features.indexOf(feature);
  const given = found.given[j];
  if (!given) return null;
  const places = placesOf(found.given[found.features.indexOf(partner?.name ?? '')] ?? null);
  const points = given.flatMap((at, row) => (at === null ? [] : [{ at, adds: found.values[row]![j]!, place: places[row] ?? null }]));
  const kind = typeof points[0]?.at === 'string' ? 'category' : input?.type === 'time' ? 'time' : 'number';
  return { feature, answer: answerOf(found), kind, ...(input?.zone === undefined ? {} : { zone: input.zone }), partner, points };
}

/** The parts of one answer, the largest first; those beyond `most` together. */
export function waterfallData(found: Shapley, row: number, inputs: readonly InputInfo[], most = 8): WaterfallData {
  const line = found.values[row]!;
  const order = [...line.keys()].filter((j) => line[j] !== 0).sort((a, b) => Math.abs(line[b]!) - Math.abs(line[a]!));
  const shown = order.length <= most ? order : order.slice(0, most - 1);
  const rest = order.slice(shown.length);
  const parts = shown.map((j) => ({ name: found.features[j]!, value: valueWords(found, j, row, inputs), adds: line[j]! }));
  const others = { name: counted(rest.length, 'other column'), value: '', adds: rest.reduce((sum, j) => sum + line[j]!, 0) };
  return { answer: answerOf(found), base: found.base, parts: rest.length > 0 ? [...parts, others] : parts };
}

function valueWords(found: Shapley, j: number, row: number, inputs: readonly InputInfo[]): string {
  const given = found.given[j];
  if (!given) return '';
  const value = given[row];
  if (value === null || value === undefined) return 'missing';
  if (typeof value === 'string') return value;
  const input = inputs.find(({ name }) => name === found.features[j]);
  const kind = input?.type === 'time' ? 'time' : 'number';
  return sayerOf({ kind, ...(input?.zone === undefined ? {} : { zone: input.zone }) }, brief)(value);
}

/** How the values were found, in a line. @param part the rows, in words */
export function howSentence({ way, background, rows }: Pick<Shapley, 'way' | 'background' | 'rows'>, part: string): string {
  const of = `Of ${counted(rows, 'row')} of ${part}`;
  const against = `against ${counted(background ?? 0, 'training row')}`;
  if (way === 'trees by cover') return `${of}, by the share of training rows that went each way in the trees.`;
  if (way === 'drawn coalitions') return `${of}, ${against}; which columns are known was drawn, so each value has an error of its own.`;
  return `${of}, ${against}: Shapley values, worked out exactly.`;
}

/** How far values can be trusted: whether they add up, and how sure drawn ones are. */
export function trustSentence(found: Shapley): string {
  const { localError, outputs, errors, isCalibrated } = found;
  const size = Math.max(1, ...outputs.map(Math.abs));
  const sum = localError <= 1e-6 * size ? `${found.rows > 1 ? 'For each row they' : 'They'} add up to what the model says${isCalibrated ? ', before it is calibrated' : ''} (to ${localError < 1e-12 ? '12 digits' : brief(localError)}).` : `They miss what the model says by up to ${brief(localError)}.`; // prettier-ignore
  const drawn = errors ? ` The largest standard error of a value is ${brief(Math.max(...errors.flat()))}.` : '';
  return `${sum}${drawn}${stabilitySentence(found)}`;
}

const stabilitySentence = ({ stability, background }: Shapley): string =>
  stability
    ? ` Against ${counted(background ?? 0, 'other training row')} a value would be ${brief(stability.difference)} off on average, ${percent(stability.share)} of its size${overlapWords(stability.overlap?.value)}.`
    : '';

/** Explanations of before do not say it. */
const overlapWords = (overlap: number | undefined): string =>
  overlap === undefined
    ? ''
    : overlap === 1
      ? '; the three that add most would be the same'
      : `; the three that add most would overlap by ${percent(overlap)}, by Jaccard’s index`;

/** Columns that a step mixed, which have no value of their own; empty where there are none. */
export function mixedSentence({ columns, features }: Pick<Shapley, 'columns' | 'features'>): string {
  const mixed = features.filter((_, j) => columns[j]!.length > 1 && !features[j]!.includes(' × '));
  if (mixed.length === 0) return '';
  return `${quoted(mixed[0]!)} ${mixed.length > 1 ? `and ${mixed.length - 1} more are` : 'is'} what the recipe made of several columns at once: what it adds can’t be shared out between them.`;
}
