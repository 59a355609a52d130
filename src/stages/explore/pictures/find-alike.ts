import { HammingIndex } from '../../../kernels/hamming-index.ts';
import { likeness, signatureOf, type Pixels, type Signature } from './signature.ts';

/** Pictures that show the same, the first of them first. */
export interface AlikeGroup {
  readonly rows: readonly number[];
  /** Of each: 1 = the very same pixels as the first; below, how alike. */
  readonly likeness: readonly number[];
  /** Pictures with the very pixels of an earlier one of the group. */
  readonly copies: number;
  /** Every one has the pixels of the first. */
  readonly isExact: boolean;
}

/** Bits of 64 that may differ. */
const NEAR_BITS = 7;
/** Two pictures of one scene at other sizes and qualities stay above this; different ones seldom come near. */
const ALIKE = 0.97;
/** Candidates looked at closely for one picture, nearest first: so many blank ones tell nothing new. */
const MOST_CLOSE_LOOKS = 256;

interface Leader {
  readonly row: number;
  readonly signature: Signature;
  readonly members: { row: number; likeness: number }[];
  copies: number;
}

/**
 * Gathers pictures that are the same or nearly so, one at a time. Each joins the first picture it is like, so that no chain of small steps joins
 * what is not alike.
 */
export class AlikeFinder {
  readonly #leaders: Leader[] = [];
  readonly #index = new HammingIndex();
  readonly #byContent = new Map<string, { readonly place: number; readonly likeness: number }>();

  /** @param content stands for the pixels: equal for equal pixels */
  add(row: number, content: string, picture: Pixels): void {
    const known = this.#byContent.get(content);
    if (known) {
      const leader = this.#leaders[known.place]!;
      leader.members.push({ row, likeness: known.likeness });
      leader.copies++;
      return;
    }
    const signature = signatureOf(picture);
    const match = this.#nearest(signature);
    if (match) this.#leaders[match.place]!.members.push({ row, likeness: match.likeness });
    this.#byContent.set(content, match ?? { place: this.#lead(row, signature), likeness: 1 });
  }

  #lead(row: number, signature: Signature): number {
    this.#leaders.push({ row, signature, members: [], copies: 0 });
    return this.#index.add(signature.bits);
  }

  #nearest({ bits, thumb }: Signature): { place: number; likeness: number } | null {
    let best: { place: number; likeness: number } | null = null;
    for (const { place } of this.#index.near(bits, NEAR_BITS).slice(0, MOST_CLOSE_LOOKS)) {
      // Never quite 1, which is kept for equal pixels.
      const alike = Math.min(0.9999, likeness(thumb, this.#leaders[place]!.signature.thumb));
      if (alike >= ALIKE && alike > (best?.likeness ?? 0)) best = { place, likeness: alike };
    }
    return best;
  }

  /** Groups of two and more, by their first row. */
  groups(): AlikeGroup[] {
    return this.#leaders
      .filter(({ members }) => members.length > 0)
      .map(({ row, members, copies }) => ({
        rows: [row, ...members.map((member) => member.row)],
        likeness: [1, ...members.map((member) => member.likeness)],
        copies,
        isExact: members.every((member) => member.likeness === 1)
      }));
  }
}
