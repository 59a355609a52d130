import { counted, PER_CENT } from '../../core/words.ts';
import type { Metric } from '../../core/outcome.ts';
import type { InputInfo } from '../../app/api/inputs.ts';
import type { ScoredRow } from '../../app/api/judging.ts';
import { metricFacts } from '../../app/metric-facts.ts';
import type { Rng } from '../../core/rng.ts';
import type { ClassLine } from './evaluation.ts';
import { intervalText } from './sentences.ts';
import type { Row } from '../kit/model-row.ts';
import { sameAnswer } from './what-if.ts';
import { scoreText } from './words.ts';

export interface Imbalanced {
  /** Accuracy of a model that always answers the most common class. */
  readonly blind: number;
  readonly model: number;
  /** Mean recall over the classes: what neither the shares nor the slider change. */
  readonly balanced: number;
}

/**
 * What accuracy would be if the rarest class made up `share` of the rows, the other classes kept their proportions, and the model found as many
 * of each class as it does now.
 */
export function underImbalance(classes: readonly ClassLine[], share: number): Imbalanced | null {
  const present = classes.filter((line) => line.actual > 0);
  if (present.length < 2) return null;
  const rarest = present.reduce((low, line) => (line.actual < low.actual ? line : low));
  const others = present.filter((line) => line !== rarest);
  const rest = others.reduce((sum, line) => sum + line.actual, 0);
  const shareOf = (line: ClassLine) => (line === rarest ? share : ((1 - share) * line.actual) / rest);
  return {
    blind: Math.max(...present.map(shareOf)),
    model: present.reduce((sum, line) => sum + shareOf(line) * line.recall.value, 0),
    balanced: present.reduce((sum, line) => sum + line.recall.value, 0) / present.length
  };
}

/** Copies of a row whose numbers are moved at random, each evenly by up to `amount` of what the column spanned in training. */
export function shaken(
  inputs: readonly InputInfo[],
  row: Row,
  { amount, copies, rng }: { amount: number; copies: number; rng: Rng }
): Row[] {
  const numeric = inputs.filter((input) => input.range && (input.type === 'number' || input.type === 'integer'));
  return Array.from({ length: copies }, () => {
    const moved = numeric.flatMap(({ name, range }): [string, unknown][] => {
      const value = row[name];
      return typeof value === 'number' ? [[name, value + (2 * rng() - 1) * amount * (range![1] - range![0])]] : [];
    });
    return { ...row, ...Object.fromEntries(moved) };
  });
}

/** What the shaking did, in a sentence. */
export function shakenSentence(before: ScoredRow, after: readonly ScoredRow[], amount: number): string {
  const by = `Moved by up to ${Number((amount * 100).toPrecision(2))}${PER_CENT} of what each column spans`;
  if (!before.probabilities) {
    const values = after.flatMap((row) => (typeof row.prediction === 'number' ? [row.prediction] : [])).sort((a, b) => a - b);
    const at = (share: number) => Number(values[Math.floor(share * (values.length - 1))]!.toPrecision(4)).toLocaleString('en');
    return `${by}, the answer of ${Number(Number(before.prediction).toPrecision(4)).toLocaleString('en')} lies between ${at(0.025)} and ${at(0.975)} for 95 of 100 copies.`;
  }
  const turned = after.filter((row) => !sameAnswer(row, before)).length;
  if (turned === 0) return `${by}, all ${after.length} copies are still answered ${String(before.prediction)}.`;
  return `${by}, ${turned} of ${counted(after.length, 'copy', 'copies')} are answered otherwise than ${String(before.prediction)}.`;
}

/** An honest answer to "Would you bet on the interval?", from what was done in this project. */
export function betAnswer(metric: string, score: Metric, { candidates, openings }: { candidates: number; openings: number }): string {
  const facts = metricFacts(metric);
  const interval = `The interval ${intervalText(metric, score)} around ${scoreText(metric, score.value)} (${facts.label}) was made by ${score.method} on ${counted(score.n, 'row')}`;
  const luck =
    candidates > 1
      ? `I chose this run out of ${candidates} by the same rows, so the upper end flatters it`
      : 'Nothing was chosen by these rows, so they do not flatter it';
  const seal =
    openings === 0
      ? 'the test part is still sealed and would settle it'
      : `the test part was opened ${openings === 1 ? 'once' : `${openings} times`}`;
  return `${interval}. On rows like these I would bet on it 19 times in 20, no more. ${luck}; ${seal}. It promises nothing about data that drift.`;
}
