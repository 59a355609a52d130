import type { LimitsAsked } from '../../core/limits-choice.ts';
import type { CvSpec } from '../../core/split.ts';
import type { DataDiff, DataFacts, RunDiff, StepChange, ValueChange } from '../../core/run-diff.ts';
import { counted, quoted } from '../../core/words.ts';
import type { ModelInfo } from '../../app/api/training.ts';
import { formatBytes, formatDuration } from '../kit/format.ts';
import { paramLabel, sayParam } from '../kit/param-words.ts';
import { sayFolds, sayLimits } from './differences.ts';

export interface DiffLine {
  readonly what: string;
  readonly a: string;
  readonly b: string;
}

/** One thing in which two runs differ, with its lines. */
export interface DiffSection {
  readonly title: string;
  readonly lines: readonly DiffLine[];
}

/** What the families of both take, where that is known. */
export interface DiffModels {
  readonly a?: Pick<ModelInfo, 'params'> | undefined;
  readonly b?: Pick<ModelInfo, 'params'> | undefined;
}

/** What differs between two runs, thing by thing; those without a difference are left out. */
export function diffSections(diff: RunDiff, models: DiffModels = {}): DiffSection[] {
  const all: DiffSection[] = [
    { title: 'What was asked', lines: diff.asked.map((change) => lineOf(change, askedValue)) },
    { title: 'Parameters', lines: paramLines(diff, models) },
    { title: 'Recipe', lines: diff.recipe.flatMap(stepLines) },
    { title: 'Data', lines: diff.data ? dataLines(diff.data) : [] },
    { title: 'Division', lines: diff.split.map((change) => lineOf(change, splitValue)) },
    { title: 'Where it was made', lines: diff.environment.map((change) => lineOf(change, (_, value) => sayParam(value))) }
  ];
  return all.filter(({ lines }) => lines.length > 0);
}

/** Time, size and memory of both, as far as they are known. */
export const costLines = ({ cost }: RunDiff): DiffLine[] =>
  cost
    .filter(({ a, b }) => a !== undefined || b !== undefined)
    .map((change) => ({ ...lineOf(change, costValue, 'not counted'), what: costNames[change.name] ?? change.name }));

/** "The recipe, two parameters and the seed differ", in a sentence. */
export function sayDiff(diff: RunDiff, models: DiffModels = {}): string {
  const titles = diffSections(diff, models).map(({ title, lines }) => `${title.toLowerCase()} (${counted(lines.length, 'line')})`);
  return titles.length === 0 ? 'They were made in exactly the same way.' : `They differ in: ${titles.join(', ')}.`;
}

/** Those of both first, then each family's own. */
function paramLines({ params }: RunDiff, models: DiffModels): DiffLine[] {
  const rank = ({ a, b }: ValueChange) => (a !== undefined && b !== undefined ? 0 : a !== undefined ? 1 : 2);
  return params
    .filter((change) => tells(change, models))
    .toSorted((x, y) => rank(x) - rank(y))
    .map((change) => lineOf(change, (_, value) => sayParam(value), 'not a parameter'));
}

/** What has no say in this task tells nothing, nor does the default of what one family has alone: two families would differ in all of them. */
function tells({ name, a, b }: ValueChange, models: DiffModels): boolean {
  if (a !== undefined && b !== undefined) return !models.a || !models.b || name in models.a.params || name in models.b.params;
  const [own, value] = a === undefined ? [models.b, b] : [models.a, a];
  const spec = own?.params[name];
  return !own || (spec !== undefined && JSON.stringify(spec.default) !== JSON.stringify(value));
}

type Say = (name: string, value: unknown) => string;

const lineOf = ({ name, a, b }: ValueChange, say: Say, absent = 'not set'): DiffLine => ({
  what: names[name] ?? paramLabel(name),
  a: a === undefined ? absent : say(name, a),
  b: b === undefined ? absent : say(name, b)
});

const names: Readonly<Record<string, string>> = {
  ...{ model: 'Family', cv: 'Cross-validation', calibrate: 'Calibration', randomLabels: 'Random labels', build: 'Lathe' },
  ...{ kind: 'Division by', splitHash: 'Rows of the parts, SHA-256' }
};
const costNames: Readonly<Record<string, string>> = { fitMs: 'Time', sizeBytes: 'Size of the model', peakBytes: 'Memory, at most' };

const askedValue: Say = (name, value) => {
  if (name === 'cv') return sayFolds({ cv: value as CvSpec });
  return name === 'limits' ? sayLimits({ limits: (value ?? false) as LimitsAsked }) : sayParam(value);
};
const costValue: Say = (name, value) => (name === 'fitMs' ? formatDuration(value as number) : formatBytes(value as number));
const splitValue: Say = (name, value) => (name === 'splitHash' ? shortHash(value as string) : sayParam(value));
const shortHash = (hash: string) => hash.slice(0, 12);

function stepLines(step: StepChange): DiffLine[] {
  const what = `${step.at + 1}. ${paramLabel(step.kind)}`;
  if (step.change === 'changed') return changedLines(what, step);
  const own = step.columns.length > 0 ? step.columns.join(', ') : 'every column it takes';
  return step.change === 'added'
    ? [{ what: `${what}, added`, a: 'no such step', b: own }]
    : [{ what: `${what}, removed`, a: own, b: 'no such step' }];
}

function changedLines(what: string, { columns, params }: Extract<StepChange, { readonly change: 'changed' }>): DiffLine[] {
  const lines = params.map((change) => {
    const line = lineOf(change, (_, value) => sayParam(value), 'the default');
    return { ...line, what: `${what}: ${line.what.toLowerCase()}` };
  });
  if (columns.added.length + columns.removed.length === 0) return lines;
  const only = (some: readonly string[]) => (some.length > 0 ? `also ${some.join(', ')}` : 'no others');
  return [...lines, { what: `${what}: columns`, a: only(columns.removed), b: only(columns.added) }];
}

function dataLines({ hash, a, b, added, removed, changed }: DataDiff): DiffLine[] {
  const facts = (of: DataFacts | null) => (of ? `${of.name}, version ${of.version}, ${counted(of.rows, 'row')}` : 'no longer kept');
  return [
    { what: 'Version', a: facts(a), b: facts(b) },
    { what: 'SHA-256', a: shortHash(hash.a), b: shortHash(hash.b) },
    ...removed.map((column) => ({ what: quoted(column), a: 'a column', b: 'not there' })),
    ...added.map((column) => ({ what: quoted(column), a: 'not there', b: 'a column' })),
    ...changed.flatMap(({ column, what }) =>
      what.map((change) => {
        const line = lineOf(change, (_, value) => sayParam(value));
        return { ...line, what: `${quoted(column)}: ${line.what.toLowerCase()}` };
      })
    )
  ];
}
