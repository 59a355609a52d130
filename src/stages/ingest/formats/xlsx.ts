import { partNamed } from '../../../core/file-options.ts';
import { readOpened, rowLimit } from './opened-format.ts';
import type { TableFormat } from './table-format.ts';
import { openXlsx, sheetsOf } from './xlsx/open-xlsx.ts';

const about = { label: 'XLSX', counts: 'row' } as const;

export const xlsx: TableFormat = {
  id: 'xlsx',
  ...about,
  endings: ['.xlsx', '.xlsm'],
  // A workbook is a zip: which one tells its directory, not its first bytes.
  recognise: () => null,
  tables: async (source) => (await sheetsOf(source)).map(({ name }) => name),
  read: readOpened(about, (source, settings) => {
    const { header, footerLines } = settings.options;
    const table = partNamed(settings.options);
    const given = {
      ...(table !== undefined && { table }),
      ...(header !== undefined && { header }),
      ...(footerLines !== undefined && { footerLines })
    };
    return openXlsx(source, { ...rowLimit(settings), ...given });
  })
};
