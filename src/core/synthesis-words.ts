import type { Synthesis, SynthesisPrivacy, SynthesisUtility } from './synthesis.ts';
import { counted, grouped, percent } from './words.ts';

/** Made-up rows in sentences, the same on the screen and in documents. */

/** Whether more of them are near to rows learned from than chance would have. */
export const isTooNear = ({ nearerToLearned }: SynthesisPrivacy): boolean => nearerToLearned.low > nearerToLearned.ofReal;

/** Whether more of them are copies than rows held out are by chance. */
export const hasCopies = ({ copies }: SynthesisPrivacy): boolean => copies.low > copies.ofReal;

export function sayNearer(privacy: SynthesisPrivacy): string {
  const { value, low, high, ofReal, n } = privacy.nearerToLearned;
  const told = `${percent(value)} (95 %: ${percent(low)} to ${percent(high)}) of ${counted(n, 'made-up row')} are nearer to a row learned from than to any held out`;
  const chance = `chance alone would make it ${percent(ofReal)}`;
  return isTooNear(privacy) ? `${told}; ${chance}: they lean on single rows.` : `${told}; ${chance}.`;
}

export function sayCopies({ privacy: { copies, copied }, heldRows }: Synthesis): string {
  const told =
    copied === 0
      ? 'No made-up row equals'
      : `${counted(copied, 'made-up row')} (${percent(copies.value)}) ${copied === 1 ? 'equals' : 'equal'}`;
  return `${told} a row learned from in every column; of the ${grouped(heldRows)} real rows held out, ${percent(copies.ofReal)} do.`;
}

/** A sentence a model. */
export function sayUtility(utility: SynthesisUtility | null): string[] {
  if (!utility) return [];
  const shown = (value: number) => value.toPrecision(3);
  return [
    ...utility.models.map(
      ({ label, real, synthetic, difference }) =>
        `${label} learned from made-up rows reaches ${shown(synthetic.value)} on real rows held out (95 %: ${shown(synthetic.low)} to ${shown(synthetic.high)}), learned from real rows ${shown(real.value)}; the difference is ${shown(difference.value)} (${shown(difference.low)} to ${shown(difference.high)}).`
    ),
    ...utility.failed.map(({ label, why }) => `${label} could not be learned from made-up rows: ${why}`)
  ];
}
