import { listedNames } from '../../../../core/words.ts';
import { isOneWord } from './id-like.ts';
import type { AuditCheck } from '../audit-check.ts';

const HINT =
  'See on Features which words became columns. Its length, or a column worked out from it, may tell more (Change the table, on the Data step).';
const HOW = 'of which models learn the words that at least five training rows share';

export const textOnly: AuditCheck = {
  id: 'text-only',
  doc: 'Columns of free text, and what of it is learned from; a warning where there is nothing else to learn from.',
  run({ features, profile }) {
    const names = features.filter(({ kind }) => kind === 'text').map(({ name }) => name);
    if (names.length === 0) return [];
    if (names.length === features.length)
      return [
        {
          code: 'text-only',
          severity: 'warning',
          columns: names,
          message: `All there is to learn from is free text, ${HOW}: ${listedNames(names)}.`,
          hint: HINT
        }
      ];
    const prose = names.filter((name) => !isOneWord(name, profile));
    if (prose.length === 0) return [];
    const message = `${listedNames(prose)} ${prose.length === 1 ? 'holds' : 'hold'} free text, ${HOW}.`;
    return [{ code: 'text-as-words', severity: 'info', columns: prose, message, hint: HINT }];
  }
};
