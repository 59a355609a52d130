import { fault } from './fault.ts';
import { nearestName } from './nearest.ts';
import type { Argument, Operation, ParamType } from './operation.ts';
import { functionNames, operations } from './operations/registry.ts';
import { parseExpression } from './parse.ts';
import { constantly, type Program } from './program.ts';
import { quoteName, quoteText, typeWords, valueTypeOf, type ExpressionColumn, type Literal, type Node, type ValueType } from './syntax.ts';
import { momentOf } from '../time-zone.ts';
import { timeOfText } from './time-text.ts';
import { filled, reader, type Evaluate } from './vectors.ts';
import { quoted } from '../words.ts';

/** An expression whose names and types are right, ready to be worked out. */
export interface Expression {
  readonly type: ValueType;
  /** Of a time that is a moment: the zone whose clocks it is read by. */
  readonly zone?: string;
  /** The columns it names. */
  readonly columns: readonly string[];
  readonly evaluate: Evaluate;
  /** The same as plain data. */
  readonly program: Program;
}

/**
 * Reads, checks and compiles an expression of the language.
 *
 * Missing values go as in SQL: what is made of a missing value is missing; `and`, `or` and `not` know three values; `if` takes its second way
 * where the condition is missing; only `isMissing` and `coalesce` answer for what is not there. A result that is no finite number (1 / 0, log(-1))
 * is missing. Texts compare by their letters, upper and lower case differing. Times that are moments are read by the clocks of their zone; beside a
 * time, a text in ISO 8601 is one, shown by the same clocks. Moments and clock times of no zone do not stand beside each other.
 * Nothing of the language looks at other rows, at the clock or at chance: the same row always gives the same answer.
 *
 * @param wanted the type the answer must have
 * @throws LatheError `expression-invalid` with the place, what was expected and the nearest name
 */
export function compileExpression(text: string, columns: readonly ExpressionColumn[], wanted?: ValueType): Expression {
  const node = parseExpression(text);
  const scope: Scope = { columns: new Map(columns.map((column) => [column.name, column])), used: new Set(), text };
  const whole = prepare(node, scope);
  if (whole.type === null) throw fault('The expression is missing in every row', node, 'Write a value, a column or a condition.');
  if (wanted !== undefined && whole.type !== wanted)
    throw fault(
      `The expression gives ${typeWords[whole.type]}, but ${wanted === 'boolean' ? 'a condition, true or false,' : typeWords[wanted]} is wanted`,
      node,
      wanted === 'boolean' ? 'Compare it with something: age > 30.' : `Turn it into ${typeWords[wanted]} with a function.`
    );
  const zone = whole.type === 'time' && whole.zone !== undefined ? { zone: whole.zone } : {};
  const { evaluate, program } = whole.as(whole.type);
  return { type: whole.type, ...zone, columns: [...scope.used], evaluate, program };
}

interface Scope {
  readonly columns: ReadonlyMap<string, ExpressionColumn>;
  readonly used: Set<string>;
  readonly text: string;
}

/** A part that was checked. Its type is null where it is missing whatever it should be: then `as` says what it is missing of. */
interface Prepared {
  readonly node: Node;
  readonly type: ValueType | null;
  readonly fixed: Literal | undefined;
  /** Of times that are moments. What is the same in every row and says none goes by the zone it stands beside. */
  readonly zone: string | undefined;
  /** @param beside of a time: the zone it stands beside */
  as(type: ValueType, beside?: string): Made;
}

/** A part that is ready to run, and its plain data. */
type Made = Argument & { readonly program: Program };

function prepare(node: Node, scope: Scope): Prepared {
  if (node.kind === 'literal') return fixedValue(node, node.value);
  return node.kind === 'column' ? prepareColumn(node, scope) : prepareCall(node, scope);
}

