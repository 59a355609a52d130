/** True answers as they come: by the id of the answer they belong to. */
export interface Label {
  readonly id: string;
  readonly actual: string;
}

export interface ReadLabels {
  readonly labels: readonly Label[];
  /** Lines that are no pair, counted from 1. */
  readonly badLines: readonly number[];
}

/**
 * Lines of `id,actual` (a tab or semicolon will do), with or without a header line. Quotes around a value are taken off; what stands behind the
 * first separator is the answer, whatever is in it.
 */
export function readLabels(text: string): ReadLabels {
  const labels: Label[] = [];
  const badLines: number[] = [];
  text.split(/\r\n|\r|\n/).forEach((line, i) => {
    if (line.trim() === '') return;
    const [, id, actual] = /^\s*("(?:[^"]|"")*"|[^,;\t]*)\s*[,;\t]\s*(.*?)\s*$/.exec(line) ?? [];
    if (id === undefined || actual === undefined || bare(id) === '' || bare(actual) === '') badLines.push(i + 1);
    else if (!(labels.length === 0 && bare(id).toLowerCase() === 'id')) labels.push({ id: bare(id), actual: bare(actual) });
  });
  return { labels, badLines };
}

const bare = (text: string) => {
  const trimmed = text.trim();
  return /^".*"$/s.test(trimmed) ? trimmed.slice(1, -1).replaceAll('""', '"') : trimmed;
};

/** The answers of the log that still wait for their label, as lines to fill in. */
export const templateOf = (waiting: readonly { readonly id: string }[]): string =>
  ['id,actual', ...waiting.map(({ id }) => `${id},`)].join('\n');
