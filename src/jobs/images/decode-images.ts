import { pause, type WorkContext } from '../../core/context.ts';
import type { FileIssues } from '../../stages/ingest/image/file-issues.ts';
import type { Picture } from '../../stages/ingest/image/image-set.ts';
import { orTell, type InspectedImage } from '../../stages/ingest/image/inspect.ts';
import type { JobServices } from '../services.ts';

export interface ImageServices extends JobServices {
  /**
   * Decodes an image, turned upright and fitted into a square of `size`.
   * @throws FileProblem `image-damaged` when it can't be decoded
   */
  readonly decode: (bytes: Uint8Array, size: number) => Promise<Picture>;
}

/** Images decoded at a time, and pixels they may have together. */
const AT_ONCE = 8;
const PIXELS_AT_ONCE = 16_000_000;

export interface DecodedImage {
  readonly image: InspectedImage;
  readonly picture: Picture;
}

interface Decoding {
  readonly services: ImageServices;
  readonly issues: FileIssues;
  readonly context: WorkContext;
}

/** Decodes images a few at a time, in their order; one that can't be decoded is told by name and left out. */
export async function* decodeImages(
  images: readonly InspectedImage[],
  size: number,
  { services, issues, context }: Decoding
): AsyncGenerator<DecodedImage> {
  for (let at = 0; at < images.length;) {
    const batch = nextBatch(images, at);
    const pictures: (Picture | null)[] = batch.map(() => null);
    const decodeOne = ({ file }: InspectedImage, i: number) =>
      orTell(file, issues, async () => void (pictures[i] = await services.decode(await file.read(), size)));
    await Promise.all(batch.map(decodeOne));
    for (const [i, picture] of pictures.entries()) if (picture) yield { image: batch[i]!, picture };
    at += batch.length;
    context.onProgress(at / images.length, `${at} of ${images.length} images decoded`);
    await pause(context);
  }
}

function nextBatch(images: readonly InspectedImage[], from: number): readonly InspectedImage[] {
  let pixels = 0;
  let to = from;
  while (to < images.length && to - from < AT_ONCE) {
    pixels += images[to]!.header.width * images[to]!.header.height;
    if (to > from && pixels > PIXELS_AT_ONCE) break;
    to++;
  }
  return images.slice(from, to);
}
