import type { Synthesis } from '../../core/synthesis.ts';

/** How strongly two columns go together, by a measure of its kind. */
export interface Tie {
  readonly a: string;
  readonly b: string;
  readonly kind: string;
  readonly value: number;
}

const SHOWN = 5;
/** Ranks stand for numbers: Pearson's of the same pair would count it twice. */
const LEFT_OUT = 'pearson';

/** What pairs of columns have in common: as learned, beside as made up and as in rows held out. */
export function compareAssociations(learned: readonly Tie[], made: readonly Tie[], held: readonly Tie[]): Synthesis['associations'] {
  const keyOf = ({ a, b, kind }: Tie) => JSON.stringify([a, b, kind]);
  const [inMade, inHeld] = [made, held].map((ties) => new Map(ties.map((tie) => [keyOf(tie), tie.value])));
  const pairs = learned.flatMap((tie) => {
    const [synthetic, real] = [inMade!.get(keyOf(tie)), inHeld!.get(keyOf(tie))];
    return tie.kind === LEFT_OUT || synthetic === undefined || real === undefined
      ? []
      : [{ a: tie.a, b: tie.b, learned: tie.value, synthetic, real }];
  });
  const meanOf = (gaps: readonly number[]) => (gaps.length === 0 ? 0 : gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length);
  return {
    mean: {
      name: 'all pairs',
      synthetic: meanOf(pairs.map((pair) => Math.abs(pair.synthetic - pair.learned))),
      real: meanOf(pairs.map((pair) => Math.abs(pair.real - pair.learned)))
    },
    worst: pairs
      .toSorted((x, y) => Math.abs(y.synthetic - y.learned) - Math.abs(x.synthetic - x.learned))
      .slice(0, SHOWN)
      .map(({ a, b, learned: before, synthetic }) => ({ a, b, learned: before, synthetic }))
  };
}
