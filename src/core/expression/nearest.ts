/** The known name a mistyped one is likeliest to mean: the fewest changed letters, at most a third of them; else one it begins; null when none is near. */
export function nearestName(name: string, known: readonly string[]): string | null {
  const wanted = name.toLowerCase();
  let best: string | null = null;
  let fewest = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const other = candidate.toLowerCase();
    const distance = other === wanted ? 0 : Math.abs(other.length - wanted.length) >= fewest ? Infinity : editDistance(wanted, other);
    if (distance < fewest) [best, fewest] = [candidate, distance];
  }
  if (best !== null || wanted.length < 3) return best;
  return (
    known.find((candidate) => plain(candidate) === plain(name)) ??
    known.find((candidate) => plain(candidate).startsWith(plain(name))) ??
    null
  );
}

/** `body mass`, `body_mass` and `bodyMass` are one. */
const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Letters to insert, remove, change or swap with their neighbour (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(change, last[j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, before[j - 2]! + 1);
      row.push(least);
    }
    [before, last] = [last, row];
  }
  return last[b.length]!;
}
