import type { Pacer } from '../../core/pacer.ts';
import type { Generalisation } from '../../core/protect-step.ts';
import type { ShapeStep } from '../../core/shape-step.ts';
import type { Column, NumberColumn } from '../../core/table.ts';
import { codesOf } from '../../stages/govern/privacy/anonymity.ts';
import type { Rung } from '../../stages/govern/privacy/least-coarse.ts';
import { coarser } from '../../stages/shape/generalise.ts';

/** A rung with the step that leads there from the column as it is; null = as it is. */
export interface StepRung extends Rung {
  readonly step: ShapeStep | null;
  readonly column: Column | null;
}

/** A column from as it is, over ever coarser values, to nothing. */
export async function ladderOf(column: Column, isWhole: boolean, k: number, pace: Pacer): Promise<StepRung[]> {
  const codes = codesOf(column);
  const rows = codes.length;
  const rungs: StepRung[] = [{ step: null, column, codes }];
  for (const into of waysOf(column, k)) {
    const made = await coarser(column, { rows, isWhole }, into, pace);
    if (made.kind !== 'text') rungs.push({ step: { kind: 'generalise', column: column.name, into }, column: made, codes: codesOf(made) });
  }
  rungs.push({ step: { kind: 'drop', columns: [column.name] }, column: null, codes: new Int32Array(rows) });
  return rungs;
}

function waysOf(column: Column, k: number): Generalisation[] {
  switch (column.kind) {
    case 'number':
      return bandsFor(column, k);
    case 'time':
      return [{ by: 'month' }, { by: 'year' }];
    case 'category':
      return [k, 4 * k, 16 * k].map((least) => ({ by: 'merge-rare', least }));
    default:
      return [];
  }
}

const MOST_BANDS = 100;

/** Widths 1, 2, 5, 10, 20 ... from a hundred bands to two; the first and the last band are open and hold at least k rows. */
function bandsFor({ values }: NumberColumn, k: number): Generalisation[] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const [least, most] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  if (most <= least) return [];
  const ways: Generalisation[] = [];
  for (let step = Math.floor(3 * Math.log10((most - least) / MOST_BANDS)); ways.length < 12; step++) {
    const width = [1, 2, 5][((step % 3) + 3) % 3]! * 10 ** Math.floor(step / 3);
    if (width > most - least) break;
    ways.push({ by: 'bands', width: Number(width.toPrecision(3)), ...openEnds(sorted, width, k) });
  }
  return ways;
}

function openEnds(sorted: Float64Array, width: number, k: number): { lowest?: number; highest?: number } {
  if (sorted.length < 3 * k) return {};
  const edge = (value: number) => Number((Math.floor(value / width) * width).toPrecision(12));
  const lowest = edge(sorted[k - 1]!) + width;
  const highest = edge(sorted[sorted.length - k]!);
  return lowest < highest ? { lowest: Number(lowest.toPrecision(12)), highest } : {};
}
