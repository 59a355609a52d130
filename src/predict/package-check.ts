import { type CalibrationKind, calibrationKinds } from '../core/calibration-kind.ts';
import { packageDamaged, packageVersion } from '../core/errors/packaging.ts';
import { isTypedArray } from '../core/plain.ts';
import { columnTypes } from '../core/schema.ts';
import { modelScorers } from './model-registry.ts';
import type { LimitGroups } from './limits-type.ts';
import type { ModelPackage } from './package-type.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Structure and numbers of a package, before anything scores with it. Weights must be finite, except in the fields of a model's state that
 * its scorer names in `mayBeNonFinite`, and where a recipe's state means "missing" by NaN. Messages name the place only: this check is part of
 * every exported file, and what it finds is never the user's doing.
 * @throws LatheError `package-damaged` or `package-version`
 */
export function checkPackage(pkg: ModelPackage): void {
  const {
    format,
    formatVersion,
    task,
    inputs,
    target,
    recipe,
    model,
    calibration,
    threshold,
    calls,
    decision,
    uncertainty,
    limits,
    reference,
    provenance
  } = fieldsOf(pkg, 'package');
  demand(format === 'lathe-package', 'format');
  if (formatVersion !== 1) throw packageVersion(formatVersion, 1);
  demand(task === 'classification' || task === 'regression', 'task');
  checkInputs(inputs);
  checkTarget(fieldsOf(target, 'target'), task === 'classification', threshold);
  for (const step of listOf(recipe, 'recipe')) checkStep(fieldsOf(step, 'recipe'));
  checkModel(fieldsOf(model, 'model'));
  if (calibration !== null) checkCalibration(fieldsOf(calibration, 'calibration'), task);
  if (calls !== undefined) checkCalls(fieldsOf(calls, 'calls'), listOrNone(fieldsOf(target, 'target')['labels']));
  if (decision !== undefined) demand(threshold !== null && isTexts(Object.values(fieldsOf(decision, 'decision'))), 'decision');
  if (uncertainty !== null) demand((fieldsOf(uncertainty, 'uncertainty')['halfWidth'] as number) >= 0, 'halfWidth');
  demandFinite(uncertainty, 'uncertainty');
  if (limits !== undefined)
    checkLimits(fieldsOf(limits, 'limits'), listOrNone(fieldsOf(target, 'target')['labels']), fieldsOf(model, 'model')['id']);
  listOf(fieldsOf(reference, 'reference')['columns'], 'reference');
  demandFinite(reference, 'reference');
  fieldsOf(provenance, 'provenance');
}

function demand(holds: boolean, place: string): asserts holds {
  if (!holds) throw packageDamaged(`what it says under "${place}" can't be`);
}

function fieldsOf(value: unknown, place: string): Fields {
  demand(typeof value === 'object' && value !== null && !Array.isArray(value) && !isTypedArray(value), place);
  return value as Fields;
}

function listOf(value: unknown, place: string): readonly unknown[] {
  demand(Array.isArray(value), place);
  return value;
}

const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((entry) => typeof entry === 'string');

function checkInputs(inputs: unknown): void {
  const names = new Set<unknown>();
  for (const entry of listOf(inputs, 'inputs')) {
    const { name, type, labels, image } = fieldsOf(entry, 'inputs');
    demand(typeof name === 'string' && !names.has(name) && (columnTypes as readonly unknown[]).includes(type), 'inputs');
    demand(labels === undefined || isTexts(labels), 'labels');
    if (type === 'image') checkImage(fieldsOf(image, 'image'));
    names.add(name);
  }
  demandFinite(inputs, 'inputs');
}

/** As many pixels as a model of this house could take: a size that lies must not make an array of gigabytes. */
const MAX_PIXELS = 4096 * 4096;

function checkImage({ width, height, channels }: Fields): void {
  const isSize = Number.isInteger(width) && Number.isInteger(height) && Number(width) > 0 && Number(height) > 0;
  demand(isSize && Number(width) * Number(height) <= MAX_PIXELS && (channels === 1 || channels === 3), 'image');
}

function checkTarget({ name, labels, positive }: Fields, isClasses: boolean, threshold: unknown): void {
  demand(typeof name === 'string', 'target');
  if (!isClasses) return demand(threshold === null && labels === undefined, 'target');
  demand(isTexts(labels) && labels.length > 0 && new Set(labels).size === labels.length, 'labels');
  demand(positive === undefined || labels.includes(positive as string), 'positive');
  demand(threshold === null || (Number(threshold) >= 0 && Number(threshold) <= 1 && labels.length === 2), 'threshold');
}

function checkStep({ kind, columns, state }: Fields): void {
  demand(typeof kind === 'string' && isTexts(columns), 'recipe');
  demandFinite(fieldsOf(state, 'recipe'), kind, ['unknown', 'donors']);
}

function checkModel({ id, label, state }: Fields): void {
  demand(typeof id === 'string' && typeof label === 'string', 'model');
  demandFinite(fieldsOf(state, 'model'), 'model', modelScorers.find(id)?.mayBeNonFinite);
}

