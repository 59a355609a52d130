import { listed } from '../../../../core/words.ts';
import type { AuditCheck } from '../audit-check.ts';

export const textOnly: AuditCheck = {
  id: 'text-only',
  doc: 'A table whose only features are free text.',
  run({ features }) {
    if (features.length === 0 || !features.every(({ kind }) => kind === 'text')) return [];
    const names = features.map(({ name }) => name);
    return [
      {
        code: 'text-only',
        severity: 'warning',
        columns: names,
        message: `All there is to learn from is free text: ${listed(names)}.`,
        hint: 'Add columns of numbers or categories made from the text, such as its length or the words that matter.'
      }
    ];
  }
};
