import type { Run } from '../../app/api/training.ts';
import { quoted } from '../../core/words.ts';

/** Which runs are looked at; '' = any. */
export interface RunFilter {
  readonly model: string;
  readonly tag: string;
  readonly status: string;
  /** "max iter > 100, learning rate <= 0.1": all of them have to hold. */
  readonly params: string;
}

export const NO_FILTER: RunFilter = { model: '', tag: '', status: '', params: '' };

/** What a parameter, the seed or the calibration has to be. */
export interface ParamCondition {
  readonly name: string;
  readonly compare: Compare;
  readonly value: string;
}

const compares = {
  '<=': (order: number) => order <= 0,
  '>=': (order: number) => order >= 0,
  '!=': (order: number) => order !== 0,
  '<': (order: number) => order < 0,
  '>': (order: number) => order > 0,
  '=': (order: number) => order === 0
} as const;
type Compare = keyof typeof compares;

/** @returns the conditions, and what is wrong with the text where something is */
export function readConditions(text: string): { readonly conditions: readonly ParamCondition[]; readonly fault: string | undefined } {
  const conditions: ParamCondition[] = [];
  for (const part of text.split(/[,;]/).map((piece) => piece.trim())) {
    if (part === '') continue;
    const found = /^([\p{L}\d_ -]+?)\s*(<=|>=|!=|=|<|>)\s*(.+)$/u.exec(part);
    if (!found) return { conditions: [], fault: `${quoted(part)} is no condition. Write one as max iter > 100.` };
    conditions.push({ name: plainName(found[1]!), compare: found[2] as Compare, value: found[3]!.trim().toLowerCase() });
  }
  return { conditions, fault: undefined };
}

/** Runs for which all of the filter holds, in their order. A condition that can't be read rules out none. */
export function filterRuns(runs: readonly Run[], { model, tag, status, params }: RunFilter): Run[] {
  const { conditions } = readConditions(params);
  return runs.filter(
    (run) =>
      (model === '' || run.model === model) &&
      (tag === '' || (run.tags ?? []).includes(tag)) &&
      (status === '' || run.status === status) &&
      conditions.every((condition) => holds(run, condition))
  );
}

const plainName = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, '');

/** A run that lacks the parameter is ruled out, whatever is asked of it. */
function holds(run: Run, { name, compare, value }: ParamCondition): boolean {
  const all: Readonly<Record<string, unknown>> = { ...run.params, seed: run.seed, calibrate: run.calibrate };
  const own = Object.entries(all).find(([key]) => plainName(key) === name)?.[1];
  if (own === undefined) return false;
  const order = orderOf(own, value);
  return order !== null && compares[compare](order);
}

/** Below 0 where the own value is smaller; null where the two can't be held against each other. */
function orderOf(own: unknown, asked: string): number | null {
  if (typeof own === 'number') return Number.isFinite(Number(asked)) ? own - Number(asked) : null;
  const text = typeof own === 'boolean' ? (own ? 'yes' : 'no') : Array.isArray(own) ? own.join(' ') : String(own);
  const same = asked === 'true' ? 'yes' : asked === 'false' ? 'no' : asked;
  return text.toLowerCase().localeCompare(same);
}
