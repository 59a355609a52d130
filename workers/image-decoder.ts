import { FileProblem } from '../src/stages/ingest/image/file-problem.ts';
import { pictureOf, type Picture } from '../src/stages/ingest/image/image-set.ts';
import { letterbox } from '../src/stages/ingest/image/letterbox.ts';

let square: OffscreenCanvasRenderingContext2D | null = null;

/**
 * Fits an image into a square: turned upright, proportions kept, black beside it, white behind what is transparent. Colour profiles are left
 * aside, so that a file gives the same numbers on every screen.
 * @param bytes a whole PNG, JPEG, GIF, WebP or AVIF file; of an animation the first frame is taken
 * @throws FileProblem `image-damaged` when the browser can't decode it
 */
export async function decodeImage(bytes: Uint8Array, size: number): Promise<Picture> {
  const bitmap = await bitmapOf(bytes);
  try {
    if (square?.canvas.width !== size) square = squareOf(size);
    return draw(square, bitmap, size);
  } finally {
    bitmap.close();
  }
}

async function bitmapOf(bytes: Uint8Array): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>]), { colorSpaceConversion: 'none' });
  } catch (error) {
    throw new FileProblem('image-damaged', error);
  }
}

function squareOf(size: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(size, size).getContext('2d', { willReadFrequently: true });
  if (!context) throw new FileProblem('image-damaged');
  context.imageSmoothingQuality = 'high';
  return context;
}

function draw(square: OffscreenCanvasRenderingContext2D, bitmap: ImageBitmap, size: number): Picture {
  const { x, y, width, height } = letterbox(bitmap.width, bitmap.height, size);
  square.fillStyle = 'black';
  square.fillRect(0, 0, size, size);
  square.fillStyle = 'white';
  square.fillRect(x, y, width, height);
  square.drawImage(bitmap, x, y, width, height);
  return pictureOf(square.getImageData(0, 0, size, size).data);
}
