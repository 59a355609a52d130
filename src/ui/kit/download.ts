/** Hands a file to the person. The address of the blob lives only as long as the click needs it. */
export function download(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A name that every file system takes: "Penguins, final" becomes "penguins-final". */
export const fileName = (text: string, ending: string): string =>
  `${
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60) || 'lathe'
  }.${ending}`;
