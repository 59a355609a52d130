import type { RuleKindInfo } from '../../../core/rule-form.ts';
import { columnsOfRule, severityOf, type Rule, type RuleSeverity } from '../../../core/rule.ts';
import type { Dataset } from '../../../app/api/data.ts';

/** A rule as a form holds it: every field a text. */
export interface RuleDraft {
  readonly kind: string;
  readonly columns: readonly string[];
  /** Fields of the value by name; a value that is one text or a list is called `value`. */
  readonly fields: Readonly<Record<string, string>>;
  readonly severity: RuleSeverity;
  /** In percent of the rows. */
  readonly mostly: number | null;
}

type Column = Dataset['columns'][number];

/** How many columns a kind asks for at least. */
export const leastColumns: Readonly<Record<RuleKindInfo['takes'], number>> = { table: 0, column: 1, pair: 2, parts: 2, key: 1 };
export const takesMore = (kind: RuleKindInfo): boolean => kind.takes === 'parts' || kind.takes === 'key';

/** What each column of a rule is to it. */
export function columnLabel({ takes }: RuleKindInfo, place: number): string {
  if (takes === 'pair') return place === 0 ? 'Column' : 'At most the column';
  if (takes === 'parts') return place === 0 ? 'The whole, or the first part' : `Part ${place}`;
  return place === 0 ? 'Column' : 'And column';
}

export const columnsFor = (kind: RuleKindInfo, columns: readonly Column[]): Column[] =>
  columns.filter(({ type }) => type !== 'image' && (kind.types?.includes(type) ?? true));

/** An empty rule of a kind, about the first columns it fits. */
export function freshDraft(kind: RuleKindInfo, columns: readonly Column[]): RuleDraft {
  const first = columnsFor(kind, columns).slice(0, leastColumns[kind.takes]);
  const options = kind.value.holds === 'fields' ? kind.value.fields : [];
  const fields = Object.fromEntries(options.flatMap(({ name, options: [option] = [] }) => (option === undefined ? [] : [[name, option]])));
  const value = kind.value.holds === 'text' && kind.value.options ? { value: kind.value.options[0]! } : {};
  return { kind: kind.id, columns: first.map(({ name }) => name), fields: { ...fields, ...value }, severity: 'fail', mostly: 100 };
}

export function draftOf(rule: Rule): RuleDraft {
  return {
    kind: rule.kind,
    columns: columnsOfRule(rule),
    fields: fieldsOf(rule.value),
    severity: severityOf(rule),
    mostly: Math.round(10_000 * (rule.mostly ?? 1)) / 100
  };
}

function fieldsOf(value: unknown): Record<string, string> {
  if (Array.isArray(value)) return { value: value.map(String).join('\n') };
  if (typeof value !== 'object' || value === null) return value === undefined ? {} : { value: String(value) };
  const shown = Object.entries(value).filter(([, entry]) => ['string', 'number', 'boolean'].includes(typeof entry));
  return Object.fromEntries(shown.map(([name, entry]) => [name, String(entry)]));
}

/** The rule of a form. What the form does not show of the rule it began with stays. */
export function ruleOf(draft: RuleDraft, kind: RuleKindInfo, began: Rule | null): Rule {
  const [column = '', ...columns] = draft.columns;
  const value = valueOf(draft.fields, kind, began?.kind === kind.id ? began.value : undefined);
  const mostly = (draft.mostly ?? 100) / 100;
  return {
    ...(began?.id === undefined ? {} : { id: began.id }),
    ...(began?.off === undefined ? {} : { off: began.off }),
    ...(began?.because === undefined || began.kind !== kind.id ? {} : { because: began.because }),
    column,
    kind: kind.id,
    ...(columns.length > 0 ? { columns } : {}),
    ...(value === undefined ? {} : { value }),
    ...(kind.isWhole || mostly === 1 ? {} : { mostly }),
    severity: draft.severity
  };
}

function valueOf(fields: RuleDraft['fields'], kind: RuleKindInfo, before: unknown): unknown {
  switch (kind.value.holds) {
    case 'nothing':
      return undefined;
    case 'text':
      return fields['value'] ?? '';
    case 'list':
      return (fields['value'] ?? '').split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
    case 'fields': {
      const hidden = typeof before === 'object' && before !== null && !Array.isArray(before) ? before : {};
      const known = kind.value.fields.map(({ name, holds }) => [name, entryOf(fields[name] ?? '', holds)] as const);
      const kept = Object.entries(hidden).filter(([name]) => !known.some(([given]) => given === name));
      return Object.fromEntries([...kept, ...known.filter(([, entry]) => entry !== undefined)]);
    }
  }
}

function entryOf(text: string, holds: 'number' | 'bound' | 'flag' | 'choice' | 'table' | 'text'): unknown {
  if (holds === 'flag') return text === 'true' ? true : undefined;
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const isNumber = Number.isFinite(Number(trimmed));
  return (holds === 'number' || holds === 'bound') && isNumber ? Number(trimmed) : trimmed;
}
