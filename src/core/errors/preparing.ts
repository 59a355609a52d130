import { counted, listedNames, quoted } from '../words.ts';
import { LatheError } from './lathe-error.ts';

export const rowsNeedClasses = (owner: string) =>
  new LatheError(
    'rows-need-classes',
    `${owner} makes rows of rare classes, but this target has no classes.`,
    'Take the step out: numbers have no rare class. Rows can be weighted instead, with a column of the role "weight".',
    { owner }
  );

export const rowsNeedNoGaps = (owner: string, column: string, missing: number) =>
  new LatheError(
    'rows-need-no-gaps',
    `${owner} can't make a row between two of which one lacks a number: ${quoted(column)} misses ${counted(missing, 'value')} there.`,
    'Put the step "Fill missing values" before it.',
    { owner, column, missing }
  );

export const rowsNeedPlainColumns = (owner: string, columns: readonly string[], kind: string) =>
  new LatheError(
    'rows-need-plain-columns',
    `${owner} can make up numbers and levels, but ${listedNames(columns)} ${columns.length === 1 ? 'is a' : 'are'} ${kind} ${columns.length === 1 ? 'column' : 'columns'} there.`,
    kind === 'time' ? 'Put the step "Take dates apart" before it.' : 'Put the step "Leave out" before it.',
    { owner, columns, kind }
  );

export const rowsMadeAlready = (owner: string) =>
  new LatheError(
    'rows-made-already',
    `${owner} stands in the recipe twice, and a made-up row can't lie between made-up rows.`,
    'Take one of the two out.',
    { owner }
  );
