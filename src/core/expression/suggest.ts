import { functionName, functions, operations } from './operations/registry.ts';
import { quoteName, quoteText, typeWords, valueTypeOf, type ExpressionColumn, type Token, type ValueType } from './syntax.ts';
import { tokenize } from './tokenize.ts';

export interface Suggestion {
  readonly kind: 'column' | 'value' | 'function' | 'operator' | 'word';
  /** As it is shown. */
  readonly label: string;
  /** What to put in place of the characters `from` to `to - 1`. */
  readonly insert: string;
  /** "a number", "text" ...; what a function gives. */
  readonly type: string;
  readonly doc: string;
}

export interface Suggestions {
  readonly from: number;
  readonly to: number;
  /** Best first. */
  readonly items: readonly Suggestion[];
}

const MOST = 40;
const wordOperators = ['and', 'or', 'in', 'between', 'like', 'contains', 'startsWith', 'endsWith', 'matches', 'not'];

/** What could stand at the caret: columns, values of the column it is compared with, functions, operators, with types and documentation. Pure. */
export function suggestAt(text: string, caret: number, columns: readonly ExpressionColumn[]): Suggestions {
  const tokens = tokenize(text.slice(0, caret)).slice(0, -1);
  const last = tokens.at(-1);
  const isTyping = last !== undefined && last.to === caret && (last.kind === 'name' || (last.kind === 'text' && last.isOpen === true));
  const before = isTyping ? tokens.slice(0, -1) : tokens;
  const typed = isTyping ? String(last.value) : '';
  const from = isTyping ? last.from : caret;
  const to = isTyping ? endOfPiece(text, last, caret) : caret;
  if (last && isTyping && last.kind === 'text') return { from, to, items: ranked(valuesFor(before, columns), typed) };
  if (!expectsValue(before)) return { from, to, items: ranked(operatorsFor(before, columns), typed) };
  const wanted = typeWanted(before);
  const operands = [...columnsFor(columns, wanted), ...functionsFor(wanted), ...words];
  return { from, to, items: ranked([...valuesFor(before, columns), ...operands], typed) };
}

/** The rest of a word behind the caret goes with it; an open text may have its end there. */
function endOfPiece(text: string, token: Token, caret: number): number {
  const whole = tokenize(text).find(({ from }) => from === token.from);
  return whole && !whole.isOpen ? whole.to : caret;
}

function ranked(items: readonly Suggestion[], typed: string): Suggestion[] {
  const wanted = typed.toLowerCase();
  const scored = items.map((item, place) => ({ item, place, rank: rank(item.label.toLowerCase(), wanted) }));
  return scored
    .filter((entry) => entry.rank < 3)
    .sort((a, b) => a.rank - b.rank || a.place - b.place)
    .slice(0, MOST)
    .map(({ item }) => item);
}

function rank(label: string, typed: string): number {
  if (label.startsWith(typed)) return 0;
  const at = label.indexOf(typed);
  return at < 0 ? 3 : /[\p{L}\p{N}]/u.test(label[at - 1]!) ? 2 : 1;
}

const isWord = (token: Token | undefined): string => (token?.kind === 'name' && !token.isQuoted ? token.value.toLowerCase() : '');

/** At the beginning, and after an operator, a comma or an opening parenthesis. */
function expectsValue(before: readonly Token[]): boolean {
  const last = before.at(-1);
  if (!last) return true;
  if (last.kind === 'sign') return last.value !== ')';
  return wordOperators.some((word) => word.toLowerCase() === isWord(last));
}

/** What the place asks for: numbers beside arithmetic, texts beside like and contains, what a parameter takes. */
function typeWanted(before: readonly Token[]): ValueType | null {
  const last = before.at(-1);
  if (!last) return null;
  if (last.kind === 'sign' && '+-*/%^'.includes(last.value)) return 'number';
  if (['like', 'contains', 'startswith', 'endswith', 'matches'].includes(isWord(last))) return 'text';
  const call = openCall(before);
  if (!call || !(last.value === '(' || last.value === ',')) return null;
  const operation = operations.find(call.name);
  const param = operation?.params[Math.min(call.argument, operation.params.length - 1)];
  return param === 'number' || param === 'text' || param === 'time' || param === 'boolean' ? param : null;
}

