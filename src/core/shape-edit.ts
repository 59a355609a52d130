import { editNotRead } from './errors/training.ts';
import { brief, listedNames, quoted } from './words.ts';

/** A change by hand to what a feature adds to the sum of an additive model. */
export interface ShapeEdit {
  readonly feature: string;
  /** The other feature of a pair; a pair can only be made flat. */
  readonly and?: string;
  /** set: to `value`; flatten: to the mean of what is changed; rise and fall: the nearest shape that never goes the other way. */
  readonly do: 'set' | 'flatten' | 'rise' | 'fall';
  readonly value?: number;
  /** Of numbers: bins whose middle lies between; left out, there is no end on that side. */
  readonly from?: number;
  readonly to?: number;
  /** Of categories: all of them when left out. */
  readonly levels?: readonly string[];
  /** Missing values, and nothing else. */
  readonly missing?: boolean;
}

const DEEDS: readonly unknown[] = ['set', 'flatten', 'rise', 'fall'];
const FIELDS = ['feature', 'and', 'do', 'value', 'from', 'to', 'levels', 'missing'];

/**
 * Edits as the parameter of a model holds them: a JSON list, or nothing.
 * @throws LatheError `edit-not-read`
 */
export function readEdits(text: string): readonly ShapeEdit[] {
  if (text.trim() === '') return [];
  const list = parsed(text);
  if (!Array.isArray(list)) throw editNotRead('it is no list');
  return list.map((entry: unknown, i) => {
    const wrong = wrongWith(entry);
    if (wrong !== null) throw editNotRead(`in entry ${i + 1}, ${wrong}`);
    return entry as ShapeEdit;
  });
}

/** The same edits as the parameter holds them. */
export const writeEdits = (edits: readonly ShapeEdit[]): string => (edits.length === 0 ? '' : JSON.stringify(edits));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw editNotRead('it is no JSON');
  }
}

function wrongWith(entry: unknown): string | null {
  if (typeof entry !== 'object' || entry === null) return 'there is no object';
  const { feature, and, do: deed, value, from, to, levels, missing } = entry as Record<string, unknown>;
  const unknown = Object.keys(entry).find((key) => !FIELDS.includes(key));
  if (unknown !== undefined) return `${quoted(unknown)} is not known`;
  if (typeof feature !== 'string') return '"feature" names no column';
  if (!DEEDS.includes(deed)) return '"do" is not one of set, flatten, rise, fall';
  if (deed === 'set' && !Number.isFinite(value)) return '"set" has no number as its value';
  if (and !== undefined && (typeof and !== 'string' || deed !== 'flatten')) return 'a pair can only be made flat';
  if ([from, to].some((end) => end !== undefined && !Number.isFinite(end))) return '"from" and "to" are not numbers';
  if (levels !== undefined && !(Array.isArray(levels) && levels.every((level) => typeof level === 'string')))
    return '"levels" is no list of names';
  return missing === undefined || typeof missing === 'boolean' ? null : '"missing" is not true or false';
}

/** "“age” from 30 to 40 was set to 0.5 by hand." */
export function sayEdit(edit: ShapeEdit): string {
  const where = edit.and === undefined ? whereOf(edit) : ` with ${quoted(edit.and)}`;
  const what = {
    set: `was set to ${brief(edit.value ?? 0)}`,
    flatten: 'was made flat',
    rise: 'was kept from falling',
    fall: 'was kept from rising'
  }[edit.do];
  return `${quoted(edit.feature)}${where} ${what} by hand.`;
}

function whereOf({ from, to, levels, missing }: ShapeEdit): string {
  if (missing) return ', where it is missing,';
  if (levels) return ` at ${listedNames(levels)}`;
  if (from !== undefined && to !== undefined) return ` from ${brief(from)} to ${brief(to)}`;
  if (from !== undefined) return ` above ${brief(from)}`;
  return to === undefined ? '' : ` up to ${brief(to)}`;
}
