import type { CalibrationFigure, ConfusionFigure, Figure, IntervalFigure } from '../document.ts';
import { named, score } from '../words.ts';
import { escapeHtml } from './escape.ts';

const WIDTH = 640;

/** A figure as inline SVG without a script, a style or an address in it: colours come from the page's classes. */
export function svgOf(figure: Figure): string {
  switch (figure.kind) {
    case 'intervals':
      return intervals(figure);
    case 'confusion':
      return confusion(figure);
    case 'calibration':
      return calibration(figure);
  }
}

const svg = (height: number, label: string, body: string) =>
  `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeHtml(label)}">${body}</svg>`;

const at = (value: number) => String(Math.round(value * 10) / 10);
const line = (name: string, [x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]) =>
  `<line class="${name}" x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}"/>`;
const dot = (x: number, y: number, r: number) => `<circle class="dot" cx="${at(x)}" cy="${at(y)}" r="${r}"/>`;

interface TextStyle {
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly name?: string;
}

const words = (x: number, y: number, text: string, { anchor = 'start', name }: TextStyle = {}) =>
  `<text x="${at(x)}" y="${at(y)}" text-anchor="${anchor}"${name ? ` class="${name}"` : ''}>${escapeHtml(text)}</text>`;

/** Where a value stands between two edges of the drawing; in the middle when all values are one. */
function scale(values: readonly number[], from: number, to: number): (value: number) => number {
  const known = values.filter(Number.isFinite);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return (value) => (high > low ? from + ((value - low) / (high - low)) * (to - from) : (from + to) / 2);
}

function intervals({ rows, mark, caption }: IntervalFigure): string {
  const ends = rows.flatMap(({ value, low, high }) => [value, low, high]);
  const place = scale(mark ? [...ends, mark.value] : ends, 220, 480);
  const height = rows.length * 30 + (mark ? 28 : 8);
  const drawn = rows.map(({ label, value, low, high }, i) => {
    const y = i * 30 + 20;
    const numbers = `${score(value)} (${score(low)} to ${score(high)})`;
    return (
      words(0, y + 4, named(label, 30)) +
      line('line', [place(low), y], [place(high), y]) +
      dot(place(value), y, 4) +
      words(WIDTH, y + 4, numbers, { anchor: 'end', name: 'soft' })
    );
  });
  const bar = mark
    ? line('mark', [place(mark.value), 6], [place(mark.value), height - 20]) +
      words(place(mark.value), height - 6, `${mark.label} ${score(mark.value)}`, { anchor: 'middle', name: 'soft' })
    : '';
  return svg(height, caption, bar + drawn.join(''));
}

function confusion({ labels, counts, caption }: ConfusionFigure): string {
  const [left, top] = [150, 26];
  const cell = Math.min(90, (WIDTH - left) / labels.length);
  const height = Math.min(cell, 44);
  const heads = labels.map((label, k) => words(left + (k + 0.5) * cell, top - 8, named(label, Math.max(3, Math.floor(cell / 8))), { anchor: 'middle', name: 'soft' })); // prettier-ignore
  const rows = counts.map((row, i) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    const cells = row.map((count, k) => shaded(count, total, { x: left + k * cell, y: top + i * height, width: cell, height }));
    return words(left - 10, top + (i + 0.5) * height + 4, named(labels[i] ?? '', 20), { anchor: 'end', name: 'soft' }) + cells.join('');
  });
  return svg(top + labels.length * height + 4, caption, heads.join('') + rows.join(''));
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A cell as dark as its share of its row. */
function shaded(count: number, total: number, { x, y, width, height }: Box): string {
  const share = total > 0 ? count / total : 0;
  const box = `<rect class="dot" x="${at(x + 1)}" y="${at(y + 1)}" width="${at(width - 2)}" height="${at(height - 2)}" fill-opacity="${(0.06 + 0.94 * share).toFixed(2)}"/>`;
  const text = Number.isInteger(count) ? String(count) : score(count);
  return box + words(x + width / 2, y + height / 2 + 4, text, { anchor: 'middle', ...(share > 0.5 ? { name: 'on' } : {}) });
}

function calibration({ bins, caption }: CalibrationFigure): string {
  const [left, size, top] = [60, 260, 10];
  const x = (share: number) => left + share * size;
  const y = (share: number) => top + (1 - share) * size;
  const axes =
    line('axis', [x(0), y(0)], [x(1), y(0)]) + line('axis', [x(0), y(0)], [x(0), y(1)]) + line('mark', [x(0), y(0)], [x(1), y(1)]);
  const ticks = [0, 0.5, 1].map(
    (share) =>
      words(x(share), y(0) + 18, `${share * 100} %`, { anchor: 'middle', name: 'soft' }) +
      words(x(0) - 8, y(share) + 4, `${share * 100} %`, { anchor: 'end', name: 'soft' })
  );
  const points = bins.map(
    ({ predicted, observed, low, high }) =>
      line('line', [x(predicted), y(low)], [x(predicted), y(high)]) + dot(x(predicted), y(observed), 3.5)
  );
  const names =
    words(x(0.5), y(0) + 36, 'claimed', { anchor: 'middle' }) + words(x(1) + 12, y(1) + 4, 'came true = claimed', { name: 'soft' });
  return svg(top + size + 44, caption, axes + ticks.join('') + points.join('') + names);
}
