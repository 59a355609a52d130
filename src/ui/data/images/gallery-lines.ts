/** px; browsers stop at some twenty million. */
export const TALLEST = 12_000_000;
const MORE = 2;

export interface LineRange {
  /** Lines `from` to `to - 1` are drawn. */
  readonly from: number;
  readonly to: number;
  /** px from the top of what scrolls. */
  readonly at: number;
}

/** Which lines are on the screen, and a few around them. What would be taller than a browser can scroll is passed through faster. */
export function lineRange({
  top,
  height,
  lines,
  line
}: {
  readonly top: number;
  readonly height: number;
  readonly lines: number;
  readonly line: number;
}): LineRange {
  const tall = lines * line;
  const scale = tall > TALLEST ? (tall - height) / (TALLEST - height) : 1;
  const first = Math.floor((top * scale) / line);
  const from = Math.max(0, first - MORE);
  const to = Math.min(lines, first + Math.ceil(height / line) + MORE + 1);
  return { from, to, at: top - (top * scale - from * line) };
}
