import { quoted } from '../words.ts';
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
    `${label} is ${state === 'elsewhere' ? 'worked on by another page' : state}, so this can't be done to it.`,
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
