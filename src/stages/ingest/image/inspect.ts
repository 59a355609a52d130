import { pause, type WorkContext } from '../../../core/context.ts';
import { FileProblem, problemText } from './file-problem.ts';
import type { FileIssues } from './file-issues.ts';
import { counted } from '../../../core/words.ts';
import type { ImageFile } from './image-files.ts';
import type { ImageFormat, ImageHeader } from './header-type.ts';
import { displaySize, readImageHeader } from './image-header.ts';

/** A file that says it is an image within the limits. */
export interface InspectedImage {
  readonly file: ImageFile;
  readonly header: ImageHeader;
}

const endings: Readonly<Record<ImageFormat, RegExp>> = {
  png: /\.a?png$/i,
  jpeg: /\.(jpe?g|jfif)$/i,
  gif: /\.gif$/i,
  webp: /\.webp$/i,
  avif: /\.avif$/i
};

/** Reads the header of every file; what is no image, or too large, is told by name and left out. */
export async function inspectImages(files: readonly ImageFile[], issues: FileIssues, context: WorkContext): Promise<InspectedImage[]> {
  const good: InspectedImage[] = [];
  for (const [i, file] of files.entries()) {
    await pause(context);
    await orTell(file, issues, async () => {
      const header = readImageHeader(await file.read());
      noteLosses(file.path, header, issues);
      good.push({ file, header });
    });
    context.onProgress((i + 1) / files.length, `${i + 1} of ${files.length} files looked at`);
  }
  return good;
}

/** Does something with a file; a problem with it is told, not thrown. */
export async function orTell(file: ImageFile, issues: FileIssues, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    issues.add(error.code, file.path, (count) => `Left out: ${problemText(error.code, count)}`);
  }
}

/** What decoding loses or changes without a word. */
function noteLosses(path: string, header: ImageHeader, issues: FileIssues): void {
  const tell = (code: string, one: string, many: string) => issues.add(code, path, (count) => counted(count, one, many));
  if (header.bitDepth > 8)
    tell('depth-reduced', 'image has more than 8 bits a channel; 8 are kept', 'images have more than 8 bits a channel; 8 are kept');
  if (header.animated) tell('first-frame', 'animation: only its first frame is taken', 'animations: only their first frame is taken');
  if (header.orientation !== 1)
    tell('turned', 'photo was turned upright, as its camera noted', 'photos were turned upright, as their camera noted');
  if (!endings[header.format].test(path))
    tell('wrong-extension', 'file is another format than its name says', 'files are another format than their name says');
}

/** Images up to this edge are kept as they are when they agree; others become FALLBACK_SIZE. */
const MOST_SIZE = 64;
const FALLBACK_SIZE = 32;

/** Edge of the square for a set of images. */
export function chooseSize(images: readonly InspectedImage[]): number {
  const sizes = images.map(({ header }) => displaySize(header));
  const [first] = sizes;
  const agree = sizes.every(({ width, height }) => width === first?.width && height === first.height);
  const edge = first ? Math.max(first.width, first.height) : FALLBACK_SIZE;
  return agree && edge <= MOST_SIZE ? edge : FALLBACK_SIZE;
}
