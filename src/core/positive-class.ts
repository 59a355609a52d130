import { quoted } from './words.ts';

/** Words that say yes, whatever the other class is called. */
const YES =
  /^(true|yes|y|t|positive|pos|bad|default(ed)?|churn(ed)?|survived|spam|fraud|malignant|sick|ill|dead|died|deceased|>\s?50k\.?|fail(ed|ure)?|converted|clicked|approved)$/i;
/** Words that say no: the other class is the one that is looked for. */
const NO = /^(false|no|negative|neg|good|ok|healthy|benign|ham|none|never|alive|normal|-1)$/i;

export interface PositiveClass {
  readonly label: string;
  /** One sentence. */
  readonly reason: string;
}

/**
 * Which of two classes is likely looked for: the one whose label says yes, else the rarer one.
 * @param labels the two classes
 * @param counts class -> rows; null while they were not counted
 */
export function positiveClass(labels: readonly string[], counts: Readonly<Record<string, number>> | null): PositiveClass | null {
  const [a, b] = labels;
  if (a === undefined || b === undefined || labels.length !== 2) return null;
  const yes = saysYes(a, b) ? a : saysYes(b, a) ? b : null;
  if (yes !== null) return { label: yes, reason: `${quoted(yes)} counts as positive: it says yes.` };
  const beside = saysNo(b, a) ? a : saysNo(a, b) ? b : null;
  if (beside !== null)
    return { label: beside, reason: `${quoted(beside)} counts as positive, since ${quoted(beside === a ? b : a)} says no.` };
  if (!counts) return { label: b, reason: `${quoted(b)} counts as positive until you say otherwise.` };
  const [inA, inB] = [counts[a] ?? 0, counts[b] ?? 0];
  if (inA === inB) return { label: b, reason: `Both classes are as frequent, so ${quoted(b)} counts as positive until you say otherwise.` };
  const rarer = inA < inB ? a : b;
  return { label: rarer, reason: `${quoted(rarer)} counts as positive: it is the rarer class, and rare things are what one looks for.` };
}

/** A 1 says yes beside a 0 or a -1 only: beside a 2 it is the number of a class. */
function saysYes(label: string, other: string): boolean {
  const [own, beside] = [label.trim(), other.trim()];
  if (/^1(\.0)?$/.test(own)) return /^(0|-1)(\.0)?$/.test(beside);
  return YES.test(own) && !YES.test(beside);
}

const saysNo = (label: string, other: string): boolean => NO.test(label.trim()) && !NO.test(other.trim());
