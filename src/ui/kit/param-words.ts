import { capital, spelledOut } from '../../core/words.ts';
import type { ParamInfo } from '../../app/api/params.ts';

/** How many parameters a form shows before the rest is folded away. */
const ESSENTIAL = 4;

/** "maxLeafNodes" as a person reads it: "Max leaf nodes". One letter alone (C) stays. */
export const paramLabel = (name: string): string => capital(spelledOut(name));

/** The parameters worth setting by hand, and the rest: those that tuning leaves alone are the rest. */
export function byImportance(specs: Readonly<Record<string, ParamInfo>>): { essential: string[]; rest: string[] } {
  const names = Object.keys(specs);
  const essential = names.filter((name) => specs[name]!.search !== false).slice(0, ESSENTIAL);
  return { essential, rest: names.filter((name) => !essential.includes(name)) };
}

/** "64, 32" as a list of whole numbers; null when it is not one. Nothing typed is the empty list. */
export function readInts(text: string): number[] | null {
  const parts = text
    .split(/[\s,;]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const numbers = parts.map(Number);
  return numbers.every(Number.isInteger) ? numbers : null;
}

/** What is wrong with a value, and what it takes; null when nothing is. */
export function paramProblem(spec: ParamInfo, value: unknown): string | null {
  const [min, max] = [spec.min ?? -Infinity, spec.max ?? Infinity];
  const inside = (x: unknown) => typeof x === 'number' && x >= min && x <= max;
  const isWhole = spec.type !== 'int' || Number.isInteger(value);
  if (spec.type === 'int' || spec.type === 'float')
    return inside(value) && isWhole ? null : `Give ${spec.type === 'int' ? 'a whole number' : 'a number'} from ${min} to ${max}.`;
  if (spec.type === 'ints')
    return Array.isArray(value) && value.every(inside) ? null : `Give whole numbers from ${min} to ${max}, with commas.`;
  return null;
}

/** A parameter's value as a table shows it. */
export function sayParam(value: unknown): string {
  if (Array.isArray(value))
    return value.length === 0
      ? 'none'
      : value.map((entry) => (typeof entry === 'object' ? JSON.stringify(entry) : String(entry))).join(', ');
  if (value === '') return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(Number(value.toPrecision(4)));
  return value === null || value === undefined ? 'not set' : typeof value === 'string' ? value : JSON.stringify(value);
}

/** The values that differ from the defaults, as "learning rate 0.05, max iter 200"; empty when none does. */
export function sayChanged(specs: Readonly<Record<string, ParamInfo>>, values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .filter(([name, value]) => specs[name] && JSON.stringify(specs[name].default) !== JSON.stringify(value))
    .map(([name, value]) => `${paramLabel(name)} ${sayParam(value)}`)
    .join(', ');
}
