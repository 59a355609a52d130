import { compileLike } from '../like.ts';
import { lift, type Argument, type Operation } from '../operation.ts';
import { timeText } from '../../time-text.ts';
import { compilePattern } from '../safe-pattern.ts';
import type { ValueType } from '../syntax.ts';

const named = (id: string, names: string, doc: string, result: ValueType, of: (text: string) => string | number | null): Operation => ({
  id: id.toLowerCase(),
  signature: `${id}(${names})`,
  doc,
  params: ['text'],
  result,
  make: (args) => lift<[string]>(args, result === 'number' ? 'number' : 'text', of)
});

const test = (id: string, doc: string, of: (text: string, other: string) => boolean): Operation => ({
  id: id.toLowerCase(),
  signature: `text ${id} part`,
  doc,
  params: ['text', 'text'],
  result: 'boolean',
  make: (args) => lift<[string, string]>(args, 'boolean', of)
});

const matcher = (id: string, doc: string, compile: (pattern: string) => (text: string) => boolean): Operation => ({
  id,
  signature: `text ${id} pattern`,
  doc,
  params: ['text', 'fixed text'],
  result: 'boolean',
  make: ([text, pattern]) => {
    const fits = compile(String(pattern!.fixed));
    return lift<[string]>([text!], 'boolean', fits);
  }
});

/** By letters, not by the halves of those that take two code units. */
function substring(text: string, start: number, count = Infinity): string {
  const from = Math.max(1, Math.trunc(start));
  const end = Math.trunc(start) + (count === Infinity ? Infinity : Math.max(0, Math.trunc(count)));
  return [...text].slice(from - 1, Math.max(from, end) - 1).join('');
}

/** A decimal number as it is written in English or in programs; anything else is missing. */
const toNumber = (text: string): number | null => (/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : null);

function toText(args: readonly Argument[]) {
  const { type, zone } = args[0]!;
  return lift<[number | string | boolean]>(args, 'text', (value) => {
    if (type !== 'time') return String(value);
    return zone === undefined ? new Date(Number(value)).toISOString() : timeText(Number(value), zone);
  });
}

export const textOperations: readonly Operation[] = [
  matcher('like', '% stands for any text, _ for any one letter; upper and lower case differ.', compileLike),
  test('contains', 'The part stands somewhere in the text; upper and lower case differ.', (text, part) => text.includes(part)),
  test('startsWith', 'The text begins with the part.', (text, part) => text.startsWith(part)),
  test('endsWith', 'The text ends with the part.', (text, part) => text.endsWith(part)),
  matcher(
    'matches',
    "A regular expression found anywhere in the text: 'AB[0-9]+'. Without back-references and looking around, so that it is always fast.",
    compilePattern
  ),
  named('lower', 'text', 'In small letters.', 'text', (text) => text.toLowerCase()),
  named('upper', 'text', 'In capital letters.', 'text', (text) => text.toUpperCase()),
  named('trim', 'text', 'Without the spaces at both ends.', 'text', (text) => text.trim()),
  named('length', 'text', 'How many letters.', 'number', (text) => [...text].length),
  {
    id: 'substring',
    signature: 'substring(text, start, count)',
    doc: 'So many letters from the start on, which counts from 1; all the rest when the count is left out.',
    params: ['text', 'number', 'number'],
    optional: 1,
    result: 'text',
    make: (args) => lift<[string, number, number]>(args, 'text', substring)
  },
  {
    id: 'replace',
    signature: 'replace(text, part, by)',
    doc: 'Every occurrence of the part replaced.',
    params: ['text', 'text', 'text'],
    result: 'text',
    make: (args) => lift<[string, string, string]>(args, 'text', (text, part, by) => (part === '' ? text : text.split(part).join(by)))
  },
  {
    id: 'concat',
    signature: 'concat(a, b, ...)',
    doc: 'The texts one behind the other.',
    params: ['text', 'text'],
    repeats: true,
    result: 'text',
    make: (args) => lift<string[]>(args, 'text', (...texts) => texts.join(''))
  },
  named('toNumber', 'text', 'The number a text writes; missing where it writes none.', 'number', toNumber),
  { id: 'totext', signature: 'toText(x)', doc: 'A number, a time or a condition as text.', params: ['any'], result: 'text', make: toText }
];
