import { counted, percent } from '../../../../core/words.ts';
import { saidByName, type AuditCheck } from '../audit-check.ts';
import { couldRepeatByChance, findCopies } from '../../row-copies.ts';

export const duplicateRows: AuditCheck = {
  id: 'duplicate-rows',
  doc: 'Rows that are the same as an earlier one in every column but those with the role id.',
  async run(input) {
    const said = saidByName(input.schema);
    const compared = input.table.columns.filter(({ name }) => said.get(name)?.role !== 'id');
    const { copies, examples } = await findCopies(compared, input.table.rows, input.pace);
    if (copies === 0) return [];
    const isNatural = couldRepeatByChance(
      compared.map(({ name }) => input.profile.columns[name]!.distinct),
      input.table.rows
    );
    const share = copies / input.table.rows;
    return [
      {
        code: 'duplicate-rows',
        severity: isNatural || share < 0.005 ? 'info' : 'warning',
        columns: [],
        message: `${counted(copies, 'row')} (${percent(share)}) ${copies === 1 ? 'is an exact copy' : 'are exact copies'} of an earlier row.${isNatural ? ' With so few different values that can be chance.' : ''}`,
        hint: 'If they were recorded twice, drop them: copies in the training and the test part make a model look better than it is.',
        evidence: { copies, share, examples: [...examples] }
      }
    ];
  }
};
