/** Choosing among rules whose precision is only known from draws, with few draws. */

/** Divergence of one coin from another. @param p, q 0 to 1 */
function divergence(p: number, q: number): number {
  const held = Math.min(1 - 1e-16, Math.max(1e-16, q));
  const part = (a: number, b: number) => (a > 0 ? a * Math.log(a / b) : 0);
  return part(p, held) + part(1 - p, 1 - held);
}

/** The share farthest from what was seen that is not yet ruled out at a level of doubt. @param end 0 or 1: on which side */
export function klBound(share: number, draws: number, level: number, end: 0 | 1): number {
  if (draws === 0) return end;
  let [near, far] = [share, end as number];
  for (let step = 0; step < 40; step++) {
    const middle = (near + far) / 2;
    if (draws * divergence(share, middle) > level) far = middle;
    else near = middle;
  }
  return near;
}

/** A rule that is drawn from. */
export interface Arm {
  hits: number;
  draws: number;
}

export const shareOf = ({ hits, draws }: Arm): number => (draws > 0 ? hits / draws : 0);

/** What is drawn for an arm is added to it. */
export type DrawFrom<A extends Arm> = (arm: A) => Promise<void>;

export interface Choice {
  /** How many to choose. */
  readonly most: number;
  /** By how much a chosen one may be worse than one that was left, and the chance that it is worse still. */
  readonly tolerance: number;
  readonly doubt: number;
  /** Rounds after which the best so far are taken. */
  readonly mostRounds: number;
}

/**
 * The best of some arms, by drawing from the two that are hardest to tell apart until that is settled.
 * Source: Kaufmann & Kalyanakrishnan (2013), "Information complexity in bandit subset selection" (KL-LUCB).
 * @returns best first
 */
export async function bestArms<A extends Arm>(
  arms: readonly A[],
  { most, tolerance, doubt, mostRounds }: Choice,
  draw: DrawFrom<A>
): Promise<A[]> {
  for (const arm of arms) if (arm.draws === 0) await draw(arm);
  const sorted = () => [...arms].sort((a, b) => shareOf(b) - shareOf(a));
  if (arms.length <= most) return sorted();
  for (let round = 1; round <= mostRounds; round++) {
    const level = explorationOf(arms.length, round, doubt);
    const order = sorted();
    const weakest = pick(order.slice(0, most), (arm) => -klBound(shareOf(arm), arm.draws, level, 0));
    const strongest = pick(order.slice(most), (arm) => klBound(shareOf(arm), arm.draws, level, 1));
    if (klBound(shareOf(strongest), strongest.draws, level, 1) - klBound(shareOf(weakest), weakest.draws, level, 0) < tolerance) break;
    await draw(weakest);
    await draw(strongest);
  }
  return sorted().slice(0, most);
}

const pick = <A>(arms: readonly A[], by: (arm: A) => number): A => arms.reduce((top, arm) => (by(arm) > by(top) ? arm : top));

/** The paper's rate of exploration with its constants for a fixed confidence. */
function explorationOf(arms: number, round: number, doubt: number): number {
  const inner = Math.log((405.5 * arms * round ** 1.1) / doubt);
  return inner + Math.log(inner);
}
