import { counted, grouped, quoted } from '../words.ts';
import { LatheError } from './lathe-error.ts';

export const keyDestroyed = (id: string, at: number) =>
  new LatheError(
    'key-destroyed',
    `The key ${quoted(id)} was destroyed on ${new Date(at).toISOString().slice(0, 10)}: no code can be made with it any more.`,
    'Make a new key; its codes cannot be linked to those made before. Where the key was written down, take it in again.',
    { id }
  );

export const keyShownBefore = (id: string, at: number) =>
  new LatheError(
    'key-shown-before',
    `The key ${quoted(id)} was shown on ${new Date(at).toISOString().slice(0, 10)}, and a key is shown once.`,
    'Use what was written down then. If it is lost, make a new key and pseudonymise again.',
    { id }
  );

export const keyUnreadable = (letters: number) =>
  new LatheError(
    'key-unreadable',
    `A key has 64 digits from 0 to f; what was given has ${counted(letters, 'letter')}, or others among them.`,
    'Give it as it was shown when it was written down.',
    { letters }
  );

export const pseudonymCollision = (id: string, values: number) =>
  new LatheError(
    'pseudonym-collision',
    `Two of ${grouped(values)} different values got the same code under the key ${quoted(id)}.`,
    'Make a new key and try again: that it happens again is next to impossible.',
    { id, values }
  );

export const kNotReachable = (k: number, rows: number) =>
  new LatheError(
    'k-not-reachable',
    `${counted(rows, 'row')} can’t hide each other in groups of ${k}.`,
    'Choose a smaller k, or more rows.',
    { k, rows }
  );

export const personNotFound = (column: string) =>
  new LatheError(
    'person-not-found',
    `No version of the data and no logged answer has this value in ${quoted(column)}.`,
    'Write the value as it stands in the table, letter for letter, or look in another column.',
    { column }
  );

export const erasureLeavesNothing = (version: number, rows: number) =>
  new LatheError(
    'erasure-leaves-nothing',
    `All ${counted(rows, 'row')} of version ${version} have this value: nothing would be left of it.`,
    'Choose a column that names one person, or remove the version or the project whole.',
    { version, rows }
  );

export const erasureWaits = (jobs: readonly string[]) =>
  new LatheError(
    'erasure-waits',
    `${counted(jobs.length, 'run')} of this project ${jobs.length === 1 ? 'is' : 'are'} under way and may be reading the rows.`,
    'Let the training end, or stop it, then erase.',
    { jobs }
  );

export const erasureOvertaken = (version: number) =>
  new LatheError(
    'erasure-overtaken',
    `Version ${version} was changed or removed while its rows were taken out; nothing was erased.`,
    'Look for the person again, then erase.',
    { version }
  );

export const rowsErased = (run: string) =>
  new LatheError(
    'rows-erased',
    `The run ${quoted(run)} can’t be replayed: rows of a person were erased from its data since.`,
    'Train again on the data as they are.',
    { run }
  );

export const askInvalid = (problem: string, hint: string) =>
  new LatheError('ask-invalid', `The summary can’t be made: ${problem}.`, hint, { problem });

export const budgetExhausted = (what: 'epsilon' | 'delta', total: number, spent: number, wanted: number, dataset: string) =>
  new LatheError(
    'budget-exhausted',
    `The privacy budget of "${dataset}" does not allow it: ${Number(spent.toPrecision(6))} of ${what} ${total} is spent, and ${wanted} more is asked for.`,
    'Ask for less, or use the answers there are. More budget is less privacy for everybody in the data.',
    { what, total, spent, wanted, dataset }
  );
