import { readOpened, rowLimit, startsWith } from './opened-format.ts';
import { openParquet } from './parquet/open-parquet.ts';
import type { TableFormat } from './table-format.ts';

const about = { label: 'Parquet', counts: 'row' } as const;

export const parquet: TableFormat = {
  id: 'parquet',
  ...about,
  endings: ['.parquet', '.pq'],
  recognise: (head, tail) => startsWith(head, 'PAR1') || startsWith(tail.subarray(-4), 'PAR1'),
  read: readOpened(about, (source, settings) => openParquet(source, rowLimit(settings)))
};