function checkCalibration({ kind, state }: Fields, task: unknown): void {
  demand(calibrationKinds.includes(kind as CalibrationKind) && task === 'classification', 'calibration');
  demandFinite(fieldsOf(state, 'calibration'), 'calibration');
}

const listOrNone = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

function checkLimits({ sets, widths, distance, ends, groups, forest, energy }: Fields, classes: number, model: unknown): void {
  if (groups !== undefined) demand(isTexts(fieldsOf(groups, 'groups')['labels']), 'groups');
  const places = groups === undefined ? 1 : (groups as LimitGroups).labels.length + 1;
  if (sets !== null) {
    demand(lengthOf(sets, 'cutoffs') === classes * places, 'sets');
    demand([undefined, 'drawn', 'smallest'].includes(fieldsOf(sets, 'sets')['rule'] as string | undefined), 'sets');
  }
  if (widths !== null)
    demand(
      lengthOf(widths, 'below') === places * (lengthOf(widths, 'edges') + 1) && lengthOf(widths, 'above') === lengthOf(widths, 'below'),
      'widths'
    );
  if (distance !== null) {
    const columns = listOf(fieldsOf(distance, 'distance')['columns'], 'distance').length;
    demand(lengthOf(distance, 'centre') === columns && lengthOf(distance, 'whiten') === (columns * (columns + 1)) / 2, 'distance');
  }
  if (ends !== undefined) checkEnds(fieldsOf(ends, 'ends'), places, model);
  if (forest !== undefined) {
    checkMember(fieldsOf(forest, 'forest')['model']);
    demand(lengthOf(forest, 'centre') === listOf(fieldsOf(forest, 'forest')['columns'], 'forest').length, 'forest');
    demandFinite(fieldsOf(forest, 'forest')['centre'], 'forest');
  }
  for (const part of [distance, forest, energy])
    if (part !== null && part !== undefined) demand(lengthOf(part, 'marks') <= MOST_MARKS, 'marks');
  for (const part of [sets, widths, distance, energy]) demandFinite(part, 'limits');
}

/** As many shares as there are words for. */
const MOST_MARKS = 101;

/** How many models stand beside the model: those of CV+ are as many as its folds. */
const MEMBERS = { quantiles: 2, scaled: 1 } as const;

function checkEnds({ kind, members, margins, misses, least, own }: Fields, places: number, model: unknown): void {
  const beside = listOf(members, 'ends');
  beside.forEach(checkMember);
  if (kind === 'plus') {
    const lists = listOf(misses, 'misses');
    demand(beside.length > 0 && lists.length === places * beside.length && lists.every((own) => own instanceof Float64Array), 'misses');
    return demandFinite(misses, 'misses');
  }
  demand(kind === 'quantiles' || kind === 'scaled', 'ends');
  if (own !== undefined) checkOwnQuantiles(own, kind, model);
  demand(beside.length === (own === undefined ? MEMBERS[kind] : 0) && margins instanceof Float64Array && margins.length === places, 'ends');
  demand(kind === 'quantiles' || (least as number) > 0, 'least');
  demandFinite([margins, least], 'ends');
}

function checkOwnQuantiles(own: unknown, kind: unknown, model: unknown): void {
  const [low, high] = listOf(own, 'ends') as readonly number[];
  demand(
    kind === 'quantiles' && low! > 0 && low! < high! && high! < 1 && modelScorers.find(String(model))?.atQuantile !== undefined,
    'ends'
  );
}

function checkCalls({ kind, labels, rules }: Fields, classes: number): void {
  demand(classes === 2 && (kind === 'drawn' || kind === 'by-group'), 'calls');
  if (kind === 'drawn') return;
  const list = listOf(rules, 'rules');
  demand(isTexts(labels) && labels.length === list.length, 'calls');
  for (const rule of list) {
    const { low, high, ...shares } = fieldsOf(rule, 'rules');
    demand((high as number) >= (low as number), 'rules');
    demand(
      ['mix', 'ignored', 'constant'].every((name) => Number(shares[name]) >= 0 && Number(shares[name]) <= 1),
      'rules'
    );
  }
}

/** A model beside the model, with its own recipe. */
function checkMember(member: unknown): void {
  const { id, recipe, state } = fieldsOf(member, 'limits');
  for (const step of listOf(recipe, 'recipe')) checkStep(fieldsOf(step, 'recipe'));
  checkModel({ id, label: '', state });
}

function lengthOf(value: unknown, field: string): number {
  const array = fieldsOf(value, 'limits')[field];
  demand(array instanceof Float64Array, 'limits');
  return array.length;
}

/** @param except names of fields, at any depth, that may hold NaN or infinities */
function demandFinite(value: unknown, place: string, except: readonly string[] = []): void {
  if (typeof value === 'number') demand(Number.isFinite(value), place);
  else if (isTypedArray(value)) demand(isFiniteArray(value), place);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, entry] of Object.entries(value)) if (!except.includes(key)) demandFinite(entry, place, except);
  }
}

function isFiniteArray(values: Iterable<number>): boolean {
  for (const x of values) if (!Number.isFinite(x)) return false;
  return true;
}
