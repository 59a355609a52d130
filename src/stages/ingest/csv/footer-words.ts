/** How a row calls itself that is a sum of those above it. */
export const totalsName = /^(grand |sub)?(totals?|sum|summe|gesamt|insgesamt|totale|suma|soma|итого|всего|合計|总计|合计|합계)[:.]?$/i;

const forms: readonly RegExp[] = [
  totalsName,
  /^(grand |sub)?(totals?|summe|gesamt|totale|suma|soma)\b[ :(]/i,
  /^[-=*_#~]{3,}|^[-=*_#~]{2,} *\p{L}{2}/u,
  /^\*{1,3} ?\p{L}{2}/u,
  /\bend of (the )?(report|file|data|list|export|table)\b/i,
  /^\(?\d[\d.,' ]* (data )?(rows?|records?|lines?|entries|items|zeilen|datensätze|lignes|filas|righe)\b/i,
  /^(number of |no\. of |anzahl |total )?(data )?(rows?|records?|lines?|entries|count|zeilen|datensätze)( ?count)?\s*[:=]/i,
  /^(generated|printed|exported|created|source|note|quelle|erstellt|hinweis)\b.*[: ]\S/i
];

/** Whether a text is one that reports end with: a total, a row count, a rule, who made it. */
export const isFooterText = (text: string): boolean => forms.some((form) => form.test(text.trim()));
