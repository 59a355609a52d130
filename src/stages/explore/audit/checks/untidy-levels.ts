import { listed, quoted } from '../../../../core/words.ts';
import type { CategoryColumn } from '../../../../core/table.ts';
import type { AuditCheck } from '../audit-check.ts';
import { isDeceptive, showUnseen, tidyText } from '../tidy-text.ts';

export const untidyLevels: AuditCheck = {
  id: 'untidy-levels',
  doc: 'Levels that differ in case, spaces, hyphens or characters that cannot be seen only.',
  run: ({ table }) =>
    table.columns.flatMap((column) => {
      if (column.kind !== 'category') return [];
      const groups = sameWhenTidy(column.labels).map((group) => bestFirst(group, column));
      if (groups.length === 0) return [];
      const examples = groups.slice(0, 10).map((group) => group.map((label) => quoted(showUnseen(label))).join(' = '));
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

/** The spelling to keep: one without unseen characters, of those the most common. */
function bestFirst(group: readonly string[], { labels, codes }: CategoryColumn): string[] {
  const counts = new Map(group.map((label) => [labels.indexOf(label), 0]));
  for (const code of codes) if (counts.has(code)) counts.set(code, counts.get(code)! + 1);
  const count = (label: string) => counts.get(labels.indexOf(label))!;
  return [...group].sort((a, b) => Number(isDeceptive(a)) - Number(isDeceptive(b)) || count(b) - count(a));
}

/** Levels that are one when tidied, in groups of two or more. */
export function sameWhenTidy(labels: readonly string[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const label of labels) groups.set(tidyText(label), [...(groups.get(tidyText(label)) ?? []), label]);
  return [...groups.values()].filter((group) => group.length > 1);
}
