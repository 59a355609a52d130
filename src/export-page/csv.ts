/**
 * Records of a CSV text (RFC 4180): quotes may hold separators, line ends and doubled quotes; any line end; blank lines left out. The separator is
 * the comma, semicolon or tab that stands most often in the first line.
 */
export function parseCsv(text: string): string[][] {
  const source = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(source);
  const records: string[][] = [];
  let fields: string[] = [];
  let at = 0;
  while (at < source.length) {
    const { value, end } = source[at] === '"' ? quotedField(source, at, separator) : plainField(source, at, separator);
    fields.push(value);
    at = end;
    if (source[at] === separator) {
      at++;
      if (at < source.length) continue;
      fields.push('');
    }
    if (fields.length > 1 || fields[0] !== '') records.push(fields);
    fields = [];
    at += source.startsWith('\r\n', at) ? 2 : 1;
  }
  return records;
}

function separatorOf(text: string): string {
  const [line = ''] = text.split(/[\r\n]/, 1);
  const count = (mark: string) => line.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

interface Field {
  readonly value: string;
  readonly end: number;
}

function plainField(text: string, from: number, separator: string): Field {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++;
  return { value: text.slice(from, end), end };
}

function quotedField(text: string, from: number, separator: string): Field {
  let value = '';
  let at = from + 1;
  while (at < text.length) {
    const close = text.indexOf('"', at);
    if (close === -1) return { value: value + text.slice(at), end: text.length };
    value += text.slice(at, close);
    at = close + 1;
    if (text[at] !== '"') break;
    value += '"';
    at++;
  }
  const rest = plainField(text, at, separator);
  return { value: value + rest.value, end: rest.end };
}

/** One line of CSV. A text that a spreadsheet would run as a formula gets an apostrophe in front. */
export const csvLine = (fields: readonly string[]): string =>
  fields.map((field) => quoted(isFormula(field) ? `'${field}` : field)).join(',');

const isFormula = (field: string) => /^[=+\-@\t\r]/.test(field) && Number.isNaN(Number(field));

const quoted = (field: string) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