function fixedValue(node: Node, value: Literal, known?: ValueType | null, zone?: string): Prepared {
  const own = value === null ? null : typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text';
  const type = known === undefined ? own : known;
  return {
    node,
    type,
    fixed: value,
    zone,
    as: (wanted, beside) => {
      const fixed = wanted === 'time' ? fixedTime(value, zone, beside) : value;
      const by = zone ?? beside;
      return {
        ...{ type: wanted, fixed, zone: by, evaluate: constantly(fixed, wanted) },
        program: { kind: 'fixed', type: wanted, ...zoned(by), value: fixed }
      };
    }
  };
}

/** Plain data leave out what is not there. */
const zoned = (zone: string | undefined): { zone?: string } => (zone === undefined ? {} : { zone });

function fixedTime(value: Literal, own: string | undefined, beside: string | undefined): Literal {
  if (typeof value === 'string') return timeOfText(value, beside);
  return typeof value === 'number' && own === undefined ? momentOf(beside, value) : value;
}

function prepareColumn(node: Extract<Node, { kind: 'column' }>, { columns, used }: Scope): Prepared {
  const column = columns.get(node.name);
  if (!column) throw unknownColumn(node, [...columns.keys()]);
  const type = valueTypeOf(column.type);
  if (type === null)
    throw fault(`The column ${quoteName(node.name)} holds images, which have no value to work with`, node, 'Use another column.');
  used.add(node.name);
  const { name } = node;
  const as = (_: ValueType, beside?: string): Made => {
    const zone = column.zone ?? beside;
    return {
      type,
      fixed: undefined,
      zone,
      program: { kind: 'column', type, ...zoned(zone), name },
      evaluate: (batch) => batch.column(name)
    };
  };
  return { node, type, fixed: undefined, zone: column.zone, as };
}

function unknownColumn(node: Extract<Node, { kind: 'column' }>, known: readonly string[]) {
  const nearest = nearestName(node.name, known);
  const some = known.slice(0, 12).map(quoteName).join(', ');
  const hint = known.length === 0 ? 'There are no columns yet.' : `The columns are: ${some}${known.length > 12 ? ' ...' : ''}.`;
  return fault(`There is no column ${quoted(node.name)}`, node, hint, nearest === null ? null : quoteName(nearest));
}

function prepareCall(node: Extract<Node, { kind: 'call' }>, scope: Scope): Prepared {
  const operation = operations.find(node.name);
  if (!operation) {
    const nearest = nearestName(node.name, functionNames);
    throw fault(`There is no function "${node.name}"`, node.nameAt, `The functions are: ${functionNames.join(', ')}.`, nearest);
  }
  checkCount(operation, node);
  const args = node.args.map((arg) => prepare(arg, scope));
  refuseComparingWithMissing(operation, args);
  refuseNameInQuotes(operation, args, scope);
  const same = sameType(operation, args, scope);
  const types = args.map((arg, i) => wantedType(operation, paramAt(operation, i), arg, same, scope));
  const type = operation.result === 'same' ? same : operation.result;
  const beside = commonZone(
    operation,
    args.filter((_, i) => types[i] === 'time')
  );
  const zone = operation.zone?.(args.map(({ fixed }) => fixed ?? null)) ?? beside;
  const as = (wanted: ValueType, outside?: string) =>
    made(
      operation,
      node,
      { type: wanted, zone: zone ?? outside },
      args.map((arg, i) => arg.as(types[i] ?? wanted, beside))
    );
  // What is the same in every row is worked out once.
  if (type !== null && args.every(({ fixed }) => fixed !== undefined)) {
    const once = as(type).evaluate({ rows: 1, column: () => filled('number', null, 1) });
    return fixedValue(node, reader(once)(0), type, zone);
  }
  return { node, type, fixed: undefined, zone, as };
}

