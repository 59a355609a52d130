import { quoted } from '../words.ts';
import { LatheError } from './lathe-error.ts';

export const tooManyLinked = (asked: number, most: number): LatheError =>
  new LatheError(
    'too-many-linked',
    `${asked} columns were asked for at once; at most ${most} can be linked.`,
    'Take one out before you add another.'
  );

/** @param season a season that was asked for and does not fit */
export const notASeries = (column: string, time: string, season?: { readonly period: number; readonly most: number }): LatheError =>
  season
    ? new LatheError(
        'not-a-series',
        `A season of ${season.period} steps does not fit: ${quoted(column)} has room for 2 to ${season.most}.`,
        'Give a season that the series holds at least twice.'
      )
    : new LatheError(
        'not-a-series',
        `${quoted(column)} over ${quoted(time)} makes no series: it takes 20 moments, and most of them one step apart.`,
        'Group the rows by day or month first (Change the table, on the Data step), or choose another column of times.'
      );

export const noPlaces = (): LatheError =>
  new LatheError(
    'no-places',
    'No two columns of numbers say places.',
    'Name them latitude and longitude, or say of a column of latitudes which column holds its longitudes (Data, Columns).'
  );

export const noTimes = (column: string): LatheError =>
  new LatheError(
    'not-a-series',
    `${quoted(column)} makes no series: no column holds times.`,
    'Give a column of dates or times the type time on the Data step.'
  );

export const noSplitYet = (): LatheError =>
  new LatheError(
    'no-split-yet',
    'This version of the data is not divided into parts yet, so no part can be compared.',
    'Divide the rows on the Models step, or compare with another version.'
  );

export const nothingToCompare = (first: string, second: string): LatheError =>
  new LatheError(
    'nothing-to-compare',
    `${first} and ${second} share no column of numbers, times or categories.`,
    'Choose a version that has columns of the same names and types.'
  );

export const noMap = (): LatheError =>
  new LatheError(
    'no-map',
    'These rows make no map: it takes ten rows, and two columns of numbers, times or categories that vary beside the target.',
    'Give more columns the role feature on the Data step, or bring in more rows.'
  );

export const noTexts = (column: string): LatheError =>
  new LatheError(
    'no-texts',
    `${quoted(column)} can’t be read as texts: no column of this version has the type text.`,
    'Give a column the type text on the Data step first.'
  );

export const tooFewTexts = (column: string, texts: number, terms: number, topics: number): LatheError =>
  new LatheError(
    'too-few-texts',
    `${quoted(column)} has ${texts} texts with ${terms} words that come in three texts or more: too few for ${topics} topics.`,
    'Ask for fewer topics, or bring in more texts.',
    { column, texts, terms, topics }
  );
