import type { Metric } from '../../../core/outcome.ts';
import { nameOfOutput, sayOutput } from '../../../core/say-reason.ts';
import { brief, counted, listed, percent } from '../../../core/words.ts';

interface SaidLime {
  readonly of: string;
  readonly unit: 'probability' | 'answer';
  readonly parts: readonly { readonly condition: string; readonly adds: Metric }[];
  readonly output: number;
  readonly fidelity: Metric;
}

/** A part that moves the answer by less is not worth a word, as a share of the largest. */
const WORTH_A_WORD = 0.1;
/** A line that accounts for less of what happens around a row tells little of it. */
export const GOOD_FIT = 0.5;

/** What moves the answer around a row, by a straight line, in a sentence. */
export function sayLime({ of, unit, parts, output, fidelity }: SaidLime): string {
  const told = `${nameOfOutput(unit, of)} is ${sayOutput(unit, output)}`;
  const most = Math.max(0, ...parts.map(({ adds }) => Math.abs(adds.value)));
  const worth = parts.filter(({ adds }) => Math.abs(adds.value) >= WORTH_A_WORD * most && Math.abs(adds.value) > 1e-9);
  if (worth.length === 0) return `${told}: no change of this row moves it along a line.`;
  const size = (value: number) => (unit === 'probability' ? `${brief(Math.abs(value) * 100)} points` : brief(Math.abs(value)));
  const say = (isUp: boolean) => {
    const those = worth.filter(({ adds }) => adds.value > 0 === isUp);
    if (those.length === 0) return [];
    return [
      `it is ${isUp ? 'raised' : 'lowered'} by that ${listed(those.map(({ condition, adds }) => `${condition} (${size(adds.value)})`))}`
    ];
  };
  const rough = fidelity.value < GOOD_FIT ? ' A line fits badly here, so this tells little.' : '';
  return `${told}; ${[...say(true), ...say(false)].join(', and ')}.${rough}`;
}

interface SaidAnchor {
  readonly conditions: readonly string[];
  readonly answered: string;
  readonly precision: Metric;
  readonly usual: Metric;
  readonly coverage: Metric;
  readonly target: number;
  readonly isSure: boolean;
}

/** The rule that is enough for an answer, in a sentence. */
export function sayAnchor({ conditions, answered, precision, usual, coverage, target, isSure }: SaidAnchor): string {
  const share = ({ value, low, high }: Metric) => `${percent(value)} (${percent(low)} to ${percent(high)})`;
  if (conditions.length === 0 && isSure) return `Any row is ${answered}: so are ${share(usual)} of rows drawn without a rule.`;
  if (!isSure) {
    const best = conditions.length > 0 ? ` The best found is that ${listed(conditions)}, which keeps it in ${share(precision)}.` : '';
    return `No rule of up to five columns surely keeps this row ${answered} in ${percent(target)} of rows.${best}`;
  }
  const rule = `Where ${listed(conditions)}, rows are ${answered} whatever else they have: so are ${share(precision)} of those drawn`;
  return `${rule}, ${share(usual)} without the rule. It holds for ${percent(coverage.value)} of ${counted(coverage.n, 'training row')}.`;
}