/** The zone of times that stand beside each other. Moments of different zones can: they are read by the clocks of the first. */
function commonZone({ signature }: Operation, times: readonly Prepared[]): string | undefined {
  const saying = times.filter(({ fixed, zone }) => fixed === undefined || zone !== undefined);
  const moment = saying.find(({ zone }) => zone !== undefined);
  const clockTime = saying.find(({ zone }) => zone === undefined);
  if (moment && clockTime)
    throw fault(
      `${signature} is given ${shown(moment)}, which holds moments, and ${shown(clockTime)}, which holds clock times of no zone`,
      clockTime.node,
      clockTime.node.kind === 'column'
        ? `Say in which zone ${shown(clockTime)} was taken (Data, Columns).`
        : `Name the zone, as in toTime(text, '${moment.zone}').`
    );
  return moment?.zone;
}

type Wanted = Pick<Made, 'type' | 'zone'>;

function made(operation: Operation, node: Extract<Node, { kind: 'call' }>, { type, zone }: Wanted, args: readonly Made[]): Made {
  const program: Program = { kind: 'call', type, ...zoned(zone), id: operation.id, args: args.map((arg) => arg.program) };
  try {
    return { type, fixed: undefined, zone, evaluate: operation.make(args), program };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw fault(`In ${operation.signature}, ${error.message}`, node, 'Change it and try again.');
  }
}

const paramAt = ({ params }: Operation, i: number): ParamType => params[Math.min(i, params.length - 1)]!;

function checkCount({ signature, params, optional = 0, repeats = false }: Operation, node: Extract<Node, { kind: 'call' }>): void {
  const [least, most] = [params.length - optional, repeats ? Infinity : params.length];
  if (node.args.length >= least && node.args.length <= most) return;
  const wanted = most === Infinity ? `at least ${least}` : least === most ? String(least) : `${least} or ${most}`;
  throw fault(
    `${signature} takes ${wanted} ${wanted === '1' ? 'argument' : 'arguments'}, but ${node.args.length} are given`,
    node,
    `Write it as ${signature}.`
  );
}

const comparisons = ['=', '!=', '<', '<=', '>', '>=', 'in'];

/** In SQL double quotes hold the name of a column, here a text: where both could be meant, the comparison would just never be true. */
function refuseNameInQuotes({ id }: Operation, args: readonly Prepared[], { columns, text }: Scope): void {
  if (!comparisons.includes(id)) return;
  const meant = args.find(({ node, fixed }) => node.kind === 'literal' && typeof fixed === 'string' && columns.has(fixed) && text[node.from] === '"'); // prettier-ignore
  if (typeof meant?.fixed !== 'string') return;
  const name = quoteName(meant.fixed);
  throw fault(
    `"${meant.fixed}" in double quotes is a text here, but there is a column of that name too`,
    meant.node,
    `Write ${name} for the column, or ${quoteText(meant.fixed)} for the text.`
  );
}

function refuseComparingWithMissing({ id }: Operation, args: readonly Prepared[]): void {
  if (id === 'in' || !comparisons.includes(id)) return;
  const missing = args.find(({ node }) => node.kind === 'literal' && node.value === null);
  if (missing)
    throw fault(
      `A comparison with missing is itself always missing, never true`,
      missing.node,
      'Ask isMissing(x), or write: x is missing, x is not missing.'
    );
}

/** The one type of all parameters that say `same`; null where each of them is missing. */
function sameType(operation: Operation, args: readonly Prepared[], scope: Scope): ValueType | null {
  const alike = args.filter((_, i) => paramAt(operation, i) === 'same');
  const types = new Set(alike.flatMap(({ type }) => type ?? []));
  // Beside a time, a text that writes one is one.
  const isTime = types.has('time');
  const found = isTime ? 'time' : ([...types][0] ?? null);
  for (const arg of alike) if (found !== null && !fits(arg, found)) throw differentTypes(operation, arg, alike, found, scope);
  if (found !== null && operation.of && !operation.of.includes(found))
    throw fault(
      `${operation.signature} takes ${operation.of.map((type) => typeWords[type]).join(' or ')}, but is given ${typeWords[found]}`,
      alike[0]!.node,
      operation.doc
    );
  return found;
}

