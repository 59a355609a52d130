/** What a key means while labelling. */
export type LabelDeed =
  | { readonly kind: 'give'; readonly label: string }
  | { readonly kind: 'move'; readonly by: -1 | 1 }
  | { readonly kind: 'select' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'accept' };

const moves: Readonly<Record<string, -1 | 1>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/** The digit that gives each class: its own where a class is a digit, else its place among the first nine. */
export function digitsOf(classes: readonly string[]): readonly (string | null)[] {
  const isOwn = classes.some((label) => /^\d$/.test(label));
  return classes.map((label, i) => (isOwn ? (/^\d$/.test(label) ? label : null) : i < 9 ? String(i + 1) : null));
}

/** A digit gives its class; a letter gives the only class that begins with it, but u takes back. */
export function deedOfKey(key: string, classes: readonly string[]): LabelDeed | null {
  const by = moves[key];
  if (by !== undefined) return { kind: 'move', by };
  if (key === ' ') return { kind: 'select' };
  if (key === 'Enter') return { kind: 'accept' };
  if (key.toLowerCase() === 'u') return { kind: 'undo' };
  if (/^\d$/.test(key)) {
    const label = classes[digitsOf(classes).indexOf(key)];
    return label === undefined ? null : { kind: 'give', label };
  }
  const begins = key.length === 1 ? classes.filter((label) => label.slice(0, 1).toLowerCase() === key.toLowerCase()) : [];
  return begins.length === 1 ? { kind: 'give', label: begins[0]! } : null;
}
