import { counted, quoted } from '../../../core/words.ts';
import { type IssueLog } from './issue-log.ts';

/**
 * Names of the columns, each different: empty ones become `column_3`, repeated ones `name_2`. Both are counted.
 * @param isFirstUnnamed the first column has no name in the file
 */
export function columnNames(first: readonly string[], width: number, isFirstUnnamed: boolean, log: IssueLog): string[] {
  const given = isFirstUnnamed ? ['', ...first] : [...first];
  const taken = new Set(given);
  const used = new Set<string>();
  return Array.from({ length: width }, (_, j) => {
    const text = given[j] ?? '';
    const name = text === '' ? freeName(`column_${j + 1}`, used, taken) : used.has(text) ? freeName(text, used, taken) : text;
    if (text === '')
      log.add(
        'empty-header',
        1,
        (count) => `${counted(count, 'column has', 'columns have')} no name and got one, such as ${quoted(name)}.`
      );
    else if (name !== text)
      log.add('duplicate-header', 1, (count) => `${quoted(shortened(text))} names ${count + 1} columns; the later ones got numbers.`, text);
    used.add(name);
    return name;
  });
}

function freeName(wanted: string, used: ReadonlySet<string>, taken: ReadonlySet<string>): string {
  if (wanted.startsWith('column_') && !used.has(wanted) && !taken.has(wanted)) return wanted;
  for (let number = 2; ; number++) {
    const name = `${wanted}_${number}`;
    if (!used.has(name) && !taken.has(name)) return name;
  }
}

/** A name fit for a sentence. */
export const shortened = (name: string): string => (name.length > 60 ? `${name.slice(0, 57)}...` : name);
