import { quoted } from '../words.ts';
import { isPause } from '../pausing.ts';
import { LatheError } from './lathe-error.ts';

export const jobElsewhere = (label: string) =>
  new LatheError(
    'job-elsewhere',
    `${label} is being worked on already, here or in another tab.`,
    'Let it go on there, or stop it there first.',
    { label }
  );

export const runCannotGoOn = (label: string, status: string) =>
  new LatheError(
    'run-cannot-go-on',
    `The run of ${label} is ${status}: only one that was paused or interrupted can go on.`,
    'Start it again with the same settings: with the same seed it gives the same.',
    { label, status }
  );

export const trialStopped = (label: string) =>
  new LatheError(
    'trial-stopped',
    `The trial of ${label} was stopped when it was made.`,
    'The search passes it over; start the run by itself to have it.',
    { label }
  );

export const jobUnknown = (id: string) =>
  new LatheError('job-unknown', `There is no job ${quoted(id)}: it is done, or was given up.`, 'Look at jobs.list().', { id });

export const jobNotHere = (label: string, state: string) =>
  new LatheError(
    'job-not-here',
    `${label} is ${state === 'elsewhere' ? 'worked on by another page' : state}, so this can’t be done to it.`,
    state === 'elsewhere' ? 'Do it on the page that works on it.' : 'Pause what works, resume what rests.',
    { label, state }
  );

export const scheduleUnknown = (id: string) =>
  new LatheError('schedule-unknown', `There is no schedule ${quoted(id)} in this project.`, 'Look at schedules.list().', { id });

export const timeOutOfRange = (hour: number, minute: number) =>
  new LatheError('time-out-of-range', `${hour}:${minute} is no time of a day.`, 'Give an hour from 0 to 23 and a minute from 0 to 59.', {
    hour,
    minute
  });

export const hoursOutOfRange = (hours: number, most: number) =>
  new LatheError('hours-out-of-range', `Every ${hours} hours is not possible.`, `Give from 1 to ${most} hours.`, { hours, most });

/**
 * Gives an AbortError a code and a hint beside its name, so that a script can tell it from a failure, and a pause from an end, in either way. It stays
 * the object that was thrown: the reason of a signal is known again.
 */
export function withStopCode(abort: Error): Error {
  if (!Object.isExtensible(abort)) return abort;
  const [code, hint] = isPause(abort)
    ? ['paused', 'Go on with it by jobs.resume: what was done is kept.']
    : ['cancelled', 'It was stopped when it was asked to stop. Begin it again when you want it.'];
  const said = (value: string) => ({ value, configurable: true, writable: true });
  // A DOMException has a number as its code, from the days before names; its own property stands before that.
  return Object.defineProperties(abort, { code: said(code), hint: said(hint) });
}
