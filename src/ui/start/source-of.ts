/** What a person has given, to begin a project from. */
export type Source =
  | { readonly kind: 'csv'; readonly name: string; readonly content: Blob | string }
  | { readonly kind: 'images'; readonly name: string; readonly content: File[] | Blob }
  | { readonly kind: 'archive'; readonly content: Blob };

const isImage = (file: File) => file.type.startsWith('image/') || /\.(png|jpe?g|webp|gif|bmp|avif)$/i.test(file.name);
const isTable = (file: File) => /\.(csv|tsv|txt|tab)$/i.test(file.name) || /^text\//.test(file.type);
const bare = (name: string) => name.replace(/\.[^.]+$/, '') || name;

/** Reads off the files what they are; null when they are nothing Lathe can begin from. A folder's name becomes the project's. */
export function sourceOf(files: readonly File[]): Source | null {
  const images = files.filter(isImage);
  const [first] = files;
  if (!first) return null;
  if (images.length > 0) return { kind: 'images', name: first.webkitRelativePath.split('/')[0] || 'Images', content: images };
  if (files.length > 1) return null;
  if (/\.lathe(\.zip)?$/i.test(first.name)) return { kind: 'archive', content: first };
  if (/\.zip$/i.test(first.name)) return { kind: 'images', name: bare(first.name), content: first };
  return isTable(first) ? { kind: 'csv', name: bare(first.name), content: first } : null;
}
