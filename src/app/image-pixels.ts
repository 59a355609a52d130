import { letterbox } from '../stages/ingest/image/letterbox.ts';

/** Larger files are refused before they are decoded. */
const MAX_BYTES = 30 * 1024 * 1024;

/**
 * The pixels of an image file as training saw its images: fitted into the square, black beside it, white behind what is transparent; grey by the
 * weights of ITU-R BT.601.
 * @returns null when the file is too large or no image
 */
export async function imagePixels(file: File, size: { width: number; height: number; channels: 1 | 3 }): Promise<Uint8Array | null> {
  if (file.size > MAX_BYTES) return null;
  const bitmap = await createImageBitmap(file, { colorSpaceConversion: 'none' }).catch(() => null);
  if (!bitmap) return null;
  const { width, height, channels } = size;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  const box = letterbox(bitmap.width, bitmap.height, Math.min(width, height));
  context.fillRect(0, 0, width, height);
  context.fillStyle = 'white';
  context.fillRect(box.x, box.y, box.width, box.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, box.x, box.y, box.width, box.height);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  return Uint8Array.from({ length: width * height * channels }, (_, i) => {
    if (channels === 3) return data[Math.floor(i / 3) * 4 + (i % 3)]!;
    return Math.round(0.299 * data[i * 4]! + 0.587 * data[i * 4 + 1]! + 0.114 * data[i * 4 + 2]!);
  });
}
