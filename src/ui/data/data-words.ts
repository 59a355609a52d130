import { encodingName } from '../../core/encodings.ts';
import { lineageOf } from '../../core/lineage.ts';
import { personalWords, privacySigns } from '../../core/privacy-signs.ts';
import { counted, inWords, listed, listedNames, quoted } from '../../core/words.ts';
import type { Finding } from '../../core/finding.ts';
import { markChanges, type ColumnType, type Role } from '../../core/schema.ts';
import type { Dataset, ImportIssue } from '../../app/api/data.ts';
import type { FilePreview } from '../../app/api/files.ts';
import { formatNumber } from '../../charts/format.ts';
import { markWords } from './mark-words.ts';

/** Longer than this a heading takes three lines on a wide screen. */
const LONGEST = 90;

/** The data in one sentence, as the Data screen opens. @param privacy null until the scan was run */
export function dataSentence({ rows, columns, version, fileName, synthetic }: Dataset, privacy: readonly Finding[] | null): string {
  const gaps = columns.filter(({ missing }) => missing > 0).length;
  const gapWords = gaps === 0 ? 'none with gaps' : `${gaps === columns.length ? 'all' : inWords(gaps)} with gaps`;
  const told = `${counted(rows, synthetic ? 'made-up row' : 'row')}, ${counted(columns.length, 'column')}, ${gapWords}${privacyWords(privacy)}; version ${version}`;
  const from = fileName === '' || synthetic ? '' : `, from ${fileName}`;
  return `${told}${told.length + from.length < LONGEST ? from : ''}.`;
}

/** A column that tells something protected is no sign of a person: the rows may be penguins. */
function privacyWords(privacy: readonly Finding[] | null): string {
  if (privacy === null) return '';
  const signs = privacySigns(privacy);
  if (signs.personal.length > 0 || signs.guarded.length === 0) return `; ${personalWords(signs)}`;
  return `; ${inWords(signs.guarded.length)} protected if the rows are people`;
}

type Column = Dataset['columns'][number];

/** The version of the same table before this one; undefined where it is the table's first. A project may hold several tables. */
export const versionBefore = (dataset: Dataset, versions: readonly Dataset[]): Dataset | undefined =>
  versions
    .filter((other) => other.version < dataset.version && lineageOf(other) === lineageOf(dataset))
    .sort((a, b) => b.version - a.version)[0];

/** What the first version of a table is. @param isOnly no other table is in the project */
export function firstVersion(dataset: Dataset, isOnly: boolean): string {
  const what = isOnly ? 'The first' : `The first of ${quoted(lineageOf(dataset))}`;
  return `${what}: ${counted(dataset.rows, 'row')}, ${counted(dataset.columns.length, 'column')}, from ${dataset.fileName || 'a pasted table'}.`;
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
    return columnDifference(was, column);
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

function columnDifference(was: Column, column: Column): string[] {
  const said: string[] = [];
  if (was.role !== column.role) said.push(`${quoted(column.name)} is ${column.role} instead of ${was.role}`);
  if (was.type !== column.type) said.push(`${quoted(column.name)} became ${column.type} (was ${was.type})`);
  for (const change of markChanges(was, column)) said.push(markWords({ name: column.name, ...change }));
  if (was.missing !== column.missing)
    said.push(`${quoted(column.name)} lacks ${counted(column.missing, 'value')} (was ${formatNumber(was.missing)})`);
  return said;
}

const short = (names: readonly string[]) => listedNames(names, 6);

const delimiters: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
  ' ': 'space',
  '\\s+': 'blanks, however many',
  '\\s\\s+': 'two blanks or more',
  '\u001e': 'one column only',
  '\u001f': 'unit separator',
  none: 'nothing: there is one column'
};

/** A delimiter by its name. */
export const delimiterWords = (delimiter: string): string => delimiters[delimiter] ?? `"${delimiter}"`;

/** What was found out of a file by its beginning. */
export function previewWords({ encoding, delimiter, header, columns, sampledRows, isWhole, format, label }: FilePreview): string {
  const looked = isWhole ? `all ${counted(sampledRows, 'row')}` : `the first ${counted(sampledRows, 'row')}`;
  if (format !== 'csv') return `${label}: ${counted(columns.length, 'column')}, judged by ${looked}.`;
  return `${counted(columns.length, 'column')}, parted by ${delimiterWords(delimiter)}, ${header ? 'with a header line' : 'without a header line'}, in ${encodingName(encoding)}: judged by ${looked}.`;
}

