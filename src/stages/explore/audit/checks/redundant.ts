import type { Finding } from '../../../../core/finding.ts';
import type { Column } from '../../../../core/table.ts';
import { listedNames, quoted } from '../../../../core/words.ts';
import type { AuditCheck, AuditInput } from '../audit-check.ts';
import { notCompared } from '../not-compared.ts';
import { classesOf, type Classes } from '../classes.ts';
import { determines } from '../pairing.ts';

const COPY = 0.999;
const NEARLY = 0.98;
const MOST_LEVELS = 60;
const ROWS_PER_LEVEL = 10;
const MOST_COLUMNS = 100;

export const redundant: AuditCheck = {
  id: 'redundant',
  doc: 'Columns that say the same as another: correlation of 0.999 (0.98: nearly), renamed levels, or levels that follow from another column. Says so where a wide table is compared in part.',
  async run(input) {
    return [...sameNumbers(input), ...(await sameLevels(input)), ...unseen(input)];
  }
};

function sameNumbers({ features, profile }: AuditInput): Finding[] {
  const names = new Set(features.map(({ name }) => name));
  const strong = profile.associations.filter(
    ({ a, b, kind, value }) => (kind === 'pearson' || kind === 'spearman') && Math.abs(value) >= NEARLY && names.has(a) && names.has(b)
  );
  const copies = groupPairs(strong.filter(({ value }) => Math.abs(value) >= COPY).map(({ a, b }) => [a, b]));
  const isWithin = (group: readonly string[]) => copies.some((copy) => group.every((name) => copy.includes(name)));
  const near = groupPairs(strong.map(({ a, b }) => [a, b])).filter((group) => !isWithin(group));
  const most = (group: readonly string[]) =>
    strong.filter(({ a, b }) => group.includes(a) && group.includes(b)).map(({ a, b, kind, value }) => ({ a, b, kind, value }));
  return [
    ...copies.map((group) => finding('warning', group, 'say the same', most(group))),
    ...near.map((group) => finding('info', group, 'say nearly the same', most(group)))
  ];
}

const withLevels = ({ features, profile, table }: AuditInput): Column[] =>
  features.filter((column) => canBeLevels(column, profile.columns[column.name]!.distinct, table.rows));

/** What neither comparison sees of a wide table. */
function unseen(input: AuditInput): Finding[] {
  const compared = new Set(input.profile.compared);
  const numbers = input.features.filter((column) => column.kind === 'number' || column.kind === 'time');
  const seen = numbers.filter(({ name }) => compared.has(name)).length;
  const levels = withLevels(input).length;
  return [
    ...(seen < numbers.length ? [notCompared('Numbers that say the same', seen, numbers.length, 'columns of numbers')] : []),
    ...(levels > MOST_COLUMNS ? [notCompared('Levels under other names', MOST_COLUMNS, levels, 'columns of few values')] : [])
  ];
}

async function sameLevels(input: AuditInput): Promise<Finding[]> {
  const { pace, table } = input;
  const able = withLevels(input).slice(0, MOST_COLUMNS);
  const classes = able.map(classesOf);
  const renamed: [string, string][] = [];
  const derived: Finding[] = [];
  for (let i = 0; i < able.length; i++) {
    for (let j = 0; j < able.length; j++) {
      if (i === j || !settles(classes[i]!, classes[j]!, table.rows)) continue;
      if (!settles(classes[j]!, classes[i]!, table.rows)) derived.push(derivedFinding(able[i]!.name, able[j]!.name));
      else if (i < j) renamed.push([able[i]!.name, able[j]!.name]);
      await pace(table.rows * 2);
    }
    await pace(able.length * 1000);
  }
  return [...groupPairs(renamed).map((group) => finding('warning', group, 'are the same under other names', [])), ...derived];
}

const canBeLevels = (column: Column, distinct: number, rows: number) =>
  (column.kind === 'category' || column.kind === 'number') && distinct >= 2 && distinct <= MOST_LEVELS && rows >= ROWS_PER_LEVEL * distinct;

const settles = (a: Classes, b: Classes, rows: number) =>
  rows >= ROWS_PER_LEVEL * a.labels.length && a.labels.length >= b.labels.length && determines(a, b);

/** Joins pairs that share a member. */
function groupPairs(pairs: readonly (readonly [string, string])[]): string[][] {
  let groups: string[][] = [];
  for (const pair of pairs) {
    const touched = groups.filter((group) => pair.some((name) => group.includes(name)));
    groups = [...groups.filter((group) => !touched.includes(group)), [...new Set([...touched.flat(), ...pair])]];
  }
  return groups;
}

type Evidence = NonNullable<Finding['evidence']>;

const finding = (severity: 'warning' | 'info', columns: string[], what: string, evidence: Evidence): Finding => ({
  code: 'redundant',
  severity,
  columns,
  message: `${listedNames(columns)} ${what}.`,
  hint: 'Keep the one that is easier to get. Copies slow training down, and split the credit when a model is explained.',
  evidence
});

const derivedFinding = (from: string, to: string): Finding => ({
  code: 'redundant',
  severity: 'info',
  columns: [from, to],
  message: `${quoted(to)} follows from ${quoted(from)}: each value of ${quoted(from)} goes with one value of ${quoted(to)}.`,
  hint: `${quoted(to)} adds nothing to ${quoted(from)} for trees; linear models may still profit from it.`,
  evidence: { from, to }
});
