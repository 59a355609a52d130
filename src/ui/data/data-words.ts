import type { CsvPreview, Dataset, Finding, Rule } from '../../app/lathe-api.ts';
import { counted, formatNumber, listed } from '../../charts/format.ts';
import { inWords } from '../kit/counting.ts';

/** The data in one sentence, as the Data screen opens. @param privacy null until the scan was run */
export function dataSentence({ rows, columns, version, fileName }: Dataset, privacy: readonly Finding[] | null): string {
  const gaps = columns.filter(({ missing }) => missing > 0).length;
  const gapWords = gaps === 0 ? 'none with gaps' : `${gaps === columns.length ? 'all' : inWords(gaps)} of them with gaps`;
  const personal = [...new Set((privacy ?? []).flatMap((finding) => finding.columns))];
  const privacyWords =
    privacy === null
      ? ''
      : personal.length === 0
        ? '; nothing personal found'
        : `; ${counted(personal.length, 'column shows', 'columns show')} signs of personal data`;
  const from = fileName === '' ? '' : `, from ${fileName}`;
  return `${counted(rows, 'row')}, ${counted(columns.length, 'column')}, ${gapWords}${privacyWords}; version ${version}${from}.`;
}

/** What changed from one version to the next, in words; most important first. */
export function versionDifference(before: Dataset, after: Dataset): string[] {
  const old = new Map(before.columns.map((column) => [column.name, column]));
  const fresh = new Map(after.columns.map((column) => [column.name, column]));
  const added = after.columns.filter(({ name }) => !old.has(name)).map(({ name }) => name);
  const gone = before.columns.filter(({ name }) => !fresh.has(name)).map(({ name }) => name);
  const changed = after.columns.flatMap((column) => {
    const was = old.get(column.name);
    if (!was) return [];
    const said: string[] = [];
    if (was.role !== column.role) said.push(`${column.name} is ${column.role} instead of ${was.role}`);
    if (was.type !== column.type) said.push(`${column.name} became ${column.type} (was ${was.type})`);
    if (was.missing !== column.missing)
      said.push(`${column.name} lacks ${formatNumber(column.missing)} values (was ${formatNumber(was.missing)})`);
    return said;
  });
  const difference = after.rows - before.rows;
  const rows = difference === 0 ? [] : [`${counted(Math.abs(difference), 'row')} ${difference > 0 ? 'more' : 'fewer'}`];
  return [
    ...rows,
    ...(added.length > 0 ? [`new: ${short(added)}`] : []),
    ...(gone.length > 0 ? [`gone: ${short(gone)}`] : []),
    ...(changed.length > 6 ? [...changed.slice(0, 5), `${changed.length - 5} more changes of columns`] : changed),
    ...(before.hash === after.hash
      ? ['the same content']
      : rows.length + added.length + gone.length + changed.length === 0
        ? ['values changed']
        : [])
  ];
}

const short = (names: readonly string[]) =>
  names.length > 6 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : listed(names);

/** What a rule asks of its column. */
export function ruleWords({ kind, value }: Rule): string {
  switch (kind) {
    case 'not-null':
      return 'has a value in every row';
    case 'unique':
      return 'never has the same value twice';
    case 'range':
      return rangeWords(value);
    case 'in-set':
      return `is one of ${short(Array.isArray(value) ? value.map(String) : [])}`;
    case 'pattern':
      return `matches ${String(value)}`;
    case 'type':
      return `is of the type ${String(value)}`;
  }
}

function rangeWords(value: unknown): string {
  const { min, max } = (value ?? {}) as { min?: number | string; max?: number | string };
  const word = (bound: number | string) => (typeof bound === 'number' ? formatNumber(bound) : bound.replace(/T00:00:00(\.000)?Z$/, ''));
  if (min !== undefined && max !== undefined) return `lies between ${word(min)} and ${word(max)}`;
  return min !== undefined ? `is at least ${word(min)}` : max !== undefined ? `is at most ${word(max)}` : 'has a range';
}

const delimiters: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
  ' ': 'space',
  '\u001f': 'one column only'
};

/** A delimiter by its name. */
export const delimiterWords = (delimiter: string): string => delimiters[delimiter] ?? `"${delimiter}"`;

/** What was found out of a file by its beginning. */
export function previewWords({ encoding, delimiter, header, columns, sampledRows, isWhole }: CsvPreview): string {
  const looked = isWhole ? `all ${counted(sampledRows, 'row')}` : `the first ${counted(sampledRows, 'row')}`;
  return `${counted(columns.length, 'column')}, parted by ${delimiterWords(delimiter)}, ${header ? 'with a header line' : 'without a header line'}, in ${encoding.toUpperCase()}: judged by ${looked}.`;
}

/** "lines 3, 18 and 40", the first few. */
export function lineWords(lines: readonly number[], count: number): string {
  if (lines.length === 0) return '';
  const shown = lines.slice(0, 5).map((line) => formatNumber(line));
  const more = count > shown.length ? ' ...' : '';
  return `${shown.length === 1 && count === 1 ? 'line' : 'lines'} ${shown.join(', ')}${more}`;
}

/** The answer to "How do you know that the data you train on are the data you think?", from the project's own records. */
export function sameDataAnswer(dataset: Dataset, versions: number): string {
  return `Every version has a fingerprint: this one is ${dataset.hash.slice(0, 12)}, made of ${counted(dataset.rows, 'row')} and their schema. ${
    versions === 1 ? 'There is one version so far.' : `There are ${versions} versions, and none was ever overwritten.`
  } Every run records the fingerprint it was trained on, so the question is answered by comparing two texts, not by trust.`;
}