/** "lines 3, 18 and 40", the first few; files without lines count rows. */
export function lineWords(lines: readonly number[], count: number, counts: 'line' | 'row' = 'line'): string {
  if (lines.length === 0) return '';
  const shown = lines.slice(0, 5).map((line) => formatNumber(line));
  const more = count > shown.length ? ' ...' : '';
  return `${shown.length === 1 && count === 1 ? counts : `${counts}s`} ${shown.join(', ')}${more}`;
}

type Offer = NonNullable<ImportIssue['offer']>;

/** What taking an offer does. */
export const offerWords = ({ type, missing }: Offer): string =>
  `Read it as ${type}; ${missing === 1 ? '1 value becomes' : `${formatNumber(missing)} values become`} missing`;

/** The notes that say more than what is worth knowing about the file, and its offers, say already. */
export const notesBeyond = ({ notes, report }: Dataset): string[] => {
  const issues = report?.issues ?? [];
  const offered = issues.filter(({ offer }) => offer).map(({ message }) => message.slice(message.indexOf(': ') + 2));
  const said = new Set(issues.map(({ message }) => message));
  return notes.filter((note) => !said.has(note) && !offered.some((reason) => note.includes(reason)));
};

/** How plain a file was to read. A guess stands in the notes, and a file with notes was not plain. */
export function readingWords(issues: number, notes: number): string {
  if (issues > 0) return `${counted(issues, 'thing', 'things')} worth knowing about the file; nothing was dropped in silence.`;
  return notes > 0
    ? 'Every row was read as it stands. What was taken to be so, and what that changes, stands in the notes.'
    : 'Nothing in the file was unclear.';
}

export interface ColumnChange {
  readonly type?: ColumnType;
  readonly role?: Role;
  /** Levels from least to most; null = in no order. */
  readonly order?: readonly string[] | null;
  /** Of latitudes the column of longitudes; null = in no pair. */
  readonly longitude?: string | null;
  /** The zone of times; null = clock times of none. */
  readonly zone?: string | null;
  readonly twice?: 'first' | 'second' | 'missing';
  /** What numbers are counted in; null = nothing is said. */
  readonly unit?: string | null;
}

/** What changing a column did, values lost on the way counted. */
export function changeWords(before: Dataset, after: Dataset, column: string, to: ColumnChange): string {
  if (after.version === before.version) return 'Nothing changed.';
  const missingIn = (dataset: Dataset) => dataset.columns.find(({ name }) => name === column)?.missing ?? 0;
  const lost = missingIn(after) - missingIn(before);
  const lostWords = lost > 0 && to.type ? ` ${counted(lost, 'value that is', 'values that are')} no ${to.type} became missing.` : '';
  const told = after.notes.filter((note) => !before.notes.includes(note) && !note.includes('became missing.')).map((note) => ` ${note}`);
  return `Version ${after.version} was made: ${quoted(column)} is ${nowWords(to)} now.${lostWords}${told.join('')} Version ${before.version} stays as it was.`;
}

function nowWords({ type, role, order, longitude, zone, unit }: ColumnChange): string {
  if (zone !== undefined) return zone === null ? 'a clock time of no zone' : `read by the clocks of ${zone}`;
  if (unit !== undefined) return unit === null ? 'without a unit' : `in ${unit}`;
  if (longitude !== undefined) return longitude === null ? 'in no pair of degrees' : `a place together with ${quoted(longitude)}`;
  return role ?? type ?? (order ? 'ordinal' : 'a category without an order');
}

/** The answer to "How do you know that the data you train on are the data you think?", from the project's own records. */
export function sameDataAnswer(dataset: Dataset, versions: number): string {
  return `Every version has a fingerprint: this one is ${dataset.hash.slice(0, 12)}, made of ${counted(dataset.rows, 'row')} and their schema. ${
    versions === 1 ? 'There is one version so far.' : `There are ${versions} versions, and none was ever overwritten.`
  } Every run records the fingerprint it was trained on, so the question is answered by comparing two texts, not by trust.`;
}

/** What was set aside in an import, and how much of it was kept. */
export function quarantineWords(count: number, kept: number): string {
  const told = `${counted(count, 'record or value', 'records or values')} did not come into the table as ${count === 1 ? 'it stands' : 'they stand'} in the file.`;
  return kept < count ? `${told} The first ${formatNumber(kept)} are kept, as they stood.` : told;
}

/** What a step set aside, which the version before still has. */
export const asideWords = (count: number, shown: number): string =>
  `${counted(count, 'row')} of the version before ${count === 1 ? 'was' : 'were'} set aside${shown < count ? `; the first ${formatNumber(shown)} can be looked at here` : ''}.`;

/** What was taken over from an earlier file. */
export const recipeSentence = ({ fileName, said }: { fileName: string; said: readonly string[] }): string =>
  `Read as ${quoted(fileName)} was, a file of the same kind: ${listed(said, Infinity)} were chosen for it.`;
