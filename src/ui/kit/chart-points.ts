/** Where a row of a chart's table is drawn, px from the chart's corner. */
export interface ChartPoint {
  readonly row: number;
  readonly x: number;
  readonly y: number;
  readonly box: { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number } | null;
}

interface SceneMark {
  readonly marktype: string;
  readonly items: readonly SceneItem[];
}

interface SceneItem {
  readonly x?: number;
  readonly y?: number;
  readonly datum?: unknown;
  readonly bounds?: { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number };
  readonly items?: readonly SceneMark[];
}

const boxed = new Set(['rect', 'rule']);

/**
 * Finds the marks that stand for rows of the table: those whose datum has a `row`. Of several marks for one row the last drawn counts, words
 * aside.
 */
export function pointsOf(root: SceneMark, origin: readonly [number, number]): ChartPoint[] {
  const found = new Map<number, ChartPoint>();
  walk(root, origin[0], origin[1], found);
  return [...found.values()].sort((a, b) => a.row - b.row);
}

function walk(mark: SceneMark, left: number, top: number, found: Map<number, ChartPoint>): void {
  for (const item of mark.items) {
    if (mark.marktype === 'group') item.items?.forEach((inner) => walk(inner, left + (item.x ?? 0), top + (item.y ?? 0), found));
    else if (mark.marktype !== 'text') keep(mark.marktype, item, left, top, found);
  }
}

function keep(kind: string, item: SceneItem, left: number, top: number, found: Map<number, ChartPoint>): void {
  const row = rowOf(item.datum);
  if (row === null) return;
  const { bounds } = item;
  if (boxed.has(kind) && bounds) {
    const box = { x1: bounds.x1 + left, y1: bounds.y1 + top, x2: bounds.x2 + left, y2: bounds.y2 + top };
    found.set(row, { row, x: (box.x1 + box.x2) / 2, y: (box.y1 + box.y2) / 2, box });
  } else if (Number.isFinite(item.x) && Number.isFinite(item.y)) {
    found.set(row, { row, x: item.x! + left, y: item.y! + top, box: null });
  }
}

function rowOf(datum: unknown): number | null {
  if (typeof datum !== 'object' || datum === null) return null;
  const { row } = datum as { row?: unknown };
  return typeof row === 'number' && Number.isInteger(row) ? row : null;
}

/** The point under the pointer: the box it is in, or else the nearest one within `reach` px. */
export function pointAt(points: readonly ChartPoint[], x: number, y: number, reach = 36): ChartPoint | null {
  const inside = points.find(({ box }) => box && x >= box.x1 && x <= box.x2 && y >= box.y1 && y <= box.y2);
  if (inside) return inside;
  let best: ChartPoint | null = null;
  let bestDistance = reach;
  for (const point of points) {
    const distance = Math.hypot(point.x - x, point.y - y);
    if (distance < bestDistance) [best, bestDistance] = [point, distance];
  }
  return best;
}
