/** What a file that calls itself a CSV really is, and what to do with it. */
export interface ForeignFormat {
  /** With its article: "a PNG image". */
  readonly name: string;
  readonly hint: string;
}

interface Signature extends ForeignFormat {
  /** Bytes as Latin-1 text, at the very beginning. */
  readonly starts: string;
  /** What else the beginning must hold. */
  readonly holds?: string;
  /** The first letters could begin a text: bytes no text has must be near. */
  readonly isReadable?: boolean;
  /** It is itself a text, in small or capital letters; blanks and a byte order mark may stand before. */
  readonly isText?: boolean;
}

const asImages =
  'Import images together, in one folder for each class or as a zip of such folders; to make a table of a picture, copy its numbers out.';
const asSheet = 'Open it in its spreadsheet program, save the sheet as CSV (UTF-8), and import that file.';
const asItself = 'Import it as what it is: its own format is read. If that fails too, save the table in it as CSV (UTF-8).';
const asPage =
  'Open it in a browser, copy the table, and paste it here or into a spreadsheet; a download that should have been a CSV may have failed, so look what the page says.';
const unpack = 'Unpack it first, and import the file inside.';
const fromPandas = (reader: string) => `Write it as CSV first, for example with pandas.${reader}.to_csv("table.csv", index=False).`;

const signatures: readonly Signature[] = [
  { starts: '\x89PNG\r\n\x1a\n', name: 'a PNG image', hint: asImages },
  { starts: '\xff\xd8\xff', name: 'a JPEG image', hint: asImages },
  { starts: 'GIF89a', isReadable: true, name: 'a GIF image', hint: asImages },
  { starts: 'GIF87a', isReadable: true, name: 'a GIF image', hint: asImages },
  { starts: 'RIFF', holds: 'WEBP', isReadable: true, name: 'a WebP image', hint: asImages },
  { starts: 'PK\x03\x04', holds: 'xl/', name: 'an Excel workbook', hint: asItself },
  { starts: 'PK\x03\x04', holds: 'opendocument.spreadsheet', name: 'an OpenDocument spreadsheet', hint: asSheet },
  {
    starts: 'PK\x03\x04',
    holds: '[Content_Types].xml',
    name: 'an Office document',
    hint: 'Open it in its own program, and save the table in it as CSV.'
  },
  {
    starts: 'PK',
    isReadable: true,
    name: 'a zip archive',
    hint: `${unpack} A zip of images is imported as images, a Lathe project file is opened on the start page.`
  },
  { starts: '\x1f\x8b', name: 'a gzip archive', hint: unpack },
  { starts: 'BZh', holds: '1AY&SY', name: 'a bzip2 archive', hint: unpack },
  { starts: '\xfd7zXZ', name: 'an xz archive', hint: unpack },
  { starts: '\x28\xb5\x2f\xfd', name: 'a Zstandard archive', hint: unpack },
  { starts: '7z\xbc\xaf\x27\x1c', name: 'a 7-Zip archive', hint: unpack },
  { starts: '<!doctype html', isText: true, name: 'a web page (HTML)', hint: asPage },
  ...['<html', '<head', '<table'].map((starts) => ({ starts, isText: true, name: 'a web page (HTML)', hint: asPage })),
  {
    starts: '<?xml',
    isText: true,
    name: 'an XML document',
    hint: 'Open it in a spreadsheet program or the one that wrote it, and save the table in it as CSV.'
  },
  {
    starts: '{\\rtf',
    isText: true,
    name: 'a formatted text (RTF)',
    hint: 'Open it in a word processor, copy the table or save it as plain text, and import that.'
  },
  {
    starts: '%PDF-',
    isText: true,
    name: 'a PDF document',
    hint: 'Copy the table into a spreadsheet, save that as CSV, and check the columns.'
  },
  { starts: 'PAR1', isReadable: true, name: 'a Parquet file', hint: asItself },
  { starts: 'ARROW1', isReadable: true, name: 'an Arrow file', hint: asItself },
  { starts: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', name: 'an old Excel or Office file', hint: asSheet },
  { starts: 'SQLite format 3\0', name: 'an SQLite database', hint: 'Export the table you need from it as CSV.' },
  { starts: '\x89HDF\r\n\x1a\n', name: 'an HDF5 file', hint: fromPandas('read_hdf("table.h5")') },
  {
    starts: '\x93NUMPY',
    name: 'a NumPy array',
    hint: 'Write it as CSV first, for example with numpy.savetxt("table.csv", array, delimiter=",").'
  },
  { starts: '\xff\xfe\0\0', name: 'a text in UTF-32', hint: 'Save it as UTF-8.' },
  { starts: '\0\0\xfe\xff', name: 'a text in UTF-32', hint: 'Save it as UTF-8.' }
];

const binary: ForeignFormat = {
  name: 'no text: it holds bytes that no text holds',
  hint: 'Find the program that wrote it, and export the table from there as CSV.'
};

/** Up to this many bytes that no text has, or this share of the beginning, are taken for accidents. */
const FEW_STRAYS = 4;
const STRAY_SHARE = 0.01;

/**
 * What a file is by its first bytes, when it is not the text its name promises; null when it may well be text.
 * @param head the beginning, a few kilobytes
 * @param isWide the text is known to be UTF-16, where every other byte can be zero
 */
export function foreignFormat(head: Uint8Array, isWide: boolean): ForeignFormat | null {
  const text = byteText(head);
  const plain = text
    .replace(/^(\xef\xbb\xbf)?\s*/, '')
    .slice(0, 32)
    .toLowerCase();
  const strays = isWide ? 0 : countStrays(head);
  const found = signatures.find(
    ({ starts, holds, isReadable, isText }) =>
      (isText ? plain.startsWith(starts.toLowerCase()) : text.startsWith(starts)) &&
      (holds === undefined || text.includes(holds)) &&
      (!isReadable || strays > 0)
  );
  if (found) return { name: found.name, hint: found.hint };
  return strays > Math.max(FEW_STRAYS, STRAY_SHARE * head.length) ? binary : null;
}

/** One character a byte, every byte itself: `latin1` of the web is Windows-1252, which is not. */
const byteText = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

/** Control characters but tab, line ends, form feed, those that end or escape texts of old, and those that some programs part fields by. */
function countStrays(head: Uint8Array): number {
  let strays = 0;
  for (const byte of head) if ((byte < 9 && byte !== 1) || (byte > 13 && byte < 26) || byte === 127) strays++;
  return strays;
}
