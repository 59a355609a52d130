import { listed, quoted } from '../../../../core/words.ts';
import type { AuditCheck } from '../audit-check.ts';
import { tidyText } from '../tidy-text.ts';

export const untidyLevels: AuditCheck = {
  id: 'untidy-levels',
  doc: 'Levels that differ in case, spaces or hyphens only.',
  run: ({ table }) =>
    table.columns.flatMap((column) => {
      if (column.kind !== 'category') return [];
      const groups = sameWhenTidy(column.labels);
      if (groups.length === 0) return [];
      const examples = groups.slice(0, 10).map((group) => group.map((label) => quoted(label)).join(' = '));
      return [
        {
          code: 'untidy-levels',
          severity: 'warning' as const,
          columns: [column.name],
          message: `${quoted(column.name)} spells the same thing in more than one way: ${listed(examples, 4)}.`,
          hint: 'Write each level in one way before training; a model takes every spelling for a thing of its own.',
          evidence: groups.slice(0, 50)
        }
      ];
    })
};

/** Levels that are one when tidied, in groups of two or more. */
export function sameWhenTidy(labels: readonly string[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const label of labels) groups.set(tidyText(label), [...(groups.get(tidyText(label)) ?? []), label]);
  return [...groups.values()].filter((group) => group.length > 1);
}
