/** Leave of the browser to open a dropped file again, as long as somebody still has the file. */
const handles = new WeakMap<Blob, FileSystemFileHandle>();

export const handleOf = (file: Blob | string): FileSystemFileHandle | undefined =>
  typeof file === 'string' ? undefined : handles.get(file);

/** Chromium's; it has no type yet. */
type DroppedItem = DataTransferItem & { getAsFileSystemHandle?(): Promise<FileSystemHandle | null> };

/** Asks for the handle of a dropped file; before the first await, for the browser forgets what was dropped. */
export async function dropHandle(item: DataTransferItem): Promise<FileSystemFileHandle | null> {
  const handle = await (item as DroppedItem).getAsFileSystemHandle?.().catch(() => null);
  return handle?.kind === 'file' ? (handle as FileSystemFileHandle) : null;
}

export function keepHandle(file: File | undefined, handle: FileSystemFileHandle | null): void {
  if (file && handle && handle.name === file.name) handles.set(file, handle);
}
