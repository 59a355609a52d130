import type { BesideReal, Synthesis } from '../../../core/synthesis.ts';
import { counted, percent, quoted } from '../../../core/words.ts';
import { formatScore } from '../../../charts/format.ts';

export const syntheticSentence = ({ learnedRows, heldRows, seed }: Synthesis): string =>
  `Learned from ${counted(learnedRows, 'real row')} by a Gaussian copula (seed ${seed}), judged by ${counted(heldRows, 'real row')} held out of it.`;

/** "0.81 to 0.84" in brackets; nothing where there is no interval. */
export const rangeOf = ({ low, high }: { readonly low: number; readonly high: number }): string =>
  Number.isFinite(low) && Number.isFinite(high) ? `(${formatScore(low)} to ${formatScore(high)})` : '(no interval)';

export const tieName = ({ a, b }: { readonly a: string; readonly b: string }): string => `${quoted(a)} and ${quoted(b)}`;

/** The figures of nearness, each beside what it would be of rows that copy nobody. */
export function nearFacts({ privacy }: Synthesis) {
  const fact = (what: string, { value, low, high, ofReal }: BesideReal, say: (value: number) => string, of: string) => ({
    what,
    made: say(value),
    range: `${say(low)} to ${say(high)}`,
    real: `${say(ofReal)} ${of}`
  });
  return [
    fact('Nearer to a row learned from than to any held out', privacy.nearerToLearned, percent, 'by chance'),
    fact('Nearest over second nearest distance, the middle one', privacy.nearestOverSecond, formatScore, 'of real rows held out'),
    fact('Equal to a row learned from in every column', privacy.copies, percent, 'of real rows held out')
  ];
}

export const distanceFacts = ({ distances }: Synthesis) =>
  distances.map(({ name, synthetic, real }) => ({ name, made: formatScore(synthetic), real: formatScore(real) }));
