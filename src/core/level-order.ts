/** An order of levels that their words suggest; a person says whether it is one. */
export interface ProposedOrder {
  readonly order: readonly string[];
  /** What it was recognised by, as a sentence says it: "sizes", "the numbers they begin with". */
  readonly by: string;
}

interface Scale {
  readonly by: string;
  /** From least to most; words of one place are alternatives. */
  readonly words: readonly (readonly string[])[];
}

const words = (text: string): readonly (readonly string[])[] => text.split(' < ').map((place) => place.split(' / '));

const scales: readonly Scale[] = [
  {
    by: 'sizes',
    words: words(
      'xxxs < xxs / 2xs < xs / extra small < s / small < m / medium < l / large < xl / extra large < xxl / 2xl < xxxl / 3xl < 4xl'
    )
  },
  {
    by: 'amounts',
    words: words(
      'none / no < very low / minimal < low / minor / little < lower middle < medium / moderate / middle / mid / normal / average < upper middle < high / major / much < very high / severe < extreme / critical'
    )
  },
  {
    by: 'agreement',
    words: words(
      'strongly disagree / completely disagree < disagree < somewhat disagree / slightly disagree < neutral / neither agree nor disagree / undecided < somewhat agree / slightly agree < agree < strongly agree / completely agree'
    )
  },
  {
    by: 'satisfaction',
    words: words('very dissatisfied / very unsatisfied < dissatisfied / unsatisfied < neutral / neither < satisfied < very satisfied')
  },
  {
    by: 'frequencies',
    words: words('never < rarely / seldom < occasionally < sometimes < often / frequently < usually < almost always / very often < always')
  },
  { by: 'frequencies', words: words('never < yearly / annually < quarterly < monthly < weekly < daily < hourly') },
  {
    by: 'ratings',
    words: words(
      'very poor / very bad / terrible < poor / bad < fair < average / ok / okay < good < very good < excellent / great < outstanding'
    )
  },
  { by: 'likelihoods', words: words('very unlikely < unlikely < neutral / neither < likely < very likely') },
  {
    by: 'importance',
    words: words(
      'not important / unimportant < slightly important < moderately important < important < very important < extremely important'
    )
  },
  { by: 'grades', words: words('f < e < d- < d < d+ < c- < c < c+ < b- < b < b+ < a- < a < a+') },
  {
    by: 'ranks',
    words: words('first / 1st / primary < second / 2nd / secondary < third / 3rd / tertiary < fourth / 4th < fifth / 5th < sixth / 6th')
  },
  { by: 'ages', words: words('infant / baby < toddler < child < teenager / adolescent < young adult < adult < senior / elderly') },
  { by: 'skill', words: words('beginner / novice < elementary / basic < intermediate < advanced < expert / master') },
  { by: 'temperatures', words: words('freezing < cold < cool < mild < warm < hot') },
  { by: 'speeds', words: words('very slow < slow < medium / normal < fast < very fast') },
  { by: 'medals', words: words('bronze < silver < gold < platinum < diamond') },
  { by: 'seniority', words: words('intern / trainee < junior < mid / middle < senior < lead / principal') }
];

/** Levels beyond this are no scale. */
const MOST_LEVELS = 30;

/**
 * An order for levels, where their words are places of a known scale, or each begins with a number of its own. Case, spaces and signs between words do not
 * count.
 * @returns null where nothing suggests one; never for fewer than three levels, of which an order says nothing, but for known words; two letters, as a and
 *   b, are names more often than grades or sizes
 */
export function proposeOrder(labels: readonly string[]): ProposedOrder | null {
  if (labels.length < 2 || labels.length > MOST_LEVELS || (labels.length === 2 && labels.every(isLetter))) return null;
  for (const { by, words: places } of scales) {
    const place = labels.map((label) => places.findIndex((alternatives) => alternatives.includes(plain(label))));
    if (place.every((at) => at >= 0) && new Set(place).size === place.length) return { order: sorted(labels, place), by };
  }
  return labels.length < 3 ? null : byLeadingNumbers(labels);
}

/** Levels that are bare numbers: in a target, digits or codes are names more often than steps. */
export const areBareNumbers = (labels: readonly string[]): boolean => labels.every((label) => /^\s*-?\d+([.,]\d+)?\s*$/.test(label));

const isLetter = (label: string): boolean => /^\s*[a-z]\s*$/i.test(label);

const plain = (label: string): string =>
  label
    .trim()
    .toLowerCase()
    .replace(/[\s_]+|(?<=[a-z])-(?=[a-z])/g, ' ');

const sorted = (labels: readonly string[], place: readonly number[]): string[] =>
  labels
    .map((label, i) => [label, place[i]!] as const)
    .sort((a, b) => a[1] - b[1])
    .map(([label]) => label);

/** "18-24", "25-34", "65+"; "1 low", "2 high"; "under 18" and "< 5" come before what begins with the same number. */
function byLeadingNumbers(labels: readonly string[]): ProposedOrder | null {
  const starts = labels.map((label) => {
    const [, below, digits] = /^\s*(<|≤|under|below|less than|up to)?\s*(-?\d+(?:[.,]\d+)?)/i.exec(label) ?? [];
    return digits === undefined ? NaN : Number(digits.replace(',', '.')) - (below ? 1e-9 * Math.max(1, Math.abs(Number(digits))) : 0);
  });
  if (starts.some(Number.isNaN) || new Set(starts).size < starts.length) return null;
  return { order: sorted(labels, starts), by: areBareNumbers(labels) ? 'their numbers' : 'the numbers they begin with' };
}
