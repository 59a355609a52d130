import { openJson } from './json/open-json.ts';
import { readOpened, rowLimit } from './opened-format.ts';
import type { TableFormat } from './table-format.ts';

/** An object, or a list of objects, begins so; a UTF-16 text or a byte order mark is looked through. */
const BEGINNING = /^\s*(\[\s*)?\{\s*(["}]|$)/;
/** A list of lists. */
const ROWS = /^\s*\[\s*\[\s*(["\]\-\dtfnNI]|$)/;
const EMPTY_LIST = /^\s*\[\s*\]\s*$/;

const about = { label: 'JSON', counts: 'line' } as const;

export const json: TableFormat = {
  id: 'json',
  ...about,
  endings: ['.json', '.jsonl', '.ndjson', '.geojson'],
  recognise(head) {
    const text = new TextDecoder()
      .decode(head)
      .replaceAll('\0', '')
      .replace(/^[\ufeff\ufffd]+/, '');
    return BEGINNING.test(text) || ROWS.test(text) || EMPTY_LIST.test(text);
  },
  read: readOpened(about, (source, settings) => openJson(source, { ...rowLimit(settings), header: settings.options.header }))
};
