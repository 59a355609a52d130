import type { Rule } from '../../../core/rule.ts';
import type { ColumnSchema } from '../../../core/schema.ts';
import { brief } from '../../../core/words.ts';
import { readTime } from '../csv/time-formats.ts';

/** Fields of the value of a rule, which may come from a script. */

const fieldOf = ({ value }: Rule, name: string): unknown => {
  if (Array.isArray(value)) return (value as unknown[])[['min', 'max'].indexOf(name)];
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (Reflect.get(value, name) as unknown) : undefined;
};

/** NaN when it is there and is no number; null when it is not there. */
export function numberField(rule: Rule, name: string): number | null {
  const given = fieldOf(rule, name);
  if (given === undefined || given === null) return null;
  return typeof given === 'number' ? given : NaN;
}

/**
 * A number, or a time in milliseconds; NaN when it is neither, null when it is not there.
 * @param about the column: by the clocks of its zone a text is read that says none
 */
export function boundField(rule: Rule, name: string, { type, zone }: Pick<ColumnSchema, 'type' | 'zone'>): number | null {
  const given = fieldOf(rule, name);
  return type === 'time' && typeof given === 'string' ? readTime(given, 'iso', zone) : numberField(rule, name);
}

export function textField(rule: Rule, name: string): string | null {
  const given = fieldOf(rule, name);
  return typeof given === 'string' && given !== '' ? given : null;
}

export const flagField = (rule: Rule, name: string): boolean => fieldOf(rule, name) === true;

export function numbersField(rule: Rule, name: string): readonly number[] | null {
  const given = fieldOf(rule, name);
  return Array.isArray(given) && given.every((entry) => typeof entry === 'number') ? given : null;
}

export function textsField(rule: Rule, name: string): readonly string[] | null {
  const given = fieldOf(rule, name);
  return Array.isArray(given) && given.every((entry) => typeof entry === 'string') ? given : null;
}

/** "lies between 1 and 5", "is at least 1". @param verbs for both bounds, the lower, the upper */
export function boundsWords(rule: Rule, verbs: readonly [both: string, low: string, high: string]): string {
  const word = (name: string) => {
    const given = fieldOf(rule, name);
    if (given === undefined || given === null) return null;
    return typeof given === 'number' ? brief(given) : String(given).replace(/T00:00:00(\.000)?Z$/, '');
  };
  const [low, high] = [word('min'), word('max')];
  if (low !== null && high !== null) return `${verbs[0]} ${low} and ${high}`;
  return low !== null ? `${verbs[1]} ${low}` : high !== null ? `${verbs[2]} ${high}` : 'has a range';
}
