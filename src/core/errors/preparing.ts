import { counted, grouped, listedNames, quoted } from '../words.ts';
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
    `${owner} can’t make a row between two of which one lacks a number: ${quoted(column)} misses ${counted(missing, 'value')} there.`,
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
    `${owner} stands in the recipe twice, and a made-up row can’t lie between made-up rows.`,
    'Take one of the two out.',
    { owner }
  );

export const stepNeedsTarget = (owner: string) =>
  new LatheError(
    'step-needs-target',
    `${owner} learns from the answers, and here are none.`,
    'Say on Problem which column is to be told, or take the step out.',
    { owner }
  );

export const stepNeedsTime = (owner: string) =>
  new LatheError(
    'step-needs-time',
    `${owner} needs a column of times to know what was earlier, and there is none at this place of the recipe.`,
    'Put the step before “Take dates apart”, or give the column of times its type on Data.',
    { owner }
  );

export const formulaColumnTaken = (name: string) =>
  new LatheError(
    'formula-column-taken',
    `There is a column ${quoted(name)} already, so a formula can’t make one of that name.`,
    'Call it otherwise; or, if the column of the data is the same thing, give that one the role "ignore".',
    { name }
  );

export const formulaNotFinite = (expression: string) =>
  new LatheError(
    'formula-not-finite',
    'The formula holds a number too large to be one.',
    'Write a smaller number: what is above 1.8e308 is infinite.',
    { expression }
  );

export const featureInputsMissing = (name: string, missing: readonly string[], known: readonly string[]) =>
  new LatheError(
    'feature-inputs-missing',
    `The feature ${quoted(name)} is worked out from ${listedNames(missing)}, which ${missing.length === 1 ? 'is' : 'are'} no ${missing.length === 1 ? 'column' : 'columns'} that a model may see here.`,
    `Say which columns stand for them: { columns: { ${JSON.stringify(missing[0])}: "..." } }. There are ${listedNames(known)}.`,
    { name, missing, known }
  );

export const featureInputMisfit = (name: string, input: string, wanted: string, column: string, type: string) =>
  new LatheError(
    'feature-input-misfit',
    `The feature ${quoted(name)} needs ${wanted} as ${quoted(input)}, but the column ${quoted(column)} is of the type ${type}.`,
    'Choose another column for it, or give this one its right type on Data.',
    { name, input, column, type }
  );

export const featureInputOther = (name: string, input: string, column: string, why: { readonly said: string; readonly hint: string }) =>
  new LatheError(
    'feature-input-other',
    `The column ${quoted(column)} can’t stand for ${quoted(input)} of the feature ${quoted(name)}: ${why.said}.`,
    why.hint,
    { name, input, column }
  );

export const featureNeedsColumns = (expression: string) =>
  new LatheError(
    'feature-needs-columns',
    'A feature is worked out from at least one column; this formula names none.',
    'Name a column in it, such as weight / height ^ 2.',
    { expression }
  );

export const featureInUse = (address: string, projects: readonly string[]) =>
  new LatheError(
    'feature-in-use',
    `The feature ${quoted(address)} is used by ${listedNames(projects)}.`,
    'Move them to another version first; or remove it all the same: their recipes hold the formula themselves and go on working.',
    { address, projects }
  );

export const boxCoxNeedsPositive = (column: string, least: number, count: number) =>
  new LatheError(
    'box-cox-needs-positive',
    `Box and Cox’s power takes numbers above 0 only, but ${quoted(column)} has ${counted(count, 'training row')} at 0 or below; the smallest value is ${least}.`,
    'Choose the method "yeo-johnson", which takes any number, or leave this column out of the step.',
    { column, least, count }
  );

export const partsNeedNonNegative = (column: string, least: number, count: number) =>
  new LatheError(
    'parts-need-non-negative',
    `Non-negative parts add up to numbers of 0 and above only, but ${quoted(column)} has ${counted(count, 'training row')} below 0; the smallest value is ${least}.`,
    'Put "Scale numbers" with the method "min-max" before this step, or leave this column out; "Truncated SVD" takes any number.',
    { column, least, count }
  );

export const tooManyProducts = (columns: number, degree: number, count: number, most: number) =>
  new LatheError(
    'too-many-products',
    `${counted(columns, 'column')} up to degree ${degree} make ${counted(count, 'product')}; a step makes at most ${grouped(most)}.`,
    'Name the few columns that matter, lower the degree, or choose columns before with a step that selects.',
    { columns, degree, count, most }
  );

export const tooManyForComponents = (columns: number, rows: number, most: number) =>
  new LatheError(
    'too-many-for-components',
    `The main directions among ${counted(columns, 'column')} over ${counted(rows, 'training row')} would take too long: at most ${grouped(most)} columns, or rows, will do.`,
    'Say how many directions are wanted (nComponents), name fewer columns, or choose columns before with a step that selects.',
    { columns, rows, most }
  );

export const tooManyToEliminate = (columns: number, most: number) =>
  new LatheError(
    'too-many-to-eliminate',
    `Eliminating weighs all columns against each other, at most ${grouped(most)}; here are ${counted(columns, 'column')}.`,
    'Put "Keep the best columns" before it, with a k of some hundreds, or name fewer columns.',
    { columns, most }
  );
