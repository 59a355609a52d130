export interface BarInks {
  /** What there is. */
  readonly all: string;
  /** What is kept. */
  readonly kept: string;
}

/** Two layers of bars in one scale: what there is, and what is kept; bins that are not chosen stand paler. */
export function drawBars(
  canvas: HTMLCanvasElement,
  all: Uint32Array,
  kept: Uint32Array,
  chosen: ReadonlySet<number> | null,
  inks: BarInks
): void {
  const pen = fitted(canvas);
  if (!pen) return;
  const { width, height } = canvas;
  const most = all.reduce((top, count) => Math.max(top, count), 1);
  const left = (i: number) => Math.round((i * width) / all.length);
  const bar = (i: number, count: number) => {
    if (count === 0) return;
    const size = Math.max(devicePixelRatio, (count / most) * height);
    pen.fillRect(left(i), height - size, Math.max(1, left(i + 1) - left(i) - devicePixelRatio), size);
  };
  pen.fillStyle = inks.all;
  all.forEach((count, i) => bar(i, count));
  pen.fillStyle = inks.kept;
  kept.forEach((count, i) => {
    pen.globalAlpha = chosen === null || chosen.has(i) ? 1 : 0.3;
    bar(i, count);
  });
  pen.globalAlpha = 1;
}

/** Cells of how many rows are kept, darker where there are more; y grows upwards. */
export function drawDensity(canvas: HTMLCanvasElement, { width, height, counts }: DensityGrid, ink: string): void {
  const pen = fitted(canvas);
  if (!pen) return;
  const most = Math.log1p(counts.reduce((top, count) => Math.max(top, count), 1));
  const [stepX, stepY] = [canvas.width / width, canvas.height / height];
  pen.fillStyle = ink;
  counts.forEach((count, at) => {
    if (count === 0) return;
    const [x, y] = [at % width, Math.floor(at / width)];
    pen.globalAlpha = 0.12 + 0.88 * (Math.log1p(count) / most);
    pen.fillRect(x * stepX, canvas.height - (y + 1) * stepY, Math.ceil(stepX), Math.ceil(stepY));
  });
  pen.globalAlpha = 1;
}

export interface DensityGrid {
  readonly width: number;
  readonly height: number;
  /** Row-major, the first row lowest. */
  readonly counts: Uint32Array;
}

/** The canvas in the pixels of the screen, wiped. */
function fitted(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const [width, height] = [Math.round(canvas.clientWidth * devicePixelRatio), Math.round(canvas.clientHeight * devicePixelRatio)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const pen = canvas.getContext('2d');
  pen?.clearRect(0, 0, width, height);
  return pen;
}
