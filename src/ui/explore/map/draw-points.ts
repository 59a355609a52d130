import type { ChartColours } from '../../../charts/chart-type.ts';
import type { Colouring, Spot } from './point-map.ts';

export interface MapPicture {
  readonly spots: readonly Spot[];
  readonly colouring: Colouring | null;
  readonly chosen: ReadonlySet<number>;
  readonly active: number;
  readonly line: readonly Spot[];
}

const SIDES = [0, 4, 3, 5] as const;

/** Points, each group with its colour and its shape; those that are chosen have a ring, and the line that is being drawn lies on top. */
export function drawPoints(canvas: HTMLCanvasElement, { spots, colouring, chosen, active, line }: MapPicture, colours: ChartColours): void {
  const ratio = devicePixelRatio;
  const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  const size = spots.length > 5000 ? 1.6 : spots.length > 1000 ? 2.4 : 3.4;
  pen.globalAlpha = spots.length > 2000 ? 0.55 : 0.8;
  spots.forEach((spot, i) => {
    const group = colouring ? colouring.of[i]! : 0;
    pen.fillStyle = group < 0 ? colours.rest : colours.series[group]!;
    shape(pen, spot, size, group < 0 ? 0 : SIDES[group]!);
    pen.fill();
  });
  pen.globalAlpha = 1;
  pen.strokeStyle = colours.ink;
  pen.lineWidth = 1.2;
  for (const i of chosen) ring(pen, spots[i], size + 2);
  if (active >= 0) ring(pen, spots[active], size + 5);
  if (line.length < 2) return;
  pen.beginPath();
  line.forEach(({ x, y }) => pen.lineTo(x, y));
  pen.closePath();
  pen.setLineDash([4, 3]);
  pen.stroke();
  pen.setLineDash([]);
}

function ring(pen: CanvasRenderingContext2D, spot: Spot | undefined, radius: number): void {
  if (!spot) return;
  shape(pen, spot, radius, 0);
  pen.stroke();
}

/** A circle, or a polygon of so many sides. */
function shape(pen: CanvasRenderingContext2D, { x, y }: Spot, radius: number, sides: number): void {
  pen.beginPath();
  if (sides === 0) pen.arc(x, y, radius, 0, 2 * Math.PI);
  for (let i = 0; i < sides; i++) {
    const angle = (2 * Math.PI * i) / sides - Math.PI / 2;
    pen.lineTo(x + 1.3 * radius * Math.cos(angle), y + 1.3 * radius * Math.sin(angle));
  }
  pen.closePath();
}
