import type { PackageTarget } from './package-type.ts';
import { readNumber } from './read-value.ts';
import { answersOf } from './scored-row.ts';

/**
 * Reads true answers as people and programs write them: classes by name, as true and false, as numbers, in another case; numbers also as text.
 * @returns the code of the class or the number; NaN when the model can't answer that
 */
export function answerReader(target: PackageTarget): (answer: unknown) => number {
  if (!target.labels) return (answer) => numberOf(answer);
  const { labels, type } = target;
  const exact = new Map([...answersOf(target).map(String).entries(), ...labels.entries()].map(([code, label]) => [label, code]));
  const loose = new Map(labels.map((label, code) => [label.trim().toLowerCase(), code]));
  return (answer) => {
    if (type === 'boolean' && typeof answer === 'boolean' && labels.length === 2) return Number(answer);
    const text = String(answer);
    return exact.get(text) ?? loose.get(text.trim().toLowerCase()) ?? NaN;
  };
}

function numberOf(answer: unknown): number {
  const read = readNumber(answer);
  return typeof read === 'number' ? read : NaN;
}
