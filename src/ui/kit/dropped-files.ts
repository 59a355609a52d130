import { dropHandle, keepHandle } from './file-handles.ts';

/** The files of a drop, folders opened up, each with the path it had in its folder (`class/file.png`). */
export async function filesOf(transfer: DataTransfer): Promise<File[]> {
  // Entries must be taken before the first await: the browser forgets them afterwards.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const handle = transfer.items.length === 1 ? dropHandle(transfer.items[0]!) : Promise.resolve(null);
  if (entries.length === 0) return [...transfer.files];
  const found: File[] = [];
  for (const entry of entries) await collect(entry, '', found);
  keepHandle(found[0], await handle);
  return found;
}

async function collect(entry: FileSystemEntry, folder: string, found: File[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    found.push(folder ? withPath(file, folder + file.name) : file);
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (batch.length === 0) return;
    for (const child of batch) await collect(child, `${folder}${entry.name}/`, found);
  }
}

/** Files from a folder picker carry their path; dropped ones are given it in the same place. */
function withPath(file: File, path: string): File {
  Object.defineProperty(file, 'webkitRelativePath', { value: path });
  return file;
}
