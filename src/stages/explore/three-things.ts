import type { Finding } from '../../core/finding.ts';
import { counted, grouped, listed, percent, quoted } from '../../core/words.ts';
import { isAboveChance } from './association/above-chance.ts';
import type { Association, Profile } from './profile-type.ts';

/** Strong enough to be worth a sentence. */
const STRONG = 0.3;
const ALIKE = 0.8;

/**
 * What to know before modelling, in at most three sentences: what would fool a model first, then what goes with the target, what says the same,
 * what is missing, and how the classes stand.
 * @param target null while it is not known
 */
export function threeThings(profile: Profile, findings: readonly Finding[], target: string | null = null): string[] {
  const leaks = findings.filter(({ severity }) => severity === 'blocker').map(blockerSentence);
  const others = [
    driver(profile, findings, target),
    alike(profile, findings, target),
    missing(profile),
    repeats(findings),
    balance(findings),
    plainSize(profile)
  ];
  return [...leaks, ...others.filter((sentence) => sentence !== null)].slice(0, 3);
}

function blockerSentence({ code, columns, message }: Finding): string {
  return code === 'target-leak' ? `${quoted(columns[0]!)} gives the answer away: it is the target under another name.` : message;
}

const suspects = (findings: readonly Finding[]) =>
  new Set(findings.filter(({ code }) => code === 'target-leak' || code === 'id-like').flatMap(({ columns }) => columns));

/** Columns no model will learn from: those under suspicion, and those that were given a role of another kind. */
function leftOut({ columns }: Profile, findings: readonly Finding[], target: string | null): Set<string> {
  const others = Object.keys(columns).filter(
    (name) => name !== target && !['feature', 'sensitive', 'target'].includes(columns[name]!.role)
  );
  return new Set([...suspects(findings), ...others]);
}

/** Whether an association of a profile is more than the strongest of so many would be by chance. */
function standsOut(profile: Profile, among: readonly Association[]): (found: Association) => boolean {
  const looks = new Set(among.map(({ a, b }) => JSON.stringify([a, b]))).size;
  const levels = (name: string) => {
    const column = profile.columns[name];
    return column?.kind === 'category' ? column.distinct : null;
  };
  return (found) => isAboveChance(found, levels, looks);
}

/** The column that goes with the target most, where it does so more than the strongest of so many columns would by chance. */
export function driver(profile: Profile, findings: readonly Finding[], target: string | null): string | null {
  const out = leftOut(profile, findings, target);
  const withTarget = profile.associations.filter(({ a, b }) => a === target || b === target);
  const candidates = withTarget
    .filter(({ a, b, value }) => !out.has(a === target ? b : a) && Math.abs(value) >= STRONG)
    .filter(standsOut(profile, withTarget))
    .sort((x, y) => Math.abs(y.value) - Math.abs(x.value));
  const best = candidates[0];
  if (!best) return null;
  const name = best.a === target ? best.b : best.a;
  const second = candidates.find(({ a, b }) => a !== name && b !== name);
  const beside =
    second !== undefined
      ? `, then ${quoted(second.a === target ? second.b : second.a)} (${second.kind === best.kind ? second.value.toFixed(2) : strength(second)})`
      : '';
  return `${quoted(name)} goes with ${quoted(target!)} most (${strength(best)})${beside}.`;
}

const names = { pearson: 'correlation', spearman: 'rank correlation', 'cramers-v': 'Cramér’s V', eta: 'correlation ratio' } as const;
const strength = ({ kind, value }: Association) => `${names[kind]} ${value.toFixed(2)}`;

export function alike(profile: Profile, findings: readonly Finding[], target: string | null): string | null {
  const copy = findings.find(({ code, severity }) => code === 'redundant' && severity === 'warning');
  if (copy) return copy.message;
  const out = leftOut(profile, findings, target);
  const pair = profile.associations
    .filter(({ a, b, kind }) => kind !== 'eta' && a !== target && b !== target && !out.has(a) && !out.has(b))
    .filter(({ value }) => Math.abs(value) >= ALIKE)
    .filter(standsOut(profile, profile.associations))
    .reduce<Association | null>((best, entry) => (best && Math.abs(best.value) >= Math.abs(entry.value) ? best : entry), null);
  return pair ? `${quoted(pair.a)} and ${quoted(pair.b)} say nearly the same (${strength(pair)}).` : null;
}

export function missing({ missingness, rows }: Profile): string | null {
  const gaps = missingness.columns;
  if (gaps.length === 0) return null;
  const told = gaps.slice(0, 3).map(({ column, missing: count }) => `${quoted(column)} (${counted(count, 'row')})`);
  const more = gaps.length > 3 ? [`${counted(gaps.length - 3, 'more column')}`] : [];
  return `Values are missing in ${listed([...told, ...more])}; ${counted(missingness.completeRows, 'row')} of ${grouped(rows)} ${missingness.completeRows === 1 ? 'is' : 'are'} complete.`;
}

function repeats(findings: readonly Finding[]): string | null {
  return findings.find(({ code, severity }) => code === 'duplicate-rows' && severity === 'warning')?.message ?? null;
}

function balance(findings: readonly Finding[]): string | null {
  return findings.find(({ code }) => code === 'imbalance')?.message ?? null;
}

function plainSize({ rows, columns, missingness }: Profile): string {
  const whole = missingness.cellShare === 0 ? 'nothing is missing' : `${percent(missingness.cellShare)} of the cells are missing`;
  return `${counted(rows, 'row')} and ${counted(Object.keys(columns).length, 'column')}; ${whole}.`;
}