const fits = ({ type, fixed }: Prepared, wanted: ValueType): boolean =>
  type === null || type === wanted || (wanted === 'time' && typeof fixed === 'string' && timeOfText(fixed) !== null);

function differentTypes(operation: Operation, arg: Prepared, all: readonly Prepared[], found: ValueType, scope: Scope) {
  const other = all.find((entry) => entry !== arg && entry.type === found) ?? all[0]!;
  const hint =
    found === 'time' && typeof arg.fixed === 'string'
      ? `Write the time as '2024-05-01' or '2024-05-01T10:30'.`
      : (columnMeant(arg, scope) ?? bareHint(arg, found) ?? conversionHint(arg.type!, found));
  return fault(
    `${operation.signature} needs values of one type, but ${shown(other)} is ${typeWords[found]} and ${shown(arg)} is ${typeWords[arg.type!]}`,
    arg.node,
    hint
  );
}

/** The type an argument is taken as; undefined leaves it to the whole. @throws when it has another one */
function wantedType(operation: Operation, param: ParamType, arg: Prepared, same: ValueType | null, scope: Scope): ValueType | undefined {
  if (param === 'same') {
    if (same === null && operation.result !== 'same') throw fault('Both sides are missing in every row', arg.node, 'Name a column.');
    return same ?? undefined;
  }
  if (param === 'any') return arg.type ?? 'number';
  if (param === 'fixed text') {
    if (typeof arg.fixed === 'string') return 'text';
    throw fault(
      `${operation.signature} needs its ${operation.id === 'like' || operation.id === 'matches' ? 'pattern' : 'unit'} written out as a text`,
      arg.node,
      "Write it in quotes, as 'days' or 'A%'."
    );
  }
  if (fits(arg, param)) return param;
  throw fault(
    `${operation.signature} takes ${typeWords[param]}, but ${shown(arg)} is ${typeWords[arg.type!]}`,
    arg.node,
    columnMeant(arg, scope) ?? operationHint(operation, arg) ?? conversionHint(arg.type!, param)
  );
}

/** A text in quotes that is the name of a column was probably meant as one. */
function columnMeant({ fixed, node }: Prepared, { columns }: Scope): string | null {
  if (node.kind !== 'literal' || typeof fixed !== 'string' || !columns.has(fixed)) return null;
  return `Did you mean the column ${quoteName(fixed)}? Column names stand without quotes, or in backticks.`;
}

/** A number or a truth value in quotes. */
function bareHint({ fixed }: Prepared, wanted: ValueType): string | null {
  if (typeof fixed !== 'string') return null;
  const isBare = wanted === 'boolean' ? /^(true|false)$/.test(fixed) : wanted === 'number' && /^-?\d+(\.\d+)?$/.test(fixed);
  return isBare ? `Write ${fixed} without quotes.` : null;
}

function operationHint({ id }: Operation, { type }: Prepared): string | null {
  if (id === '+' && type === 'text') return 'To join texts, write concat(a, b).';
  if ((id === '-' || id === '+') && type === 'time') return "Write dateDiff('days', from, to) or dateAdd('days', 7, time).";
  return null;
}

function conversionHint(from: ValueType, to: ValueType): string {
  if (from === 'text' && to === 'number') return 'toNumber(text) reads the number a text writes.';
  if (from === 'text' && to === 'time') return 'toTime(text) reads the time a text writes.';
  if (to === 'text') return 'toText(x) turns it into text.';
  if (to === 'boolean') return 'Compare it with something: x > 0.';
  return 'Use a column of the same type, or turn it into one.';
}

function shown({ node, fixed }: Prepared): string {
  if (node.kind === 'column') return quoteName(node.name);
  if (fixed !== undefined) return typeof fixed === 'string' ? quoteText(fixed) : String(fixed ?? 'missing');
  return node.kind === 'call' ? (operations.find(node.name)?.signature ?? node.name) : 'this';
}
