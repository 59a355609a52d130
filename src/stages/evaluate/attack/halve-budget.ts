/** What a look at a budget says: no change within it turns an answer over, one does, or it can't be told. */
export type Weighed = 'holds' | 'breaks' | 'unknown';

/** No budget is looked at beyond, in the columns' own units. */
export const FURTHEST = 8;
const HALVINGS = 14;

/**
 * The largest budget that is found to hold, by halving.
 * @returns that, and whether just beyond it there surely is a change that turns the answer over, or nothing was looked at beyond
 */
export function halved(look: (budget: number) => Weighed, from = 0): { readonly safe: number; readonly isSure: boolean } {
  if (look(FURTHEST) === 'holds') return { safe: FURTHEST, isSure: true };
  let [safe, unsafe, isSure] = [from, FURTHEST, true];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (safe + unsafe) / 2;
    const found = look(middle);
    if (found === 'holds') safe = middle;
    else {
      unsafe = middle;
      isSure = found === 'breaks';
    }
  }
  return { safe, isSure };
}
