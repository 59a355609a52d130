import { listed } from '../../../../core/words.ts';
import type { AuditCheck } from '../audit-check.ts';

/** What two spellings of one thing have in common. */
const tidy = (label: string) =>
  label
    .normalize('NFKC')
    .trim()
    .replace(/[\s_-]+/g, ' ')
    .toLowerCase();

export const untidyLevels: AuditCheck = {
  id: 'untidy-levels',
  doc: 'Levels that differ in case, spaces or hyphens only.',
  run: ({ table }) =>
    table.columns.flatMap((column) => {
      if (column.kind !== 'category') return [];
      const groups = sameWhenTidy(column.labels);
      if (groups.length === 0) return [];
      const examples = groups.slice(0, 10).map((group) => group.map((label) => `"${label}"`).join(' = '));
      return [
        {
          code: 'untidy-levels',
          severity: 'warning' as const,
          columns: [column.name],
          message: `${column.name} spells the same thing in more than one way: ${listed(examples, 4)}.`,
          hint: 'Write each level in one way before training; a model takes every spelling for a thing of its own.',
          evidence: groups.slice(0, 50)
        }
      ];
    })
};

function sameWhenTidy(labels: readonly string[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const label of labels) groups.set(tidy(label), [...(groups.get(tidy(label)) ?? []), label]);
  return [...groups.values()].filter((group) => group.length > 1);
}
