import { problemInvalid } from '../../core/errors/problem.ts';
import { interactionColumnsSame, interactionColumnWrong } from '../../core/errors/recommending.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import { holdOuts, interactionRoles, LONGEST_LIST, type HoldOut } from '../../core/recommendation-question.ts';
import { listed } from '../../core/words.ts';
import type { ColumnSummary } from './column-summary.ts';
import type { Problem } from './problem.ts';

type Role = (typeof interactionRoles)[number];

const wanted: Readonly<Record<Role, { readonly types: readonly string[]; readonly words: string }>> = {
  user: { types: ['category', 'text', 'integer', 'number', 'boolean'], words: 'a name or an id' },
  item: { types: ['category', 'text', 'integer', 'number', 'boolean'], words: 'a name or an id' },
  rating: { types: ['number', 'integer'], words: 'a number' },
  time: { types: ['time', 'number', 'integer'], words: 'a time or a number that grows with it' }
};

/**
 * Whether a recommendation can be worked on as it stands: its columns are there, differ, and hold what they are to say.
 * @throws LatheError `column-not-found`, `interaction-column-wrong`, `interaction-columns-same` or `problem-invalid`
 */
export function checkInteractions(problem: Problem, columns: readonly ColumnSummary[]): void {
  const known = columns.map(({ name }) => name);
  const named: string[] = [];
  for (const role of interactionRoles) {
    const name = problem[role];
    if (name === undefined) continue;
    const column = columns.find((each) => each.name === name);
    if (!column) throw columnNotFound(String(name), known);
    if (!wanted[role].types.includes(column.type)) throw interactionColumnWrong(column.name, role, column.type, wanted[role].words);
    if (named.includes(column.name)) throw interactionColumnsSame(column.name);
    named.push(column.name);
  }
  checkJudging(problem);
}

function checkJudging({ holdOut, listLength, likedFrom }: Problem): void {
  if (holdOut !== undefined && !holdOuts.includes(holdOut as HoldOut))
    throw problemInvalid('holdOut', `is ${String(holdOut)}`, `Use ${listed(holdOuts)}.`);
  const isLength = Number.isInteger(listLength) && (listLength as number) >= 1 && (listLength as number) <= LONGEST_LIST;
  if (listLength !== undefined && !isLength)
    throw problemInvalid('listLength', `is ${String(listLength)}`, `Give a whole number from 1 to ${LONGEST_LIST}.`);
  if (likedFrom !== undefined && !Number.isFinite(likedFrom))
    throw problemInvalid('likedFrom', `is ${String(likedFrom)}`, 'Give the rating from which on an item counts as liked.');
}
