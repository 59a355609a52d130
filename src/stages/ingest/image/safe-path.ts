/** Files that systems add by themselves. */
const CLUTTER = /(^|\/)(__MACOSX|\.[^/]*|Thumbs\.db|desktop\.ini)(\/|$)/i;

/** Whether a path is one of a folder, or of what an operating system leaves behind: nothing to tell of. */
export const isClutter = (path: string): boolean => path.endsWith('/') || CLUTTER.test(path);

/**
 * A path as written in an archive or given by a browser, with forward slashes.
 * @returns null when it is not a plain path downwards: absolute, with a drive, with `..`, or with control characters
 */
export function safePath(written: string): string | null {
  const path = written.replaceAll('\\', '/').replace(/^(\.\/)+/, '');
  const isPlain = path !== '' && !path.startsWith('/') && !/^[a-z]:/i.test(path) && !hasControl(path);
  return isPlain && !path.split('/').includes('..') ? path : null;
}

const hasControl = (path: string) => [...path].some((letter) => letter < ' ' || letter === '\x7f');

/** The class of an image is the folder it is in; null for a file in no folder. */
export function classOf(path: string): string | null {
  return path.split('/').at(-2)?.trim() || null;
}
