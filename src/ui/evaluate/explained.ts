import { brief, counted, inSentence, listedNames, percent, quoted } from '../../core/words.ts';
import type { InputInfo } from '../../app/api/inputs.ts';
import type { Explanation } from '../../app/api/judging.ts';
import { metricFacts } from '../../app/metric-facts.ts';
import type { DependenceData } from '../../charts/dependence.ts';
import type { ImportanceData } from '../../charts/importance.ts';
import type { PairEffectData } from '../../charts/pair-effect.ts';

interface Importances {
  readonly metric: string;
  readonly features: readonly string[];
  /** The interval of the mean over the shuffles, and their standard deviation. */
  readonly importances: readonly { value: number; low: number; high: number; deviation: number }[];
}

/** The first features by what is lost without them, with their spread. */
export function importanceData(explanation: Explanation, most = 15): ImportanceData {
  const { metric, features, importances } = explanation as unknown as Importances;
  const rows = features.map((name, i) => {
    const { value, low, high } = importances[i]!;
    return { name, mean: value, low, high };
  });
  const { label, higherIsBetter } = metricFacts(metric);
  return { metric: inSentence(label), isError: !higherIsBetter, features: rows.slice(0, most) };
}

/** Which columns are shuffled at once, or among which rows. */
export type ShuffleWay = 'alone' | 'together' | 'within';

export const shuffleWays: readonly { readonly value: ShuffleWay; readonly label: string }[] = [
  { value: 'alone', label: 'Each column alone' },
  { value: 'together', label: 'Columns that say the same together' },
  { value: 'within', label: 'Each column among rows that are alike otherwise' }
];

/** Whether the metric falls or rises when a column is shuffled: errors rise. @param part the rows, in words */
export function importanceText(metric: string, part: string, way: ShuffleWay = 'alone'): string {
  const lost = metricFacts(metric).higherIsBetter ? 'what the score loses' : 'how much larger the error gets';
  return `${shuffled[way]} among ${way === 'within' ? `those rows of ${part} that are alike in what goes together with it` : part}, ten times; ${lost} is what ${worth[way]} to this model.`;
}

const shuffled: Readonly<Record<ShuffleWay, string>> = {
  alone: 'Each column is shuffled',
  together: 'Columns that say nearly the same are shuffled together, the others alone,',
  within: 'Each column is shuffled'
};
const worth: Readonly<Record<ShuffleWay, string>> = {
  alone: 'the column is worth',
  together: 'they are worth',
  within: 'the column is worth beyond the others'
};

interface Conditional extends Importances {
  /** Of each feature the columns its rows are alike in, and how much of it these tell, 0 to 1. */
  readonly given: readonly (readonly string[])[];
  readonly known: readonly number[];
}

/** What columns are worth among rows alike, with what they are worth among all beside it. */
export function conditionalData(within: Explanation, alone: Explanation): ImportanceData {
  const all = alone as unknown as Importances;
  const data = importanceData(within);
  const besideOf = (name: string) => all.importances[all.features.indexOf(name)]?.value;
  return {
    ...data,
    besideName: 'shuffled among all rows',
    features: data.features.map((feature) => {
      const beside = besideOf(feature.name);
      return beside === undefined ? feature : { ...feature, beside };
    })
  };
}

/** Where the two differ most, and why; what can't be told apart is said so. */
export function differenceSentence(within: Explanation, alone: Explanation): string {
  const { features, importances, given, known } = within as unknown as Conditional;
  const all = alone as unknown as Importances;
  const falls = features.map((name, i) => ({ name, i, own: importances[i]!, before: all.importances[all.features.indexOf(name)]! }));
  const surely = falls.filter(({ own, before, i }) => given[i]!.length > 0 && own.high < before.low);
  if (surely.length === 0) return 'No column is surely worth less among rows that are alike: hardly any says what others say too.';
  const most = surely.reduce((top, each) => (each.before.value - each.own.value > top.before.value - top.own.value ? each : top));
  const names = listedNames(given[most.i]!, 3);
  return `${quoted(most.name)} is worth ${brief(most.before.value)} among all rows and ${brief(most.own.value)} beyond the others: ${names} ${given[most.i]!.length > 1 ? 'tell' : 'tells'} ${percent(known[most.i]!)} of how it varies. Of ${counted(features.length, 'column')}, ${surely.length} ${surely.length === 1 ? 'is' : 'are'} surely worth less so.`;
}

