import { resolveParams } from '../../core/params.ts';
import type { RecipeStep } from '../../core/recipe.ts';
import type { ColumnKind } from '../../core/table.ts';
import type { ColumnSummary } from './column-summary.ts';
import { stepTypes } from './registry.ts';
import { rowSteps } from './rows/registry.ts';

/** A column as it would stand after some steps, told without fitting them. */
export interface StandingColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Whether a value may be missing there, if not in these rows then in later ones. */
  readonly canMiss: boolean;
  readonly distinct: number;
  /** A category of nothing but true and false. */
  readonly isCondition?: true;
  /** A category whose labels stand in their order. */
  readonly isOrdinal?: true;
  /** Of times that are moments. */
  readonly zone?: string;
  /** It stands for columns with other names, as a time that was taken apart, or for one that may be gone. */
  readonly isApart?: true;
}

/** Before the first step anything may be missing later, but an image. */
export const standing = (columns: readonly ColumnSummary[]): StandingColumn[] =>
  columns.map(({ name, kind, distinct, isOrdinal, isCondition, zone }) => ({
    ...{ name, kind, distinct, canMiss: kind !== 'image' },
    ...(isOrdinal ? { isOrdinal } : {}),
    ...(isCondition ? { isCondition } : {}),
    ...(zone === undefined ? {} : { zone })
  }));

/**
 * What columns become on the way through a recipe. Columns that a step splits in several stand for all of them.
 * @throws LatheError `unknown-id`, `param-out-of-range`, `unknown-param`
 */
export function walkRecipe(steps: readonly RecipeStep[], columns: readonly StandingColumn[]): StandingColumn[] {
  return steps.reduce<StandingColumn[]>((current, step) => walkStep(step, current), [...columns]);
}

function walkStep(step: RecipeStep, columns: readonly StandingColumn[]): StandingColumn[] {
  if (rowSteps.find(step.kind)) return [...columns];
  const type = stepTypes.get(step.kind);
  const params = resolveParams(type.label, type.params, step.params);
  const gaps = type.gapsAfter(params);
  if (type.adds) return [...columns, { canMiss: true, distinct: mostLevels(columns), ...type.adds(params, columns) }];
  const isMeant = ({ name, kind }: StandingColumn) =>
    type.accepts.includes(kind) && (step.columns.length === 0 ? type.turnsInto !== 'gone' : step.columns.includes(name));
  return columns.flatMap((column) => {
    if (!isMeant(column)) return [column];
    if (type.turnsInto === 'gone') return [];
    const kind = type.turnsInto === 'same' ? column.kind : type.turnsInto;
    const distinct = step.kind === 'rare-levels' ? 0 : column.distinct;
    const ordinal = column.isOrdinal && kind === 'category' && step.kind !== 'rare-levels' ? { isOrdinal: column.isOrdinal } : {};
    const time =
      column.kind !== 'time' ? {} : kind !== 'time' ? { isApart: true as const } : column.zone === undefined ? {} : { zone: column.zone };
    const apart = column.isApart || type.renames?.(params) ? { isApart: true as const } : {};
    return [{ name: column.name, kind, distinct, canMiss: gaps === 'none' ? false : column.canMiss, ...ordinal, ...apart, ...time }];
  });
}

/** A text worked out from categories has about as many levels as they. */
const mostLevels = (columns: readonly StandingColumn[]): number =>
  Math.max(2, ...columns.map(({ kind, distinct }) => (kind === 'category' ? distinct : 0)));
