import { yamlUnread } from '../../../core/errors/tracking.ts';

/** What stands behind a name: a text, a number, or nothing. */
export type YamlValue = string | number | boolean | null;

/**
 * Reads the part of YAML that the meta files of a run store are written in: one `name: value` a line, values plain or quoted, empty lists; a long
 * value goes on in the lines below, set in. Anything else is refused with its line, and never guessed at.
 * @param path the file, for messages
 * @throws LatheError `yaml-unread`
 */
export function readPlainYaml(text: string, path: string): Record<string, YamlValue> {
  const entries: [string, YamlValue][] = [];
  for (const { line, at: i } of unfolded(text)) {
    const refuse = (why: string) => yamlUnread(path, i + 1, why);
    if (line.trim() === '' || line.startsWith('#') || line === '---') continue;
    if (/^[\s-]/.test(line)) throw refuse('lists and nested values are not read');
    const at = /:(?:\s|$)/.exec(line)?.index;
    if (at === undefined) throw refuse('there is no "name: value" in it');
    entries.push([line.slice(0, at).trim(), valueOf(line.slice(at + 1).trim(), refuse)]);
  }
  return Object.fromEntries(entries);
}

/** Lines with those that go on a value joined to it by a blank, as YAML folds them; a name without a value has what is nested below it, which stays apart. */
function unfolded(text: string): { readonly line: string; readonly at: number }[] {
  const lines: { line: string; at: number }[] = [];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const last = lines.at(-1);
    if (last && /^ +[^\s-]/.test(line) && /:\s+[^\s#]/.test(last.line)) last.line += ` ${line.trim()}`;
    else lines.push({ line, at });
  }
  return lines;
}

/** As YAML 1.1 has it: an exponent needs a point, or the id 123e45 would be a number. */
const NUMBER = /^[-+]?(?:\d+|\d*\.\d+(?:e[-+]?\d+)?|\d+\.(?:e[-+]?\d+)?)$/i;

function valueOf(said: string, refuse: (why: string) => Error): YamlValue {
  if (said === '' || said === 'null' || said === '~' || said === '[]' || said === '{}') return null;
  if (said === 'true' || said === 'false') return said === 'true';
  if (said.startsWith("'")) return quotedOnce(said, refuse);
  if (said.startsWith('"')) return quotedTwice(said, refuse);
  if (/^[[{&*!|>%@`]/.test(said)) throw refuse(`the value begins with ${said[0]}, which is not read`);
  const plain = said.replace(/\s+#.*$/, '');
  return NUMBER.test(plain) && Math.abs(Number(plain)) <= Number.MAX_SAFE_INTEGER ? Number(plain) : plain;
}

function quotedOnce(said: string, refuse: (why: string) => Error): string {
  const inner = /^'((?:[^']|'')*)'$/.exec(said)?.[1];
  if (inner === undefined) throw refuse('a quote does not end on its line');
  return inner.replaceAll("''", "'");
}

function quotedTwice(said: string, refuse: (why: string) => Error): string {
  try {
    return JSON.parse(said) as string;
  } catch {
    throw refuse('a text in double quotes does not end on its line, or has an escape that is not read');
  }
}

/** Writes what `readPlainYaml` reads, names in their order; texts are quoted, so that no value is taken for another type. */
export const writePlainYaml = (values: Readonly<Record<string, YamlValue>>): string =>
  Object.entries(values)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}: ${said(value)}\n`)
    .join('');

function said(value: YamlValue): string {
  if (value === null) return 'null';
  if (typeof value !== 'string') return String(value);
  return /[\n\r\t\\]/.test(value) ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`;
}
