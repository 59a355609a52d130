/** Characters that no document may hold, shown as unreadable: controls but tab and line ends, and the two non-characters. */
const readable = (text: string) => text.replace(/[\p{Cc}\uFFFE\uFFFF]/gu, (mark) => (/[\t\r\n]/.test(mark) ? mark : '\uFFFD'));

/** Text as HTML content or as a quoted attribute. */
export const escapeHtml = (text: string): string => readable(text).replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);

/** Any value as a JavaScript literal that can stand in a script of an HTML page too: no `<`, no line separators. */
export const scriptLiteral = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>\u2028\u2029]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Text in a comment: one line, and nothing that ends it. */
export const commentText = (text: string): string => readable(text.replace(/[\r\n\u2028\u2029]+/g, ' ')).replaceAll('*/', '* /');

/** Whether a script can stand in a page as it is. */
export const endsNoScript = (code: string): boolean => !/<\/script|<!--|<script/i.test(code);
