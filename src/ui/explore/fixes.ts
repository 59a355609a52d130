import type { Dataset, Finding, Role } from '../../app/lathe-api.ts';

/** Something that can be done about a finding at once. */
export interface Fix {
  /** What the button says. */
  readonly label: string;
  readonly column: string;
  readonly role: Role;
  /** The role the column has now. */
  readonly before: Role;
}

const ways: Readonly<Record<string, readonly { readonly role: Role; readonly verb: string }[]>> = {
  'target-leak': [{ role: 'ignore', verb: 'Ignore' }],
  'single-feature-leak': [{ role: 'ignore', verb: 'Ignore' }],
  constant: [{ role: 'ignore', verb: 'Ignore' }],
  'nearly-constant': [{ role: 'ignore', verb: 'Ignore' }],
  'id-like': [{ role: 'id', verb: 'Give the role id to' }],
  'high-missing': [{ role: 'ignore', verb: 'Ignore' }],
  'high-cardinality': [{ role: 'ignore', verb: 'Ignore' }],
  redundant: [{ role: 'ignore', verb: 'Ignore' }]
};

/** The fixes that the roles of columns allow; of columns that say the same, the first is kept. None for the target or what is done already. */
export function fixesFor({ code, columns }: Finding, dataset: Dataset): Fix[] {
  const open = code === 'redundant' ? columns.slice(1) : columns;
  return (ways[code] ?? []).flatMap(({ role, verb }) =>
    open.slice(0, 3).flatMap((name) => {
      const column = dataset.columns.find((candidate) => candidate.name === name);
      if (!column || column.role === role || column.role === 'target') return [];
      return [{ label: `${verb} ${name}`, column: name, role, before: column.role }];
    })
  );
}

/** How grave a finding is, in a word and a sign. */
export function signOf(severity: Finding['severity']): { dot: 'stop' | 'look' | 'empty'; word: string } {
  if (severity === 'blocker') return { dot: 'stop', word: 'Stops the project' };
  return severity === 'warning' ? { dot: 'look', word: 'Needs a look' } : { dot: 'empty', word: 'Worth knowing' };
}
