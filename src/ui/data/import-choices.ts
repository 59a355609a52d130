import type { ColumnFormat } from '../../core/csv-options.ts';
import type { FileOptions } from '../../core/file-options.ts';
import type { ColumnType } from '../../core/schema.ts';

/** What a person chose of how a file is read; the empty text leaves it to the file. */
export interface Choices {
  delimiter: '' | ',' | ';' | '\t' | '|' | ' ' | '\\s+' | '\\s\\s+';
  quoteChar: '' | '"' | "'" | 'none';
  escapeChar: '' | '\\' | 'none';
  thousands: '' | ',' | '.' | ' ' | "'" | 'none';
  /** Whole numbers; what is none is not sent. */
  skipLines: string;
  footerLines: string;
  comment: string;
  /** Which of several tables in one file, as a number. */
  part: string;
  badRows: '' | 'set-aside';
  /** Fields in quotes are texts, never missing and no numbers. */
  inQuotes: '' | 'text';
  /** A table of its own, whatever columns it has. */
  isOf: '' | 'own';
  /** Nothing is taken over from an earlier file. */
  afresh: boolean;
  header: '' | 'yes' | 'no';
  decimal: '' | '.' | ',';
  encoding: string;
  dateOrder: '' | 'day-first' | 'month-first';
  /** Sheet of a workbook, file of a zip. */
  table: string;
}

export const unchosen: Choices = {
  delimiter: '',
  quoteChar: '',
  escapeChar: '',
  thousands: '',
  skipLines: '',
  footerLines: '',
  comment: '',
  part: '',
  badRows: '',
  inQuotes: '',
  isOf: '',
  afresh: false,
  header: '',
  decimal: '',
  encoding: '',
  dateOrder: '',
  table: ''
};

/** "none" is the empty mark. */
const mark = <M extends string>(chosen: M): Exclude<M, 'none'> | '' => (chosen === 'none' ? '' : (chosen as Exclude<M, 'none'>));

/** The options of an import: only what was chosen. */
export function optionsOf(
  choices: Choices,
  types: Readonly<Record<string, ColumnType>>,
  formats: Readonly<Record<string, ColumnFormat>> = {}
): FileOptions {
  return {
    ...(choices.delimiter === '' ? {} : { delimiter: choices.delimiter }),
    ...(choices.header === '' ? {} : { header: choices.header === 'yes' }),
    ...(choices.decimal === '' ? {} : { decimal: choices.decimal }),
    ...(choices.encoding === '' ? {} : { encoding: choices.encoding }),
    ...(choices.dateOrder === '' ? {} : { dateOrder: choices.dateOrder }),
    ...(choices.quoteChar === '' ? {} : { quoteChar: mark(choices.quoteChar) }),
    ...(choices.escapeChar === '' ? {} : { escapeChar: mark(choices.escapeChar) }),
    ...(choices.thousands === '' ? {} : { thousands: mark(choices.thousands) }),
    ...(choices.comment === '' ? {} : { comment: choices.comment }),
    ...(/^\d+$/.test(choices.skipLines) ? { skipLines: Number(choices.skipLines) } : {}),
    ...(/^\d+$/.test(choices.footerLines) ? { footerLines: Number(choices.footerLines) } : {}),
    ...(choices.badRows === '' ? {} : { badRows: choices.badRows }),
    ...(choices.inQuotes === 'text' ? { quotedIsText: true } : {}),
    ...(choices.isOf === 'own' ? { ownTable: true } : {}),
    ...(choices.afresh ? { recipe: false } : {}),
    ...(choices.part === '' ? {} : { table: Number(choices.part) }),
    ...(choices.table === '' ? {} : { table: choices.table }),
    ...(Object.keys(formats).length === 0 ? {} : { formats: { ...formats } }),
    ...(Object.keys(types).length === 0 ? {} : { types: { ...types } })
  };
}

/** How the numbers or dates of one column can be written, as a list offers it; the empty text leaves it to the file. */
export const columnFormats: Readonly<Record<string, { readonly label: string; readonly format: ColumnFormat }>> = {
  '': { label: 'as found out', format: {} },
  point: { label: '1,234.5', format: { decimal: '.' } },
  comma: { label: '1.234,5', format: { decimal: ',' } },
  bare: { label: '1234.5, nothing parts thousands', format: { decimal: '.', thousands: '' } },
  'day-first': { label: 'day first', format: { dateOrder: 'day-first' } },
  'month-first': { label: 'month first', format: { dateOrder: 'month-first' } }
};

/** Those of a type. */
export const formatsOf = (type: ColumnType): string[] =>
  type === 'time' ? ['', 'day-first', 'month-first'] : ['', 'point', 'comma', 'bare'];
