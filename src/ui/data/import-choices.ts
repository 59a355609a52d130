import type { ColumnType, CsvOptions } from '../../app/lathe-api.ts';

/** What a person chose of how a file is read; the empty text leaves it to the file. */
export interface Choices {
  delimiter: '' | ',' | ';' | '\t' | '|';
  header: '' | 'yes' | 'no';
  decimal: '' | '.' | ',';
  encoding: '' | 'utf-8' | 'utf-16le' | 'windows-1252';
  dateOrder: '' | 'day-first' | 'month-first';
}

export const unchosen: Choices = { delimiter: '', header: '', decimal: '', encoding: '', dateOrder: '' };

/** The options of an import: only what was chosen. */
export function optionsOf(choices: Choices, types: Readonly<Record<string, ColumnType>>): CsvOptions {
  return {
    ...(choices.delimiter === '' ? {} : { delimiter: choices.delimiter }),
    ...(choices.header === '' ? {} : { header: choices.header === 'yes' }),
    ...(choices.decimal === '' ? {} : { decimal: choices.decimal }),
    ...(choices.encoding === '' ? {} : { encoding: choices.encoding }),
    ...(choices.dateOrder === '' ? {} : { dateOrder: choices.dateOrder }),
    ...(Object.keys(types).length === 0 ? {} : { types: { ...types } })
  };
}
