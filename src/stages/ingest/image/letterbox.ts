export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where an image goes in a square of `size` so that it fits whole, keeps its proportions and stands in the middle; whole pixels, at least 1. */
export function letterbox(width: number, height: number, size: number): Box {
  const scale = size / Math.max(width, height);
  const fitted = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  return { x: Math.floor((size - fitted.width) / 2), y: Math.floor((size - fitted.height) / 2), ...fitted };
}