/** The function whose parentheses the caret is in, and in which of its arguments. */
function openCall(before: readonly Token[]): { name: string; argument: number } | null {
  let depth = 0;
  let argument = 0;
  for (let i = before.length - 1; i >= 0; i--) {
    const { kind, value } = before[i]!;
    if (kind !== 'sign') continue;
    if (value === ')') depth++;
    else if (value === ',' && depth === 0) argument++;
    else if (value === '(' && depth-- === 0) return { name: isWord(before[i - 1]), argument };
  }
  return null;
}

/** The values of the column that stands before =, != or in. */
function valuesFor(before: readonly Token[], columns: readonly ExpressionColumn[]): Suggestion[] {
  let at = before.length - 1;
  while (at >= 0 && (before[at]!.kind === 'text' || before[at]!.value === ',' || before[at]!.value === '(')) at--;
  const operator = before[at];
  if (!operator || !(['=', '==', '!=', '<>'].includes(String(operator.value)) || isWord(operator) === 'in')) return [];
  const subject = before[isWord(before[at - 1]) === 'not' ? at - 2 : at - 1];
  const column = columns.find(({ name }) => subject?.kind === 'name' && name === subject.value);
  if (column?.type === 'boolean') return words.filter(({ label }) => label !== 'missing' && label !== 'not');
  return (column?.labels ?? []).map((label) => ({
    kind: 'value',
    label,
    insert: quoteText(label),
    type: 'text',
    doc: `A value of ${column!.name}.`
  }));
}

function columnsFor(columns: readonly ExpressionColumn[], wanted: ValueType | null): Suggestion[] {
  const usable = columns.flatMap((column) => {
    const type = valueTypeOf(column.type);
    return type === null ? [] : [{ column, type }];
  });
  const fitting = usable.filter(({ type }) => wanted === null || type === wanted);
  return [...fitting, ...usable.filter((entry) => !fitting.includes(entry))].map(({ column, type }) => ({
    kind: 'column',
    label: column.name,
    insert: quoteName(column.name),
    type: typeWords[type],
    doc: `A column of the type ${column.type}.`
  }));
}

function functionsFor(wanted: ValueType | null): Suggestion[] {
  const all = functions.map((operation) => ({ operation, name: functionName(operation)! }));
  const isFitting = ({ operation }: (typeof all)[number]) => wanted === null || operation.result === wanted || operation.result === 'same';
  return [...all.filter(isFitting), ...all.filter((entry) => !isFitting(entry))].map(({ operation, name }) => ({
    kind: 'function',
    label: operation.signature,
    insert: `${name}(`,
    type: operation.result === 'same' ? 'what it is given' : typeWords[operation.result],
    doc: operation.doc
  }));
}

/** The operators that go with what stands before the caret. */
function operatorsFor(before: readonly Token[], columns: readonly ExpressionColumn[]): Suggestion[] {
  const last = before.at(-1)!;
  const column = columns.find(({ name }) => last.kind === 'name' && name === last.value);
  const type = column ? valueTypeOf(column.type) : last.kind === 'number' || last.kind === 'text' ? last.kind : null;
  const shared = ['=', '!=', 'in', 'and', 'or'];
  const of: Readonly<Record<ValueType, readonly string[]>> = {
    number: ['>', '>=', '<', '<=', 'between', '=', '!=', '+', '-', '*', '/', 'in', 'and', 'or'],
    time: ['>', '>=', '<', '<=', 'between', '=', '!=', 'and', 'or'],
    text: [...shared.slice(0, 3), 'contains', 'startsWith', 'endsWith', 'like', 'matches', 'and', 'or'],
    boolean: ['and', 'or', '=']
  };
  return (type === null ? [...of.number.slice(0, 11), ...wordOperators.slice(0, 9)] : of[type]).map((sign) => {
    const operation = operations.find(sign.toLowerCase());
    return {
      kind: 'operator',
      label: sign,
      insert: `${sign} `,
      type: '',
      doc: operation?.doc ?? 'From a lower to an upper bound, both included.'
    };
  });
}

const words: readonly Suggestion[] = [
  { kind: 'word', label: 'not', insert: 'not ', type: typeWords.boolean, doc: 'Turns a condition round.' },
  { kind: 'word', label: 'true', insert: 'true', type: typeWords.boolean, doc: 'The condition that always holds.' },
  { kind: 'word', label: 'false', insert: 'false', type: typeWords.boolean, doc: 'The condition that never holds.' },
  { kind: 'word', label: 'missing', insert: 'missing', type: '', doc: 'No value: if(age < 0, missing, age).' }
];
