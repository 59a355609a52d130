import { packageDamaged, packageVersion } from '../core/errors.ts';
import { isTypedArray } from '../core/plain.ts';
import { columnTypes } from '../core/schema.ts';
import { modelScorers } from './model-registry.ts';
import type { ModelPackage } from './package-type.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Structure and numbers of a package, before anything scores with it. Weights must be finite, except in the fields of a model's state that
 * its scorer names in `mayBeNonFinite`, and where a recipe's state means "missing" by NaN.
 * @throws LatheError `package-damaged` or `package-version`
 */
export function checkPackage(pkg: ModelPackage): void {
  const fields = fieldsOf(pkg, 'the package');
  demand(fields['format'] === 'lathe-package', 'its format is not "lathe-package"');
  if (fields['formatVersion'] !== 1) throw packageVersion(fields['formatVersion'], 1);
  demand(fields['task'] === 'classification' || fields['task'] === 'regression', `its task is ${String(fields['task'])}`);
  checkInputs(fields['inputs']);
  checkTarget(fieldsOf(fields['target'], 'the target'), fields['task'] === 'classification', fields['threshold']);
  checkRecipe(fields['recipe']);
  checkModel(fieldsOf(fields['model'], 'the model'));
  checkAnswers(fields);
  const reference = fieldsOf(fields['reference'], 'the reference');
  demand(Array.isArray(reference['columns']), 'its reference has no columns');
  demandFinite(reference, 'the reference');
  fieldsOf(fields['provenance'], 'the provenance');
}

function demand(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw packageDamaged(otherwise);
}

function fieldsOf(value: unknown, what: string): Fields {
  demand(typeof value === 'object' && value !== null && !Array.isArray(value) && !isTypedArray(value), `${what} is not a record`);
  return value as Fields;
}

const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((entry) => typeof entry === 'string');

function checkInputs(inputs: unknown): void {
  demand(Array.isArray(inputs), 'its inputs are not a list');
  const names = new Set<string>();
  for (const entry of inputs as unknown[]) {
    const input = fieldsOf(entry, 'an input');
    demand(
      typeof input['name'] === 'string' && !names.has(input['name']),
      `the input ${String(input['name'])} stands in it twice or has no name`
    );
    names.add(input['name']);
    demand(
      (columnTypes as readonly unknown[]).includes(input['type']),
      `the input "${input['name']}" has the type ${String(input['type'])}`
    );
    demand(input['labels'] === undefined || isTexts(input['labels']), `the levels of "${input['name']}" are not texts`);
    if (input['type'] === 'image') checkImage(fieldsOf(input['image'], `the image size of "${input['name']}"`));
  }
  demandFinite(inputs, 'the inputs');
}

/** As many pixels as a model of this house could take: a size that lies must not make an array of gigabytes. */
const MAX_PIXELS = 4096 * 4096;

function checkImage(image: Fields): void {
  const { width, height, channels } = image;
  const isSize = Number.isInteger(width) && Number.isInteger(height) && Number(width) > 0 && Number(height) > 0;
  demand(
    isSize && Number(width) * Number(height) <= MAX_PIXELS && (channels === 1 || channels === 3),
    'an image input has no possible size'
  );
}

function checkTarget(target: Fields, isClasses: boolean, threshold: unknown): void {
  demand(typeof target['name'] === 'string', 'its target has no name');
  const labels = target['labels'];
  if (!isClasses) return demand(threshold === null, 'it has a threshold but no classes');
  demand(isTexts(labels) && labels.length > 0 && new Set(labels).size === labels.length, 'its classes are not a list of different texts');
  demand(target['positive'] === undefined || labels.includes(String(target['positive'])), 'its positive class is none of its classes');
  const isShare = typeof threshold === 'number' && threshold >= 0 && threshold <= 1;
  demand(threshold === null || (isShare && labels.length === 2), `its threshold is ${String(threshold)}`);
}

function checkRecipe(recipe: unknown): void {
  demand(Array.isArray(recipe), 'its recipe is not a list');
  for (const entry of recipe as unknown[]) {
    const step = fieldsOf(entry, 'a recipe step');
    demand(typeof step['kind'] === 'string' && isTexts(step['columns']), 'a recipe step has no kind or no columns');
    demandFinite(fieldsOf(step['state'], 'the state of a recipe step'), `the recipe step "${step['kind']}"`, ['unknown']);
  }
}

function checkModel(model: Fields): void {
  demand(typeof model['id'] === 'string' && typeof model['label'] === 'string', 'its model has no id or no label');
  demandFinite(fieldsOf(model['state'], 'the state of the model'), 'the model', modelScorers.find(model['id'])?.mayBeNonFinite ?? []);
}

function checkAnswers({ calibration, uncertainty, task }: Fields): void {
  if (calibration !== null) {
    const { kind, state } = fieldsOf(calibration, 'the calibration');
    demand(kind === 'platt' || kind === 'isotonic', `its calibration is of the kind ${String(kind)}`);
    demand(task === 'classification', 'it has a calibration but no classes');
    demandFinite(fieldsOf(state, 'the state of the calibration'), 'the calibration');
  }
  if (uncertainty === null) return;
  const { halfWidth } = fieldsOf(uncertainty, 'the uncertainty');
  demand(
    typeof halfWidth === 'number' && halfWidth >= 0 && Number.isFinite(halfWidth),
    `the half width of its interval is ${String(halfWidth)}`
  );
}

/** @param except names of fields, at any depth, that may hold NaN or infinities */
function demandFinite(value: unknown, where: string, except: readonly string[] = []): void {
  if (typeof value === 'number') demand(Number.isFinite(value), `${where} holds a number that is not finite`);
  else if (value instanceof Float64Array || value instanceof Float32Array)
    demand(isFiniteArray(value), `${where} holds numbers that are not finite`);
  else if (Array.isArray(value)) value.forEach((entry) => demandFinite(entry, where, except));
  else if (typeof value === 'object' && value !== null && !isTypedArray(value)) {
    for (const [key, entry] of Object.entries(value)) if (!except.includes(key)) demandFinite(entry, where, except);
  }
}

function isFiniteArray(values: Float64Array | Float32Array): boolean {
  for (const x of values) if (!Number.isFinite(x)) return false;
  return true;
}
