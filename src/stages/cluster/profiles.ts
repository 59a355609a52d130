import type { ClusterDifference } from '../../core/cluster-findings.ts';
import type { CategoryColumn, Column, Table } from '../../core/table.ts';
import { brief, percent, quoted } from '../../core/words.ts';

/** Effects below it are called small, and say little. Source: Cohen (1988), "Statistical power analysis for the behavioral sciences", sections 2.2 and 6.2. */
const SMALL = 0.2;
const MIDDLE = 0.5;
const LARGE = 0.8;
const MOST_DIFFERENCES = 6;

/**
 * What sets each cluster apart from all other rows, in the columns as they were before any recipe, by effect size. There are no p-values: the clusters were made by these
 * columns, so that they differ is no news; how much is.
 * @returns for each cluster the differences that are not small, the largest first
 */
export function describeClusters({ columns }: Table, labels: Int32Array, clusters: number): ClusterDifference[][] {
  return Array.from({ length: clusters }, (_, cluster) =>
    columns
      .flatMap((column) => differencesIn(column, labels, cluster))
      .filter(({ effect }) => Math.abs(effect) >= SMALL)
      .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
      .slice(0, MOST_DIFFERENCES)
  );
}

function differencesIn(column: Column, labels: Int32Array, cluster: number): ClusterDifference[] {
  if (column.kind === 'number') return numberDifference(column.name, column.values, labels, cluster);
  return column.kind === 'category' ? levelDifferences(column, labels, cluster) : [];
}

/** Cohen's d: the difference of the means over the pooled deviation. */
function numberDifference(name: string, values: Float64Array, labels: Int32Array, cluster: number): ClusterDifference[] {
  const inside = momentsOf(values, (row) => labels[row] === cluster);
  const outside = momentsOf(values, (row) => labels[row] !== cluster);
  const freedom = inside.n + outside.n - 2;
  if (inside.n < 2 || outside.n < 2) return [];
  const pooled = Math.sqrt((inside.squares + outside.squares) / freedom);
  if (!(pooled > 0)) return [];
  const effect = (inside.mean - outside.mean) / pooled;
  const words = `${quoted(name)} is ${strengthOf(effect)}${effect > 0 ? 'higher' : 'lower'}: ${brief(inside.mean)} against ${brief(outside.mean)}`;
  return [{ column: name, effect, inside: inside.mean, outside: outside.mean, words }];
}

const strengthOf = (effect: number): string => (Math.abs(effect) >= LARGE ? 'much ' : Math.abs(effect) >= MIDDLE ? '' : 'a little ');

function momentsOf(values: Float64Array, isOwn: (row: number) => boolean): { n: number; mean: number; squares: number } {
  let n = 0;
  let mean = 0;
  let squares = 0;
  values.forEach((value, row) => {
    if (Number.isNaN(value) || !isOwn(row)) return;
    n++;
    const off = value - mean;
    mean += off / n;
    squares += off * (value - mean);
  });
  return { n, mean, squares };
}

/** Cohen's h of the share of each level; only the level with the largest. */
function levelDifferences({ name, codes, labels: levels }: CategoryColumn, labels: Int32Array, cluster: number): ClusterDifference[] {
  const inside = new Float64Array(levels.length);
  const outside = new Float64Array(levels.length);
  codes.forEach((code, row) => {
    if (code >= 0) (labels[row] === cluster ? inside : outside)[code]!++;
  });
  const [within, beyond] = [sumOf(inside), sumOf(outside)];
  if (within < 2 || beyond < 2) return [];
  const all = levels.map((level, code): ClusterDifference => {
    const [own, others] = [inside[code]! / within, outside[code]! / beyond];
    const effect = 2 * Math.asin(Math.sqrt(own)) - 2 * Math.asin(Math.sqrt(others));
    const more = effect > 0 ? 'more often' : 'less often';
    const words = `${quoted(name)} is ${strengthOf(effect)}${more} ${quoted(level)}: ${percent(own)} against ${percent(others)}`;
    return { column: name, level, effect, inside: own, outside: others, words };
  });
  // Of two levels one is as much more common as the other is rarer: what is there tells more than what is not.
  const best = all.sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect) || b.effect - a.effect)[0];
  return best ? [best] : [];
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
