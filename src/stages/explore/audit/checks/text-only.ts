import { listedNames } from '../../../../core/words.ts';
import { isOneWord } from './id-like.ts';
import type { AuditCheck } from '../audit-check.ts';

const HINT =
  'Add columns of numbers or categories made from the text, such as its length or whether a word is in it (Change the table, on the Data step).';

export const textOnly: AuditCheck = {
  id: 'text-only',
  doc: 'Columns of free text, which no model here learns from; a warning where there is nothing else to learn from.',
  run({ features, profile }) {
    const names = features.filter(({ kind }) => kind === 'text').map(({ name }) => name);
    if (names.length === 0) return [];
    if (names.length === features.length)
      return [
        {
          code: 'text-only',
          severity: 'warning',
          columns: names,
          message: `All there is to learn from is free text: ${listedNames(names)}.`,
          hint: HINT
        }
      ];
    const prose = names.filter((name) => !isOneWord(name, profile));
    if (prose.length === 0) return [];
    const message = `${listedNames(prose)} ${prose.length === 1 ? 'holds' : 'hold'} free text, which the models leave out: what it could tell stays unused.`;
    return [{ code: 'text-left-out', severity: 'info', columns: prose, message, hint: HINT }];
  }
};
