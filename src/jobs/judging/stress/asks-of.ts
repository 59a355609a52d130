import { paramOutOfRange } from '../../../core/errors/anywhere.ts';
import { stressNotForModel } from '../../../core/errors/judging.ts';
import { columnNotFound } from '../../../core/errors/tables.ts';
import { resolveParams } from '../../../core/params.ts';
import type { StressRequest } from '../../../core/stress-request.ts';
import { stresses } from '../../../stages/evaluate/stress/registry.ts';
import type { BreakableColumn, StressAsk } from '../../../stages/evaluate/stress/stress-curve.ts';
import type { StressType } from '../../../stages/evaluate/stress/stress-type.ts';

const REPEATS = 5;
const MOST_REPEATS = 50;
const MOST_DOSES = 12;

/**
 * What is tried, kind by kind.
 * @throws LatheError `unknown-id`, `column-not-found`, `param-out-of-range`, `unknown-param`, `stress-not-for-model` where a kind that was named has nothing to break
 */
export function asksOf(request: StressRequest, columns: readonly BreakableColumn[], moments: BreakableColumn | null): StressAsk[] {
  const names = columns.map(({ name }) => name);
  const leanable = [...names, ...(moments ? [moments.name] : [])];
  for (const name of request.columns ?? []) if (!leanable.includes(name)) throw columnNotFound(name, leanable);
  for (const id of Object.keys(request.params ?? {})) stresses.get(id);
  const types = request.kinds ? request.kinds.map((id) => stresses.get(id)) : stresses.all;
  const isOne = types.length === 1;
  if (request.doses && !isOne) throw paramOutOfRange('stress', 'doses', 'of a single kind', `of ${types.length}`);
  if (request.byColumn === true && !isOne) throw paramOutOfRange('stress', 'byColumn', 'of a single kind', `of ${types.length}`);
  const repeats = repeatsOf(request);
  return types.flatMap((type) => {
    const known = type.changes === 'weights' && moments ? [...columns, moments] : columns;
    const own = known.filter((column) => type.takes(column.type) && (request.columns?.includes(column.name) ?? true));
    if (own.length === 0 && request.kinds) throw stressNotForModel(type.label, request.columns ?? names);
    if (own.length === 0) return [];
    const params = resolveParams(type.id, type.params, request.params?.[type.id] ?? {}) as StressAsk['params'];
    return [{ type, params, columns: own, doses: dosesOf(type, request.doses), repeats }];
  });
}

function dosesOf(type: StressType, asked: readonly number[] | undefined): readonly number[] {
  if (!asked) return type.doses;
  const stray = asked.find((dose) => !(dose > 0 && dose <= type.most));
  if (stray !== undefined) throw paramOutOfRange('stress', 'doses', `numbers above 0 and up to ${type.most}`, stray);
  if (asked.length === 0 || asked.length > MOST_DOSES)
    throw paramOutOfRange('stress', 'doses', `1 to ${MOST_DOSES} numbers`, `${asked.length} of them`);
  return [...new Set(asked)].sort((a, b) => a - b);
}

function repeatsOf({ repeats = REPEATS }: StressRequest): number {
  if (!Number.isInteger(repeats) || repeats < 1 || repeats > MOST_REPEATS)
    throw paramOutOfRange('stress', 'repeats', `a whole number from 1 to ${MOST_REPEATS}`, repeats);
  return repeats;
}
