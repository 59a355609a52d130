import { partNamed } from '../../../core/file-options.ts';
import { openJson } from './json/open-json.ts';
import { recordPaths, usualPath, WHOLE } from './json/record-paths.ts';
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
  tables: async (source) => {
    const paths = await recordPaths(source);
    const [first, ...others] = [...new Set([usualPath(paths, source), ...paths.map(({ name }) => name), WHOLE])];
    return paths.length === 0 ? [] : [first!, ...others];
  },
  read: readOpened(about, async (source, settings) => {
    const paths = await recordPaths(source);
    const asked = partNamed(settings.options);
    // In a zip of several files the name is that of the file.
    const isKnown = asked === WHOLE || paths.some(({ name }) => name === asked);
    const path = paths.find(({ name }) => name === (isKnown ? asked : usualPath(paths, source)));
    return openJson(source, { ...rowLimit(settings), header: settings.options.header, ...(path && { path }) });
  })
};
