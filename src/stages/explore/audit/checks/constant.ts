import type { Finding } from '../../../../core/finding.ts';
import { counted, percent, quoted } from '../../../../core/words.ts';
import type { AuditCheck, AuditInput } from '../audit-check.ts';
import { mostCommon } from '../most-common.ts';

const NEARLY = 0.99;

export const constant: AuditCheck = {
  id: 'constant',
  doc: 'Columns with one value at most; a target with one value stops the project.',
  run: (input) => [...constantTarget(input), ...input.features.flatMap(({ name }) => constantFeature(input, name))]
};

export const nearlyConstant: AuditCheck = {
  id: 'nearly-constant',
  doc: 'Columns where 99 % of the rows have the same value.',
  run: ({ features, profile }) =>
    features.flatMap((column) => nearlyConstantFeature(mostCommon(column), column.name, profile.columns[column.name]!.count))
};

function constantTarget({ target, profile }: AuditInput): Finding[] {
  const name = target?.column.name;
  if (name === undefined || profile.columns[name]!.distinct > 1 || profile.columns[name]!.count === 0) return [];
  const message = `The target ${quoted(name)} has the same value in all ${counted(profile.columns[name]!.count, 'row')}: there is nothing to learn.`;
  return [
    { code: 'constant', severity: 'blocker', columns: [name], message, hint: 'Choose another target, or add rows with other answers.' }
  ];
}

function constantFeature({ profile }: AuditInput, name: string): Finding[] {
  const { distinct, count } = profile.columns[name]!;
  if (distinct > 1 || profile.rows < 2) return [];
  const message =
    count === 0
      ? `${quoted(name)} has no value in any row.`
      : `${quoted(name)} has the same value in all ${counted(count, 'row')} that have one.`;
  return [
    {
      code: 'constant',
      severity: 'warning',
      columns: [name],
      message,
      hint:
        count > 0 && count < profile.rows
          ? 'Only whether it is there can tell rows apart: find out why it is missing before you use that.'
          : 'Leave it out: it cannot tell rows apart.',
      evidence: { distinct, count }
    }
  ];
}

function nearlyConstantFeature(most: { label: string; count: number } | null, name: string, count: number): Finding[] {
  if (!most || count < 100 || most.count === count || most.count < NEARLY * count) return [];
  const share = most.count / count;
  return [
    {
      code: 'nearly-constant',
      severity: 'info',
      columns: [name],
      message: `${quoted(name)} is ${quoted(most.label)} in ${percent(share)} of the rows; only ${counted(count - most.count, 'row')} differ.`,
      hint: 'Check whether the few other rows mean something; if not, leave it out.',
      evidence: { value: most.label, share }
    }
  ];
}
