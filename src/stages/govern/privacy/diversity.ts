import { countsByGroup } from './counts-by-group.ts';

/**
 * How much doubt is left about a sensitive value of somebody whose group is known; of the group that leaves least. Source: Machanavajjhala et al.
 * (2007), distinct and entropy l-diversity.
 * @param groups group of each row
 * @param codes sensitive value of each row; -1 = missing, a value like others
 * @returns `distinct` different values, and exp of the entropy (nats); both 0 without rows
 */
export function diversityOf(groups: Float64Array, codes: Int32Array): { distinct: number; entropy: number } {
  if (groups.length === 0) return { distinct: 0, entropy: 0 };
  let [distinct, entropy] = [Infinity, Infinity];
  for (const counts of countsByGroup(groups, codes).values()) {
    distinct = Math.min(distinct, counts.size);
    entropy = Math.min(entropy, Math.exp(entropyOf([...counts.values()])));
  }
  return { distinct, entropy };
}

function entropyOf(counts: readonly number[]): number {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  return -counts.reduce((sum, count) => sum + (count / rows) * Math.log(count / rows), 0);
}
