/**
 * The name that a misspelt one was probably meant to be: the fewest letters to put in, take out, change or swap with the next, at most a third of them.
 * Letters count alike, small or capital.
 * @returns null when none is near
 */
export function nearestName(name: string, known: readonly string[]): string | null {
  let nearest: string | null = null;
  let least = Math.max(2, name.length / 3) + 1;
  for (const other of known) {
    const edits = editsBetween(name.toLowerCase(), other.toLowerCase());
    if (edits >= least || edits >= other.length) continue;
    nearest = other;
    least = edits;
  }
  return nearest;
}

/** Distance of optimal string alignment. */
function editsBetween(a: string, b: string): number {
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(Math.min(change, last[j]! + 1, row[j - 1]! + 1, isSwap ? before[j - 2]! + 1 : Infinity));
    }
    [before, last] = [last, row];
  }
  return last[b.length]!;
}
