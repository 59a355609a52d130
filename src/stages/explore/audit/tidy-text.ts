/** What two spellings of one thing have in common. */
export const tidyText = (label: string): string =>
  label
    .normalize('NFKC')
    .trim()
    .replace(/[\s_-]+/g, ' ')
    .toLowerCase();
