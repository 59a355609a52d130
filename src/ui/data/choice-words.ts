import type { DialectChoice } from '../../core/dialect-choice.ts';
import { encodingNames } from '../../core/encodings.ts';
import { delimiterWords } from './data-words.ts';

const whats: Readonly<Record<DialectChoice['what'], string>> = {
  encoding: 'Encoding',
  delimiter: 'Fields parted by',
  quote: 'Quote',
  escape: 'Escape',
  comment: 'Comment lines begin with',
  preamble: 'Lines above the table',
  footer: 'Lines below the table',
  table: 'Table in the file',
  header: 'First line of the table',
  decimal: 'Decimal mark',
  thousands: 'Thousands mark'
};

const marks: Readonly<Record<string, string>> = {
  '': 'none',
  '"': 'double quote',
  "'": 'single quote',
  '\\': 'backslash',
  ' ': 'space',
  '.': 'point',
  ',': 'comma'
};

/** One found-out thing about a file, as a person says it. */
export function choiceWords({ what, value }: Pick<DialectChoice, 'what' | 'value'>): { what: string; value: string } {
  return { what: whats[what], value: valueWords(what, value) };
}

function valueWords(what: DialectChoice['what'], value: string): string {
  switch (what) {
    case 'encoding':
      return encodingNames[value] ?? value.toUpperCase();
    case 'delimiter':
      return delimiterWords(value);
    case 'header':
      return value === 'yes' ? 'names the columns' : 'is data';
    case 'escape':
      return value === '' ? 'a doubled quote' : (marks[value] ?? value);
    case 'preamble':
    case 'footer':
      return value === '0' ? 'none' : value;
    case 'quote':
    case 'comment':
    case 'table':
    case 'decimal':
    case 'thousands':
      return marks[value] ?? value;
  }
}
