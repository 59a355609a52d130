import type { FarMeasure } from './limits-report.ts';
import { quoted } from './words.ts';

/** What a model that knows its limits says beside an answer. */
export interface Cautious {
  readonly set?: readonly unknown[];
  readonly asFarOut?: number;
  readonly farBy?: FarMeasure;
  readonly abstained?: boolean;
}

const MOST_NAMED = 5;

const FAR_BY: Readonly<Record<FarMeasure, string>> = {
  distance: '',
  forest: ', by how soon random cuts set it apart',
  energy: ', by how little speaks for any class'
};

/** Why an answer should not be acted on; empty where it can be, or where the model does not know its limits. */
export function cautionsOf({ set = [], asFarOut = 1, farBy = 'distance', abstained = false }: Cautious): string[] {
  if (!abstained) return [];
  const told: string[] = [];
  if (set.length > 1) {
    const named = set.slice(0, MOST_NAMED).map((label) => quoted(String(label)));
    const more = set.length > MOST_NAMED ? ` and ${set.length - MOST_NAMED} more` : '';
    told.push(`It abstains: ${named.join(', ')}${more} may be right, and only such a set holds the truth in 95 of 100 rows.`);
  }
  if (asFarOut <= 0.01)
    told.push(
      `It abstains: ${asFarOut < 0.01 ? 'fewer than one' : 'one'} in a hundred training rows lies as far out as this one${FAR_BY[farBy]}, so nobody knows how it does here.`
    );
  return told;
}
