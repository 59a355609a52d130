/**
 * Characters that no document may hold are shown as unreadable: controls but line ends, marks that turn the direction of reading and could make
 * a name say something else, halves of surrogate pairs, and the two non-characters.
 */
export const readable = (text: string): string =>
  text.replace(/[\t\r\n]+/g, ' ').replace(/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/gu, '\uFFFD');

/** Text as HTML content or as a quoted attribute. */
export const escapeHtml = (text: string): string => readable(text).replace(/[&<>"'`]/g, (mark) => `&#${mark.charCodeAt(0)};`);

/** Text in a line of Markdown, in a cell of a table too: nothing in it is markup, HTML or a link. */
export const escapeMarkdown = (text: string): string =>
  readable(text)
    .replace(/[\\`*_[\]#|~]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/(https?|ftp|mailto):/gi, '$1&#58;')
    .replace(/\bwww\./gi, 'www&#46;')
    .replace(/@/g, '&#64;')
    .replace(/^(\s*)([-+=])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2');
