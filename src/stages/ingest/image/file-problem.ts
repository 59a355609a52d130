import { counted } from '../../../core/words.ts';

/** Why a file was left out, or what was lost of it. Told with the names of the files. */
const problems = {
  'image-empty': (count: number) => `${counted(count, 'file is', 'files are')} empty`,
  'image-unknown': (count: number) => `${counted(count, 'file is', 'files are')} no PNG, JPEG, GIF, WebP or AVIF image`,
  'image-svg': (count: number) =>
    `${counted(count, 'file is an SVG drawing', 'files are SVG drawings')}, which can hold scripts: save as PNG`,
  'image-bmp': (count: number) => `${counted(count, 'file is', 'files are')} in the BMP format: save as PNG`,
  'image-heic': (count: number) => `${counted(count, 'file is', 'files are')} in the HEIC format of telephones: save as JPEG`,
  'image-truncated': (count: number) => `${counted(count, 'image is', 'images are')} cut off`,
  'image-damaged': (count: number) => `${counted(count, 'image is', 'images are')} damaged`,
  'image-too-large': (count: number) => `${counted(count, 'image has', 'images have')} over 40 million pixels`,
  'file-too-large': (count: number) => `${counted(count, 'file is', 'files are')} over 64 MB unpacked`,
  'unsafe-path': (count: number) => `${counted(count, 'path leads', 'paths lead')} out of the archive`,
  'entry-encrypted': (count: number) => `${counted(count, 'file is', 'files are')} locked with a password`,
  'entry-method': (count: number) => `${counted(count, 'file is', 'files are')} packed in a way other than deflate`,
  'entry-damaged': (count: number) =>
    `${counted(count, 'file is', 'files are')} damaged in the archive: size or checksum is not what it says`
} as const;

export type ProblemCode = keyof typeof problems;

/** Something wrong with one file. It is caught where files are gone through, so that one bad file does not stop the rest. */
export class FileProblem extends Error {
  override readonly name = 'FileProblem';
  readonly code: ProblemCode;

  constructor(code: ProblemCode, cause?: unknown) {
    super(problems[code](1), cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

export const problemText = (code: ProblemCode, count: number): string => problems[code](count);
