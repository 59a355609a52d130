/** What an XML text consists of. Namespace prefixes are left out of names. */
export type XmlEvent =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly isEmpty: boolean }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

/** Thrown where the text is no XML, or one with a document type, whose entities could grow without bound. */
export class XmlFault extends Error {}

const MOST_CARRIED = 16 << 20;

/** Reads XML as it comes, piece by piece; enough of it for the parts of a workbook. */
export class XmlEvents {
  private rest = '';
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });

  /** @throws XmlFault */
  *read(bytes: Uint8Array, isLast: boolean): Iterable<XmlEvent> {
    const text = this.rest + this.decode(bytes, isLast);
    let at = 0;
    for (;;) {
      const open = text.indexOf('<', at);
      const stop = open < 0 ? text.length : open;
      if (open < 0 && !isLast) break;
      if (stop > at) yield { kind: 'text', text: decoded(text.slice(at, stop)) };
      if (open < 0) {
        at = text.length;
        break;
      }
      const end = endOf(text, open);
      if (end < 0) {
        at = open;
        break;
      }
      yield* eventsOf(text.slice(open, end));
      at = end;
    }
    this.rest = text.slice(at);
    if (this.rest.length > MOST_CARRIED) throw new XmlFault('a text of it is longer than 16 MB');
    if (isLast && this.rest !== '') throw new XmlFault('it was cut off');
  }

  private decode(bytes: Uint8Array, isLast: boolean): string {
    try {
      return this.decoder.decode(bytes, { stream: !isLast });
    } catch {
      throw new XmlFault('it is not in UTF-8');
    }
  }
}

/** One behind the tag, comment or section that begins at `open`; -1 when it is not all there. */
function endOf(text: string, open: number): number {
  if (text.startsWith('<!--', open)) return behind(text, '-->', open + 4);
  if (text.startsWith('<![CDATA[', open)) return behind(text, ']]>', open + 9);
  if (text.startsWith('<?', open)) return behind(text, '?>', open + 2);
  if (text.startsWith('<!D', open)) throw new XmlFault('it has a document type, which a workbook never has');
  for (let i = open + 1; i < text.length; i++) {
    const mark = text[i]!;
    if (mark === '>') return i + 1;
    if (mark === '"' || mark === "'") {
      i = text.indexOf(mark, i + 1);
      if (i < 0) return -1;
    }
  }
  return -1;
}

function behind(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? -1 : at + mark.length;
}

function* eventsOf(tag: string): Iterable<XmlEvent> {
  if (tag.startsWith('<![CDATA[')) {
    yield { kind: 'text', text: tag.slice(9, -3) };
    return;
  }
  if (tag.startsWith('<?') || tag.startsWith('<!')) return;
  if (tag.startsWith('</')) {
    yield { kind: 'close', name: bare(tag.slice(2, -1).trim()) };
    return;
  }
  const isEmpty = tag.endsWith('/>');
  const inner = tag.slice(1, isEmpty ? -2 : -1);
  const [name = ''] = /^[^\s/]+/.exec(inner) ?? [];
  yield { kind: 'open', name: bare(name), attributes: attributesOf(inner.slice(name.length)), isEmpty };
  if (isEmpty) yield { kind: 'close', name: bare(name) };
}

const bare = (name: string) => name.slice(name.indexOf(':') + 1);

function attributesOf(text: string): Record<string, string> {
  const found = Object.create(null) as Record<string, string>;
  for (const [, name, double, single] of text.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    found[name!] = decoded(double ?? single ?? '');
  return found;
}

const named: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"]
]);

const decoded = (text: string): string =>
  text.includes('&')
    ? text.replace(
        /&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi,
        (all, hex: string, decimal: string, name: string) => character(hex, decimal, name) ?? all
      )
    : text;

function character(hex: string | undefined, decimal: string | undefined, name: string | undefined): string | undefined {
  if (name !== undefined) return named.get(name);
  const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
