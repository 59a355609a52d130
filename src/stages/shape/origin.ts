import type { ColumnOrigin } from '../../core/shape-step.ts';
import type { FrameColumn } from './frame.ts';

/** Where a column comes from that is made of these. An aggregate of an aggregate, and a formula of one, look over rows as well. */
export function originOf(columns: readonly FrameColumn[], overRows: boolean): ColumnOrigin {
  const names = new Set(columns.flatMap(({ name, origin }) => [name, ...(origin?.columns ?? [])]));
  return { columns: [...names], overRows: overRows || columns.some(({ origin }) => origin?.overRows === true) };
}
