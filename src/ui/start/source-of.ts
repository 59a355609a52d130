/** What a person has given, to begin a project from. */
export type Source =
  | { readonly kind: 'table'; readonly name: string; readonly content: Blob | string }
  | { readonly kind: 'images'; readonly name: string; readonly content: File[] | Blob }
  | { readonly kind: 'archive'; readonly content: Blob };

const isImage = (file: File) => file.type.startsWith('image/') || /\.(png|jpe?g|webp|gif|bmp|avif)$/i.test(file.name);
/** What is surely no table; anything else is looked at, since a name may say too little. */
const isOther = (file: File) => /^(audio|video)\//.test(file.type) || /\.(pdf|docx?|pptx?|exe|dmg|html?)$/i.test(file.name);
const bare = (name: string) => name.replace(/\.gz$/i, '').replace(/\.[^.]+$/, '') || name;

/**
 * Reads off the files what they are; null when they are nothing Lathe can begin from. A folder's name becomes the project's. A zip counts as a table
 * until it was looked into.
 */
export function sourceOf(files: readonly File[]): Source | null {
  const images = files.filter(isImage);
  const [first] = files;
  if (!first) return null;
  if (images.length > 0) return { kind: 'images', name: first.webkitRelativePath.split('/')[0] || 'Images', content: images };
  if (files.length > 1) return null;
  if (/\.lathe(\.zip)?$/i.test(first.name)) return { kind: 'archive', content: first };
  return isOther(first) ? null : { kind: 'table', name: bare(first.name), content: first };
}
