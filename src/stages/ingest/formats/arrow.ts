import { openArrow } from './arrow/open-arrow.ts';
import { readOpened, rowLimit, startsWith } from './opened-format.ts';
import type { TableFormat } from './table-format.ts';

const about = { label: 'Arrow', counts: 'row' } as const;

export const arrow: TableFormat = {
  id: 'arrow',
  ...about,
  endings: ['.arrow', '.arrows', '.feather', '.ipc'],
  recognise: (head) => startsWith(head, 'ARROW1') || isStream(head),
  read: readOpened(about, (source, settings) => openArrow(source, rowLimit(settings)))
};

/** A stream begins with the mark of a message and the size of the schema, a multiple of 8. */
function isStream(head: Uint8Array): boolean {
  if (head.length < 8) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const size = view.getInt32(4, true);
  return view.getInt32(0, true) === -1 && size > 0 && size % 8 === 0;
}
