import type { AuditCheck } from '../audit-check.ts';

export const noRows: AuditCheck = {
  id: 'no-rows',
  doc: 'A table without rows, whatever its columns.',
  run: ({ table }) =>
    table.rows > 0
      ? []
      : [
          {
            code: 'no-rows',
            severity: 'blocker',
            columns: [],
            message: 'The table has no rows: there is nothing to look at and nothing to learn from.',
            hint: 'Bring back an earlier version in the list of versions on Data, or import a file with rows.'
          }
        ]
};
