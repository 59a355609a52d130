/**
 * At most `most` of the points, first and last among them, chosen evenly along the drawn line rather than by index, so that steep parts keep
 * their shape.
 */
export function thin<P>(points: readonly P[], most: number, x: (point: P) => number, y: (point: P) => number): P[] {
  if (points.length <= most) return [...points];
  const along = new Float64Array(points.length);
  for (let i = 1; i < points.length; i++) {
    along[i] = along[i - 1]! + Math.abs(x(points[i]!) - x(points[i - 1]!)) + Math.abs(y(points[i]!) - y(points[i - 1]!));
  }
  const step = along.at(-1)! / (most - 1);
  const kept: P[] = [];
  points.forEach((point, i) => {
    if (i === 0 || i === points.length - 1 || Math.floor(along[i]! / step) > Math.floor(along[i - 1]! / step)) kept.push(point);
  });
  return kept.length <= most ? kept : [...kept.slice(0, most - 1), kept.at(-1)!];
}
