/** SQL's LIKE: `%` is any text, `_` any one letter, and a backslash before them takes their meaning away. Upper and lower case differ. */
export function compileLike(pattern: string): (text: string) => boolean {
  const parts: { readonly any: boolean; readonly mark: string | null }[] = [];
  const marks = [...pattern];
  for (let i = 0; i < marks.length; i++) {
    const mark = marks[i]!;
    if (mark === '%') {
      if (!parts.at(-1)?.any) parts.push({ any: true, mark: null });
    } else if (mark === '\\' && i + 1 < marks.length) parts.push({ any: false, mark: marks[++i]! });
    else parts.push({ any: false, mark: mark === '_' ? null : mark });
  }
  return (text) => isLike([...text], parts);
}

/** Greedy: when a letter does not fit, only the last `%` takes one letter more, so that the time is at most text times pattern. */
function isLike(text: readonly string[], parts: readonly { readonly any: boolean; readonly mark: string | null }[]): boolean {
  let [at, part, restart, resume] = [0, 0, -1, 0];
  while (at < text.length) {
    const wanted = parts[part];
    if (wanted && !wanted.any && (wanted.mark === null || wanted.mark === text[at])) {
      at++;
      part++;
    } else if (wanted?.any) {
      restart = part++;
      resume = at;
    } else if (restart >= 0) {
      part = restart + 1;
      at = ++resume;
    } else return false;
  }
  while (parts[part]?.any) part++;
  return part === parts.length;
}
