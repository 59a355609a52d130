import { quoteName, quoteText } from '../../core/expression/syntax.ts';
import { unitInHeader } from '../../core/header-unit.ts';
import { unitOf } from '../../core/units.ts';
import { counted, quoted } from '../../core/words.ts';
import type { LabelReport } from '../../core/label-report.ts';
import type { Finding } from '../../core/finding.ts';
import type { Role } from '../../core/schema.ts';
import type { ShapeStep } from '../../core/shape-step.ts';
import type { Dataset } from '../../app/api/data.ts';

/** Something that can be done about a finding at once: another role for a column, or steps that make a new version. Both can be undone. */
export type Fix = RoleFix | StepsFix | LabelsFix;

interface Offer {
  /** What the button says. */
  readonly label: string;
}

export interface RoleFix extends Offer {
  readonly kind: 'role';
  readonly column: string;
  readonly role: Role;
  /** The role the column has now. */
  readonly before: Role;
}

export interface StepsFix extends Offer {
  readonly kind: 'steps';
  readonly steps: readonly ShapeStep[];
}

/** The steps are made from the whole list of suspects, which the finding does not carry. */
export interface LabelsFix extends Offer {
  readonly kind: 'labels';
  readonly how: 'relabel' | 'set-aside';
}

const ways: Readonly<Record<string, readonly { readonly role: Role; readonly verb: string }[]>> = {
  'target-leak': [{ role: 'ignore', verb: 'Ignore' }],
  'single-feature-leak': [{ role: 'ignore', verb: 'Ignore' }],
  'made-of-target': [{ role: 'ignore', verb: 'Ignore' }],
  'aggregate-of-target': [{ role: 'ignore', verb: 'Ignore' }],
  'group-like': [
    { role: 'group', verb: 'Give the role group to' },
    { role: 'ignore', verb: 'Ignore' }
  ],
  'date-after-event': [{ role: 'ignore', verb: 'Ignore' }],
  constant: [{ role: 'ignore', verb: 'Ignore' }],
  'nearly-constant': [{ role: 'ignore', verb: 'Ignore' }],
  'id-like': [{ role: 'id', verb: 'Give the role id to' }],
  'high-missing': [{ role: 'ignore', verb: 'Ignore' }],
  'high-cardinality': [{ role: 'ignore', verb: 'Ignore' }],
  redundant: [{ role: 'ignore', verb: 'Ignore' }]
};

/** The columns of a finding that a role is offered for: of those that say the same all but the first, of a moment and what came after it the latter. */
function openColumns({ code, columns }: Finding): readonly string[] {
  if (code === 'redundant') return columns.slice(1);
  return code === 'date-after-event' ? columns.slice(0, 1) : columns;
}

/** What can be done about a finding at once. No role for the target, and none for what is done already. */
export function fixesFor(finding: Finding, dataset: Dataset): Fix[] {
  const roles = (ways[finding.code] ?? []).flatMap(({ role, verb }) =>
    openColumns(finding)
      .slice(0, 3)
      .flatMap((name) => {
        const column = dataset.columns.find((candidate) => candidate.name === name);
        if (!column || column.role === role || column.role === 'target') return [];
        return [{ kind: 'role' as const, label: `${verb} ${quoted(name)}`, column: name, role, before: column.role }];
      })
  );
  return [...roles, ...stepFixes(finding, dataset)];
}

function stepFixes({ code, columns: [column = '', partner = ''], evidence }: Finding, dataset: Dataset): Fix[] {
  switch (code) {
    case 'off-earth':
      return asideFix(evidence, 'no point of the earth');
    case 'null-island':
      return zeroFix(column, partner);
    case 'swapped-degrees':
      return swapFix(column, partner);
    case 'missing-codes':
      return missingFix(column, evidence);
    case 'mixed-units':
      return unitsFix(column, evidence, dataset);
    case 'untidy-levels':
      return spellingFix(column, evidence);
    case 'time-in-parts':
      return timeFix(evidence, dataset);
    case 'sums':
      return asideFix(evidence, 'the sum of its parts does not hold');
    case 'near-duplicates':
      return asideFix(evidence, 'an earlier row but for one value');
    case 'image-copies':
      return asideFix(evidence, 'the same image stands elsewhere, or under another label');
    case 'label-errors':
      return labelFixes(column, dataset);
    default:
      return [];
  }
}

