/** What Lathe's own documents are made of, read back for showing. Nothing in them is markup but this: no HTML, no links, no pictures. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly { readonly name: string; readonly text: string }[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly { readonly label: string; readonly isNumber: boolean }[];
      readonly rows: readonly (readonly string[])[];
    };

/** Reads the Markdown that Lathe writes: headings, paragraphs, lists, pairs (`- **name:** value`) and tables. */
export function readMarkdown(text: string): Block[] {
  return text
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(blockOf);
}

function blockOf(part: string): Block {
  const lines = part.split('\n');
  const heading = /^(#{1,3}) (.*)$/.exec(lines[0]!);
  if (heading && lines.length === 1) return { kind: 'heading', level: heading[1]!.length as 1 | 2 | 3, text: plain(heading[2]!) };
  if (lines.length >= 2 && lines.every((line) => line.startsWith('|'))) return tableOf(lines);
  if (lines.every((line) => /^(- |\d+\. )/.test(line)))
    return { kind: 'list', ordered: /^\d/.test(lines[0]!), items: lines.map((line) => itemOf(line.replace(/^(- |\d+\. )/, ''))) };
  return { kind: 'paragraph', text: plain(lines.join(' ')) };
}

function itemOf(text: string): { name: string; text: string } {
  const pair = /^\*\*(.*?):\*\* ?(.*)$/.exec(text);
  return pair ? { name: plain(pair[1]!), text: plain(pair[2]!) } : { name: '', text: plain(text) };
}

function tableOf(lines: readonly string[]): Block {
  const cells = (line: string) =>
    line
      .replace(/^\|/, '')
      .replace(/(?<!\\)\|\s*$/, '')
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim());
  const [head = '', rule = '', ...rows] = lines;
  const rules = cells(rule);
  return {
    kind: 'table',
    columns: cells(head).map((label, i) => ({ label: plain(label), isNumber: rules[i]?.endsWith(':') ?? false })),
    rows: rows.map((row) => cells(row).map(plain))
  };
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };

/** Takes off what escaping put on. */
const plain = (text: string): string =>
  text
    .replace(/\\([\\`*_[\]#|~+\-=.])/g, '$1')
    .replace(/&(amp|lt|gt);|&#(\d{1,6});/g, (_whole, name: string | undefined, code: string | undefined) =>
      name === undefined ? String.fromCodePoint(Number(code)) : entities[name]!
    );
