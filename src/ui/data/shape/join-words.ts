import type { JoinableTable, JoinReport, JoinSide } from '../../../app/api/shaping.ts';
import { formatNumber } from '../../../charts/format.ts';
import type { JoinHow } from '../../../core/shape-step.ts';
import { counted, listedNames } from '../../../core/words.ts';

export const joinChoices: readonly { readonly value: JoinHow; readonly label: string }[] = [
  { value: 'left', label: 'every row of this table, matched where there is a match' },
  { value: 'inner', label: 'only rows that match' },
  { value: 'full', label: 'every row of both tables' },
  { value: 'anti', label: 'only rows of this table without a match' }
];

/** A table in a list of choices. */
export const tableLabel = ({ name, version, project, isOwn, rows }: JoinableTable): string =>
  `${name}, version ${version}${isOwn ? '' : `, of ${project}`} (${counted(rows, 'row')})`;

/** What the join does to the number of rows, in a sentence. */
export function joinSentence(report: JoinReport, how: JoinHow): string {
  const after = report.rows[how];
  const change =
    after === report.left.rows ? 'the number of rows stays' : `${counted(report.left.rows, 'row')} become ${formatNumber(after)}`;
  if (report.left.matched === 0) return `No row matches: ${change}.`;
  const { matched, rows } = report.left;
  const all = matched === rows ? 'Every row matches' : `${formatNumber(matched)} of ${counted(rows, 'row')} match`;
  return `${all}, ${kindWords[report.kind]}: ${change}.`;
}

const kindWords: Readonly<Record<JoinReport['kind'], string>> = {
  'one-to-one': 'each with one row',
  'one-to-many': 'some with several rows',
  'many-to-one': 'several with the same row',
  'many-to-many': 'several with several rows'
};

export interface JoinFact {
  readonly name: string;
  readonly value: string;
  readonly note?: string;
}

/** The report as facts, one a line. */
export function joinFacts(report: JoinReport, how: JoinHow): JoinFact[] {
  return [
    { name: 'Rows before and after', value: `${formatNumber(report.left.rows)} and ${formatNumber(report.rows[how])}` },
    sideFact('Matched, this table', report.left),
    sideFact('Matched, other table', report.right),
    {
      name: 'Keys that stand in several rows',
      value: `${formatNumber(report.left.repeatedKeys)} here, ${formatNumber(report.right.repeatedKeys)} there`
    },
    {
      name: 'Largest fan-out',
      value: report.largestFanOut < 2 ? 'none: no row is copied' : `one row becomes ${formatNumber(report.largestFanOut)}`
    }
  ];
}

function sideFact(name: string, { matched, rows, missingKeys, examples }: JoinSide): JoinFact {
  const notes = [
    ...(missingKeys > 0 ? [`${formatNumber(missingKeys)} without a key`] : []),
    ...(examples.length > 0 ? [`no match for ${listedNames(examples.slice(0, 3))}`] : [])
  ];
  return { name, value: `${formatNumber(matched)} of ${formatNumber(rows)}`, ...(notes.length > 0 ? { note: notes.join('; ') } : {}) };
}

/** What to look at before joining; empty when nothing is odd. */
export function joinWarnings(report: JoinReport, how: JoinHow): string[] {
  return [
    ...(report.nearMatches > 0
      ? [
          `${counted(report.nearMatches, 'row')} would match if capitals and spaces at the ends did not count: make both keys alike with lower(trim(...)) first.`
        ]
      : []),
    ...(how !== 'anti' && report.largestFanOut > 1
      ? [
          'Rows are copied. Copies that land on both sides of a split flatter a model: group the other table to one row a key, or split by this key.'
        ]
      : [])
  ];
}

/** The pair of columns that are likeliest the key: the same name and a fitting kind, an id before others. */
export function likelyKey(
  left: readonly { readonly name: string }[],
  right: readonly { readonly name: string }[]
): { left: string; right: string } | null {
  const shared = left.filter(({ name }) => right.some((other) => other.name.toLowerCase() === name.toLowerCase()));
  const best = shared.find(({ name }) => /(^|[_\s-])id$|^id|key|code/i.test(name)) ?? shared[0];
  const other = best && right.find(({ name }) => name.toLowerCase() === best.name.toLowerCase());
  return best && other ? { left: best.name, right: other.name } : null;
}