/** Labels are given anew where they are a category; classes that are numbers can be set aside. */
function labelFixes(column: string, { columns }: Dataset): Fix[] {
  const type = columns.find(({ name }) => name === column)?.type;
  const relabel: Fix = { kind: 'labels', how: 'relabel', label: 'Relabel them' };
  return [...(type === 'category' || type === 'boolean' ? [relabel] : []), { kind: 'labels', how: 'set-aside', label: 'Set them aside' }];
}

const fieldOf = (evidence: unknown, name: string): unknown =>
  typeof evidence === 'object' && evidence !== null ? (Reflect.get(evidence, name) as unknown) : undefined;

/** Steps at once; what is left is found and offered again. */
const MOST_GROUPS = 20;

function missingFix(column: string, evidence: unknown): Fix[] {
  const codes = fieldOf(evidence, 'codes');
  if (!Array.isArray(codes) || codes.length === 0) return [];
  const name = quoteName(column);
  const conditions = codes.map((code: unknown) => `${name} = ${typeof code === 'number' ? String(code) : quoteText(String(code))}`);
  const formula = `if(${conditions.join(' or ')}, missing, ${name})`;
  return [{ kind: 'steps', label: 'Make it missing', steps: [{ kind: 'derive', column, formula }] }];
}

/** Each group has the spelling to keep first. */
function spellingFix(column: string, evidence: unknown): Fix[] {
  const groups = Array.isArray(evidence) ? evidence.filter((group): group is string[] => Array.isArray(group) && group.length > 1) : [];
  if (groups.length === 0) return [];
  const name = quoteName(column);
  const steps = groups.slice(0, MOST_GROUPS).map(([kept, ...others]): ShapeStep => {
    const conditions = others.map((label) => `${name} = ${quoteText(label)}`);
    return { kind: 'derive', column, formula: `if(${conditions.join(' or ')}, ${quoteText(kept!)}, ${name})` };
  });
  return [{ kind: 'steps', label: 'Write each in one way', steps }];
}

/** The rows in the other unit are converted: into the unit the column is said to be in, else into that of most rows. Nothing is offered where neither is it. */
function unitsFix(column: string, evidence: unknown, dataset: Dataset): Fix[] {
  const [cut, factor, offset] = ['cut', 'factor', 'offset'].map((name) => Number(fieldOf(evidence, name)));
  if (![cut, factor, offset].every(Number.isFinite)) return [];
  const isAbove = fieldOf(evidence, 'convert') === 'above';
  const [smaller, larger] = ['smaller', 'larger'].map((name) => fieldOf(evidence, name));
  if (typeof smaller === 'string' && typeof larger === 'string') {
    const to = ownUnit(dataset, column) ?? (isAbove ? smaller : larger);
    if (to !== smaller && to !== larger) return [];
    const from = to === smaller ? larger : smaller;
    const where = `${quoteName(column)} ${from === larger ? '>' : '<='} ${cut}`;
    return [{ kind: 'steps', label: `Write all in ${to}`, steps: [{ kind: 'convert', column, from, to, where }] }];
  }
  const name = quoteName(column);
  const base = offset === 0 ? name : `(${name} - ${offset})`;
  const converted = isAbove ? `${base} / ${factor}` : `${name} * ${factor}${offset === 0 ? '' : ` + ${offset}`}`;
  const formula = `if(${name} ${isAbove ? '>' : '<='} ${cut}, ${converted}, ${name})`;
  return [{ kind: 'steps', label: 'Write all in one unit', steps: [{ kind: 'derive', column, formula }] }];
}

/** What the column is said to be in, else what its name says. */
function ownUnit({ columns }: Dataset, column: string): string | null {
  const said = columns.find(({ name }) => name === column)?.unit;
  return said === undefined ? (unitInHeader(column)?.unit.symbol ?? null) : (unitOf(said)?.symbol ?? said);
}