interface Dependence {
  readonly of: string;
  readonly grid: readonly (number | string)[];
  readonly average: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly curves: readonly (readonly number[])[];
}

interface Asked {
  readonly feature: string;
  /** The answer is a class: what moves is its probability. */
  readonly isClass: boolean;
  /** What the feature is, as the model is given it. */
  readonly input: Pick<InputInfo, 'type' | 'zone'> | undefined;
}

/** How the answer moves with one feature: the mean, the middle 80 % of the rows, and single rows. */
export function dependenceData(explanation: Explanation, { feature, isClass, input }: Asked): DependenceData {
  const { of, grid, average, low, high, curves } = explanation as unknown as Dependence;
  const points = grid.map((at, i) => ({ at, mean: average[i]!, low: low[i]!, high: high[i]! }));
  const isNumber = typeof grid[0] === 'number';
  return {
    feature,
    answer: isClass ? `probability of ${of}` : of,
    kind: !isNumber ? 'category' : input?.type === 'time' ? 'time' : 'number',
    ...(input?.zone === undefined ? {} : { zone: input.zone }),
    points,
    rows: curves.slice(0, 30)
  };
}

interface Effects {
  readonly of: string;
  readonly grid: readonly number[];
  readonly average: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** What one feature adds on its way over its values, from changes of rows that lie there. */
export function effectsData(explanation: Explanation, { feature, isClass, input }: Asked): DependenceData {
  const { of, grid, average, low, high } = explanation as unknown as Effects;
  return {
    feature,
    answer: `change of ${isClass ? `the probability of ${of}` : of}`,
    kind: input?.type === 'time' ? 'time' : 'number',
    ...(input?.zone === undefined ? {} : { zone: input.zone }),
    points: grid.map((at, i) => ({ at, mean: average[i]!, low: low[i]!, high: high[i]! })),
    rows: []
  };
}

interface PairEffects {
  readonly of: string;
  readonly columns: readonly [string, string];
  readonly grids: readonly [readonly number[], readonly number[]];
  readonly effects: readonly (readonly number[])[];
  readonly counts: readonly (readonly number[])[];
  readonly size: number;
}

/** What two columns add together in each cell between their ends: the mean of its four corners. */
export function pairEffectData(
  explanation: Explanation,
  isClass: boolean,
  inputs: readonly Pick<InputInfo, 'name' | 'type'>[]
): PairEffectData {
  const { of, columns, grids, effects, counts, size } = explanation as unknown as PairEffects;
  const kindAt = (name: string) => (inputs.find((input) => input.name === name)?.type === 'time' ? 'time' : 'number');
  const cells = counts.flatMap((line, a) =>
    line.map((rows, b) => ({
      from: [grids[0][a]!, grids[1][b]!] as const,
      to: [grids[0][a + 1]!, grids[1][b + 1]!] as const,
      adds: (effects[a]![b]! + effects[a + 1]![b]! + effects[a]![b + 1]! + effects[a + 1]![b + 1]!) / 4,
      rows
    }))
  );
  return { columns, answer: isClass ? `the probability of ${of}` : of, cells, size, kinds: [kindAt(columns[0]), kindAt(columns[1])] };
}

/** Ways to say how the answer moves with one column. */
export type MoveWay = 'ice' | 'ale';

export const moveWays: readonly { readonly value: MoveWay; readonly label: string }[] = [
  { value: 'ice', label: 'All rows, all else as it is' },
  { value: 'ale', label: 'Only rows that lie there' }
];

export const moveText = (way: MoveWay): string =>
  way === 'ice'
    ? 'All else as it is. Thin lines are single rows; the band holds eight in ten of them.'
    : 'Rows are moved within their own neighbourhood alone, so that no row is asked about that can’t be. The band is the 95 % interval.';

export const pairText =
  'What the two add together, beyond what either adds alone: green raises the answer, orange lowers it. Fields without a held-out row stay empty.';
