import { pause } from '../../../core/context.ts';
import { shuffled } from '../../../core/rng.ts';
import type { NumberColumn, Table } from '../../../core/table.ts';
import type { Target } from '../../../core/target.ts';
import { binomialCdf } from '../../../kernels/distributions.ts';
import type { StepContext } from '../step-type.ts';
import { forestImportances, type ForestChoice } from './forest-importances.ts';

export interface ShadowSettings extends ForestChoice {
  readonly maxIter: number;
  /** Chance of a wrong verdict, over all columns together. */
  readonly alpha: number;
}

export interface Verdicts {
  readonly confirmed: readonly number[];
  /** Neither better nor worse than chance by the last round. */
  readonly tentative: readonly number[];
  /** Rounds in which a column was more important than the best shuffled one. */
  readonly hits: Float64Array;
  readonly rounds: number;
}

/** So many shuffled columns there are at least, however few are left. */
const FEWEST_SHADOWS = 5;

/**
 * Grows forests on the columns beside shuffled copies of them, and keeps those that are more important than the best copy more often than a coin would have
 * it. Columns that lose leave at once.
 * Source: Kursa & Rudnicki (2010), "Feature selection with the Boruta package", with Bonferroni's correction for the number of columns, and importances by
 * impurity in the place of permutation.
 */
export async function beatShadows(table: Table, target: Target, settings: ShadowSettings, context: StepContext): Promise<Verdicts> {
  const { columns, rows } = table;
  const hits = new Float64Array(columns.length);
  const isConfirmed = new Uint8Array(columns.length);
  let left = [...columns.keys()];
  const undecided = () => left.filter((place) => isConfirmed[place] === 0);
  let rounds = 0;
  while (rounds < settings.maxIter && undecided().length > 0) {
    await pause(context);
    const own = left.map((place) => columns[place] as NumberColumn);
    const importances = await forestImportances({ rows, columns: [...own, ...shadowsOf(own, context)] }, target, settings, context);
    const bar = Math.max(...importances.subarray(own.length));
    left.forEach((place, i) => importances[i]! > bar && hits[place]!++);
    rounds++;
    const bound = settings.alpha / columns.length;
    for (const place of undecided()) {
      // As many hits as this, or more, by the toss of a coin.
      if (1 - binomialCdf(hits[place]! - 1, rounds, 0.5) <= bound) isConfirmed[place] = 1;
      else if (binomialCdf(hits[place]!, rounds, 0.5) <= bound) left = left.filter((other) => other !== place);
    }
  }
  return { confirmed: left.filter((place) => isConfirmed[place] === 1), tentative: undecided(), hits, rounds };
}

function shadowsOf(columns: readonly NumberColumn[], { rng }: StepContext): NumberColumn[] {
  const count = Math.max(FEWEST_SHADOWS, columns.length);
  return Array.from({ length: count }, (_, i) => {
    const { values } = columns[i % columns.length]!;
    return { kind: 'number', name: `shadow ${i}`, values: shuffled(values, rng) };
  });
}
