import type { AttackRequest } from '../../../core/attack-request.ts';
import { paramOutOfRange } from '../../../core/errors/anywhere.ts';
import { attackNeedsClasses, attackNotOnColumn, nothingToAttack } from '../../../core/errors/judging.ts';
import { columnNotFound } from '../../../core/errors/tables.ts';
import type { InputColumn } from '../../../predict/package-type.ts';
import type { AttackColumn } from '../../../stages/evaluate/attack/attack-columns.ts';
import { isNumeric } from '../../../stages/evaluate/stress/change-values.ts';
import type { BreakableColumn } from '../../../stages/evaluate/stress/stress-curve.ts';
import type { JudgedRun } from '../load-judged.ts';

/** What is attacked, and how far one may go. */
export interface AttackWish {
  readonly columns: readonly AttackColumn[];
  readonly budgets: readonly number[];
  readonly image: InputColumn | null;
}

const BUDGETS = [0.05, 0.1, 0.2, 0.5];
const IMAGE_BUDGETS = [0.01, 0.02, 0.05, 0.1];
const MOST_BUDGETS = 8;
const CHANGEABLE: readonly string[] = ['number', 'integer', 'category', 'boolean'];

/** @throws LatheError `attack-needs-classes`, `column-not-found`, `attack-not-on-column`, `param-out-of-range`, `nothing-to-attack` */
export function attackWish({ scorer }: JudgedRun, known: readonly BreakableColumn[], request: AttackRequest): AttackWish {
  const { pkg } = scorer;
  if (!pkg.target.labels) throw attackNeedsClasses();
  const image = pkg.inputs.find(({ type }) => type === 'image') ?? null;
  const budgets = budgetsOf(request, image !== null);
  const names = known.map(({ name }) => name);
  for (const name of [...(request.columns ?? []), ...Object.keys(request.reach ?? {})])
    if (!names.includes(name)) throw columnNotFound(name, names);
  if (image) return { columns: [], budgets, image };
  const wanted = known.filter(({ name, type }) => request.columns?.includes(name) ?? isNumeric(type));
  const odd = wanted.find(({ type }) => !CHANGEABLE.includes(type));
  if (odd) throw attackNotOnColumn(odd.name, odd.type);
  const columns = wanted.map((column) => attackColumn(column, reachOf(request, column.name))).filter(({ unit, type }) => !isNumeric(type) || unit > 0); // prettier-ignore
  if (columns.length === 0) throw nothingToAttack('no column of numbers that varies is asked for');
  return { columns, budgets, image };
}

const attackColumn = ({ name, type, usual }: BreakableColumn, reach: number): AttackColumn => ({
  name,
  type,
  usual,
  unit: isNumeric(type) && usual.spread > 0 ? reach * usual.spread : 0,
  cuts: new Float64Array(0)
});

function reachOf({ reach }: AttackRequest, name: string): number {
  const own = reach?.[name] ?? 1;
  if (!(own > 0 && Number.isFinite(own))) throw paramOutOfRange('attack', 'reach', 'numbers above 0', own);
  return own;
}

function budgetsOf({ budgets }: AttackRequest, isImage: boolean): readonly number[] {
  if (!budgets) return isImage ? IMAGE_BUDGETS : BUDGETS;
  const most = isImage ? 1 : 100;
  const stray = budgets.find((budget) => !(budget > 0 && budget <= most));
  if (stray !== undefined) throw paramOutOfRange('attack', 'budgets', `numbers above 0 and up to ${most}`, stray);
  if (budgets.length === 0 || budgets.length > MOST_BUDGETS)
    throw paramOutOfRange('attack', 'budgets', `1 to ${MOST_BUDGETS} numbers`, `${budgets.length} of them`);
  return [...new Set(budgets)].sort((a, b) => a - b);
}