/** Where both are zero, both become missing. */
const zeroFix = (latitude: string, longitude: string): Fix[] => {
  const [lat, kept] = [quoteName(latitude), quoteName(keptName(longitude))];
  const isZero = `${lat} = 0 and ${kept} = 0`;
  return pairFix('Make both missing', longitude, [
    [longitude, `if(${isZero}, missing, ${kept})`],
    [latitude, `if(${isZero}, missing, ${lat})`]
  ]);
};

/** Two numbers that are a point of the earth only the other way round. */
const swapFix = (latitude: string, longitude: string): Fix[] => {
  const [lat, kept] = [quoteName(latitude), quoteName(keptName(longitude))];
  const isSwapped = `abs(${lat}) > 90 and abs(${kept}) <= 90`;
  return pairFix('Change them round', longitude, [
    [longitude, `if(${isSwapped}, ${lat}, ${kept})`],
    [latitude, `if(${isSwapped}, ${kept}, ${lat})`]
  ]);
};

const keptName = (column: string): string => `${column} before`;

/** Both columns by formulas that see the second as it was. */
function pairFix(label: string, longitude: string, formulas: readonly (readonly [column: string, formula: string])[]): Fix[] {
  const steps = [
    { kind: 'derive' as const, column: keptName(longitude), formula: quoteName(longitude) },
    ...formulas.map(([column, formula]) => ({ kind: 'derive' as const, column, formula })),
    { kind: 'drop' as const, columns: [keptName(longitude)] }
  ];
  return [{ kind: 'steps', label, steps }];
}

/** One time of its parts, counted on from the beginning of 1970; missing where a part is. */
function timeFix(evidence: unknown, { columns }: Dataset): Fix[] {
  const [year, month, day, hour, minute] = ['year', 'month', 'day', 'hour', 'minute'].map((part) => fieldOf(evidence, part));
  if (typeof year !== 'string' || typeof month !== 'string' || typeof day !== 'string') return [];
  const taken = new Set(columns.map(({ name }) => name));
  const column = ['time', 'moment', 'time of row'].find((name) => !taken.has(name));
  if (column === undefined) return [];
  const start = `dateAdd('years', ${quoteName(year)} - 1970, toTime('1970-01-01'))`;
  const date = `dateAdd('days', ${quoteName(day)} - 1, dateAdd('months', ${quoteName(month)} - 1, ${start}))`;
  const hours = typeof hour === 'string' ? `dateAdd('hours', ${quoteName(hour)}, ${date})` : date;
  const formula = typeof minute === 'string' ? `dateAdd('minutes', ${quoteName(minute)}, ${hours})` : hours;
  return [{ kind: 'steps', label: `Make ${quoted(column)} of them`, steps: [{ kind: 'derive', column, formula }] }];
}

function asideFix(evidence: unknown, why: string): Fix[] {
  const rows = fieldOf(evidence, 'rowNumbers');
  if (!(rows instanceof Uint32Array) || rows.length === 0) return [];
  return [{ kind: 'steps', label: `Set ${counted(rows.length, 'row')} aside`, steps: [{ kind: 'drop-rows', rows: [...rows], why }] }];
}

/** What to do with the rows of a search for wrong labels. */
export function labelSteps(how: LabelsFix['how'], { suspects, target }: LabelReport): ShapeStep[] {
  if (how === 'set-aside')
    return [
      { kind: 'drop-rows', rows: suspects.map(({ row }) => row).sort((a, b) => a - b), why: `the label of ${quoted(target)} looks wrong` }
    ];
  const labels = [...new Set(suspects.map(({ suggested }) => suggested))];
  const rowsOf = (label: string) => suspects.flatMap(({ row, suggested }) => (suggested === label ? [row] : []));
  return [{ kind: 'label-rows', column: target, labels: labels.map((label) => ({ label, rows: rowsOf(label) })) }];
}

/** How grave a finding is, in a word and a sign. */
export function signOf(severity: Finding['severity']): { dot: 'stop' | 'look' | 'empty'; word: string } {
  if (severity === 'blocker') return { dot: 'stop', word: 'Stops the project' };
  return severity === 'warning' ? { dot: 'look', word: 'Needs a look' } : { dot: 'empty', word: 'Worth knowing' };
}
