import { nearestName } from '../nearest-name.ts';
import { quoted } from '../words.ts';
import { LatheError } from './lathe-error.ts';

/** An object without a prototype has no text. */
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

export const duplicateId = (registry: string, id: string) =>
  new LatheError('duplicate-id', `The ${registry} registry has two entries called ${quoted(id)}.`, 'Rename one of them.', { registry, id });

export const unknownId = (kind: string, id: string, known: readonly string[]) =>
  new LatheError(
    'unknown-id',
    `There is no ${kind} called ${quoted(id)}.`,
    `Use one of: ${known.slice(0, 20).join(', ') || '(none yet)'}.`,
    {
      kind,
      id,
      known
    }
  );

/** @param named what there is, as a person knows it: ids say nothing */
export const unknownRecord = (kind: string, id: string, idsFrom: string, named: readonly string[]) =>
  new LatheError(
    'unknown-id',
    `There is no ${kind} with the id ${quoted(id)}.`,
    named.length === 0
      ? `There is no ${kind} yet.`
      : `${idsFrom} gives the ids. There ${named.length === 1 ? 'is' : 'are'}: ${named.slice(0, 5).join('; ')}${named.length > 5 ? `; and ${named.length - 5} more` : ''}.`,
    { kind, id }
  );

export const argumentWrong = (verb: string, at: string, expected: string, got: string, example: string) =>
  new LatheError('argument-wrong', `${verb}: ${quoted(at)} must be ${expected}, but it is ${got}.`, `Call it like this: ${example}.`, {
    verb,
    at,
    expected
  });

/** @param known the options there are */
export const optionUnknown = (verb: string, option: string, known: readonly string[]) => {
  const nearest = nearestName(option, known);
  return new LatheError(
    'option-unknown',
    `${verb} has no option ${quoted(option)}.`,
    nearest === null ? `Its options are ${known.join(', ')}.` : `Did you mean ${quoted(nearest)}?`,
    { verb, option, nearest }
  );
};

export const paramOutOfRange = (owner: string, param: string, expected: string, got: unknown) =>
  new LatheError(
    'param-out-of-range',
    `${owner}: ${quoted(param)} must be ${expected}, but it is ${isObject(got) ? 'an object' : String(got)}.`,
    `Set ${quoted(param)} to ${expected}.`,
    {
      owner,
      param,
      got
    }
  );

export const unknownParam = (owner: string, param: string, known: readonly string[]) =>
  new LatheError('unknown-param', `${owner} has no parameter ${quoted(param)}.`, `Use one of: ${known.join(', ') || '(it has none)'}.`, {
    owner,
    param,
    known
  });

export const nameTaken = (kind: string, name: string) =>
  new LatheError('name-taken', `There is already a ${kind} called ${quoted(name)} in another project.`, 'Choose another name.', {
    kind,
    name
  });

export const workerCrashed = (doing: string, cause: unknown) =>
  new LatheError(
    'worker-crashed',
    `${doing} stopped unexpectedly.`,
    'Try again with fewer rows or a smaller model; the data are unchanged.',
    { doing },
    cause
  );

export const needsDataset = () => new LatheError('no-dataset', 'This project has no data yet.', 'Import a CSV file or images first.');
