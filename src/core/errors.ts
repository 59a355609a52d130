/** Every failure the user can act on, in one catalogue however long: one factory per code. Message = what happened, with the numbers; hint = what to do. */
export class LatheError extends Error {
  override readonly name = 'LatheError';
  readonly code: string;
  readonly hint: string;
  readonly context: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, hint: string, context: Record<string, unknown> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.hint = hint;
    this.context = context;
  }
}

export const isLatheError = (value: unknown): value is LatheError => value instanceof LatheError;

// --- anywhere ---

export const duplicateId = (registry: string, id: string) =>
  new LatheError('duplicate-id', `The ${registry} registry has two entries called "${id}".`, 'Rename one of them.', { registry, id });

export const unknownId = (kind: string, id: string, known: readonly string[]) =>
  new LatheError('unknown-id', `There is no ${kind} called "${id}".`, `Use one of: ${known.slice(0, 20).join(', ') || '(none yet)'}.`, {
    kind,
    id,
    known
  });

export const paramOutOfRange = (owner: string, param: string, expected: string, got: unknown) =>
  new LatheError(
    'param-out-of-range',
    `${owner}: "${param}" must be ${expected}, but it is ${String(got)}.`,
    `Set "${param}" to ${expected}.`,
    {
      owner,
      param,
      got
    }
  );

export const unknownParam = (owner: string, param: string, known: readonly string[]) =>
  new LatheError('unknown-param', `${owner} has no parameter "${param}".`, `Use one of: ${known.join(', ') || '(it has none)'}.`, {
    owner,
    param,
    known
  });

export const workerCrashed = (doing: string, cause: unknown) =>
  new LatheError(
    'worker-crashed',
    `${doing} stopped unexpectedly.`,
    'Try again with fewer rows or a smaller model; the data are unchanged.',
    { doing },
    cause
  );

// --- tables and shapes ---

export const columnNotFound = (column: string, known: readonly string[]) =>
  new LatheError('column-not-found', `There is no column "${column}".`, `The columns are: ${known.slice(0, 20).join(', ')}.`, {
    column,
    known
  });

export const shapeMismatch = (what: string, expected: number, got: number) =>
  new LatheError('shape-mismatch', `${what}: expected ${expected}, got ${got}.`, 'Use the columns the model was trained on.', {
    expected,
    got
  });

export const tooFewRows = (have: number, need: number, doing: string) =>
  new LatheError(
    'too-few-rows',
    `${doing} needs at least ${need} rows, but this selection has ${have}.`,
    'Add rows, widen the filter, or choose a smaller test share.',
    { have, need }
  );

export const featureNotNumeric = (column: string, kind: string) =>
  new LatheError(
    'feature-not-numeric',
    `The feature "${column}" is ${kind}, but this model takes numbers only.`,
    'Add a one-hot or ordinal step to the recipe.',
    {
      column,
      kind
    }
  );

export const featureMissing = (column: string, missing: number) =>
  new LatheError(
    'feature-missing',
    `The feature "${column}" has ${missing} missing values, which this model can't take.`,
    'Add an impute step to the recipe, or use boosting, which takes missing values as they are.',
    { column, missing }
  );

export const noFeatures = () =>
  new LatheError('no-features', 'No column is left to learn from.', 'Give at least one column the role "feature".', {});

// --- packages and scoring ---

export const packageDamaged = (detail: string) =>
  new LatheError(
    'package-damaged',
    `The model package is damaged: ${detail}.`,
    'Use the original file, or make the package again from its run.',
    { detail }
  );

export const packageVersion = (got: unknown, known: number) =>
  new LatheError(
    'package-version',
    `The model package has format version ${String(got)}, but this Lathe reads version ${known}.`,
    'Open it with the Lathe that made it, or make the package again from its run.',
    { got, known }
  );

export const columnKindMismatch = (owner: string, column: string, got: string, accepted: readonly string[]) =>
  new LatheError(
    'column-kind-mismatch',
    `${owner} takes ${accepted.join(' or ')} columns, but "${column}" is a ${got} column there.`,
    'Choose other columns for the step, or change the type of the column.',
    { owner, column, got, accepted }
  );

export const rowsInvalid = (problems: readonly { readonly row: number; readonly column: string; readonly message: string }[]) =>
  new LatheError(
    'rows-invalid',
    `${problems.length} ${problems.length === 1 ? 'value is' : 'values are'} not what the model takes. Row ${problems[0]?.row}: ${problems[0]?.message}`,
    'Correct the values named in the list, or leave them out: a missing value is allowed.',
    { problems: problems.slice(0, 100) }
  );

export const exportDamaged = (detail: string) =>
  new LatheError('export-damaged', `The exported file is not what it should be: ${detail}.`, 'Export the model again.', { detail });

export const exportDiffers = (detail: string) =>
  new LatheError(
    'export-differs',
    `The exported file does not answer as the model does: ${detail}. It was not handed over.`,
    'Reload the app and export again.',
    { detail }
  );

export const scoreNotFinite = (row: number) =>
  new LatheError(
    'score-not-finite',
    `The model's answer for row ${row} is not a number.`,
    'Train the model again; what it has learned holds values that are not numbers.',
    {
      row
    }
  );

// --- storage ---

export const storageFull = (cause: unknown) =>
  new LatheError(
    'storage-full',
    'The browser refused to store more: the space it gives this site is used up.',
    'Remove a project you no longer need, or free disk space, and try again. Nothing was half-written.',
    {},
    cause
  );

export const storageUnavailable = (cause: unknown) =>
  new LatheError(
    'storage-unavailable',
    `The browser's database can't be used: ${cause instanceof Error ? cause.message : String(cause)}.`,
    'Reload the page. In a private window, use a normal one; if the site data were just cleared, import the project again.',
    {},
    cause
  );

export const tabOutdated = (known: number, stored: number) =>
  new LatheError(
    'tab-outdated',
    `A newer Lathe (data format ${stored}) is open in another tab; this one (format ${known}) can only read.`,
    'Reload this tab.',
    { known, stored }
  );

export const dataDamaged = (what: string, id: string, cause?: unknown) =>
  new LatheError(
    'data-damaged',
    `${what} "${id.slice(0, 12)}" is gone or was changed on the disk.`,
    'Import the data again, or restore the project from an archive.',
    { what, id },
    cause
  );

export const recordInvalid = (kind: string, problem: string) =>
  new LatheError(
    'record-invalid',
    `A ${kind} record was refused: ${problem}.`,
    'This is a fault in Lathe or in the archive; nothing was stored.',
    { kind, problem }
  );

export const nameTaken = (kind: string, name: string) =>
  new LatheError('name-taken', `There is already a ${kind} called "${name}" in another project.`, 'Choose another name.', { kind, name });

export const importEnded = () =>
  new LatheError('import-ended', 'This import was already committed or abandoned.', 'Start the import again.');

// --- archives ---

export const archiveInvalid = (reason: string) =>
  new LatheError('archive-invalid', `The archive was refused: ${reason}.`, 'Export the project again; nothing was imported.', { reason });

export const archiveTooLarge = (what: string, got: number, most: number) =>
  new LatheError(
    'archive-too-large',
    `The archive has ${got} ${what}; at most ${most} fit.`,
    'Remove old dataset versions, or split the project.',
    { what, got, most }
  );

export const passphraseNeeded = () =>
  new LatheError('passphrase-needed', 'This archive is encrypted.', 'Give the passphrase it was exported with.');

export const wrongPassphrase = () =>
  new LatheError(
    'wrong-passphrase',
    'The passphrase does not open this archive.',
    'Check capitals and spaces; without the passphrase the archive can not be read.'
  );

// --- networks ---

export const trainingDiverged = (epoch: number, learningRate: number) =>
  new LatheError(
    'training-diverged',
    `The training diverged in epoch ${epoch}: the loss or a weight is no longer a number.`,
    `Lower learningRateInit (it is ${learningRate}), or scale the features first.`,
    { epoch, learningRate }
  );

export const gpuLost = (backend: string, detail: string) =>
  new LatheError(
    'gpu-lost',
    `The ${backend} device was lost in the middle of the work: ${detail}.`,
    'Train again; the device is set up anew, or choose another backend.',
    {
      backend
    }
  );

export const noBackend = (needs: string, reasons: readonly string[]) =>
  new LatheError(
    'no-backend',
    `No backend here can train this ${needs} network: ${reasons.join('; ')}.`,
    'Choose another backend, or a model that is no network.',
    {
      needs,
      reasons
    }
  );

export const featureNotImage = (columns: readonly string[]) =>
  new LatheError(
    'feature-not-image',
    `This model learns from one image column, but the features are: ${columns.join(', ') || '(none)'}.`,
    'Leave one image column in the recipe.',
    {
      columns
    }
  );

export const valueTooLarge = (column: string, value: number) =>
  new LatheError(
    'value-too-large',
    `"${column}" holds ${value}, which a network can't take.`,
    'Remove the row, or bring the column to a smaller scale.',
    { column, value }
  );

// --- training ---

export const noTarget = () =>
  new LatheError(
    'no-target',
    'There is no target to learn.',
    'Choose the column to predict on the Problem step, or give one column the role "target".',
    {}
  );

export const targetConstant = (target: string, value: string, rows: number) =>
  new LatheError(
    'target-constant',
    `The target "${target}" is ${value} in all ${rows} training rows, so there is nothing to learn.`,
    'Choose another target, or rows in which it takes at least two values.',
    { target, value, rows }
  );

export const targetUnusable = (target: string, rows: number) =>
  new LatheError(
    'target-unusable',
    `The target "${target}" is missing or not finite in ${rows} of the rows to learn from.`,
    'Leave these rows out, or fill in their answers.',
    { target, rows }
  );

export const taskNotSupported = (model: string, task: string, tasks: readonly string[]) =>
  new LatheError(
    'task-not-supported',
    `${model} can't do ${task}.`,
    `It does ${tasks.join(' and ')}; choose another model for this target.`,
    { model, task, tasks }
  );

export const featureUnusable = (column: string, kind: string) =>
  new LatheError(
    'feature-unusable',
    `The feature "${column}" is ${kind}, which this model can't read.`,
    `Add a recipe step that turns ${kind} columns into numbers, or give the column the role "ignore".`,
    { column, kind }
  );

export const featureInfinite = (column: string, count: number) =>
  new LatheError(
    'feature-infinite',
    `The feature "${column}" has ${count} infinite values.`,
    'Look for a division by zero where the column was made; mark these values as missing or clip them.',
    { column, count }
  );

export const weightsUnusable = (reason: string) =>
  new LatheError(
    'weights-unusable',
    `The row weights can't be used: ${reason}.`,
    'Weights are finite, not negative, and at least two rows need one above zero.',
    { reason }
  );

export const featureOverflow = (what: string) =>
  new LatheError(
    'numbers-too-large',
    `${what} grew beyond what a number can hold.`,
    'Scale the features and the target (a scale step does it), or clip extreme values.',
    {
      what
    }
  );

// --- projects and deployments ---

export const needsDataset = () => new LatheError('no-dataset', 'This project has no data yet.', 'Import a CSV file or images first.');

export const deploymentNameBad = (name: string) =>
  new LatheError(
    'deployment-name-bad',
    `"${name}" can't stand in an address.`,
    'Use letters, digits, dots, hyphens and underscores, at most 63, beginning with a letter or a digit.',
    { name }
  );

export const deploymentExists = (name: string) =>
  new LatheError(
    'deployment-exists',
    `A deployment called "${name}" is already there.`,
    'Choose another name, or update the one that is there.',
    { name }
  );

export const nothingToRollBack = (name: string) =>
  new LatheError(
    'nothing-to-roll-back',
    `"${name}" has answered with one model only.`,
    'There is nothing to go back to until another model was put behind it. If it answers with an alias, move the alias back on the Package step.',
    { name }
  );

export const shareOutOfRange = (share: number) =>
  new LatheError('share-out-of-range', `A share must be from 0 to 1, but it is ${share}.`, 'Write a tenth as 0.1.', { share });

export const targetNotNumber = (column: string, kind: string) =>
  new LatheError(
    'target-not-number',
    `"${column}" holds ${kind} values, and regression answers numbers.`,
    'Set the task to classification, or choose a column of numbers as the target.',
    { column, kind }
  );

export const targetTooManyClasses = (column: string, what: string, most: number) =>
  new LatheError(
    'target-too-many-classes',
    `"${column}" holds ${what}, too many to be the names of classes (${most} at most).`,
    'Set the task to regression if they are quantities, or choose another target.',
    { column, what, most }
  );

export const partEmpty = (part: string) =>
  new LatheError(
    'part-empty',
    `The ${part} part has no rows.`,
    'Choose a split that gives it some, or look at the cross-validated scores.',
    { part }
  );

// --- csv ---

export const csvEmpty = () =>
  new LatheError(
    'csv-empty',
    'The file holds no records.',
    'Choose a file with a line of column names and at least one row beneath it.',
    {}
  );

export const csvNoRows = (columns: number) =>
  new LatheError(
    'csv-no-rows',
    `The file holds a header of ${columns} names and no row beneath it.`,
    'Add rows, or import with the option header: false if the first line is data.',
    { columns }
  );

export const csvEncodingUnknown = (given: string) =>
  new LatheError(
    'csv-encoding-unknown',
    `There is no encoding called "${given}".`,
    'Use utf-8, utf-16le, utf-16be, windows-1252 or another label of the web.',
    { given }
  );

export const csvEncodingWrong = (encoding: string, cause?: unknown) =>
  new LatheError(
    'csv-encoding-wrong',
    `The file is not ${encoding}: it holds bytes that mean nothing there.`,
    'Leave the encoding open to have it found out.',
    { encoding },
    cause
  );

export const csvDelimiterWrong = (given: string) =>
  new LatheError(
    'csv-delimiter-wrong',
    `"${given}" can't part fields.`,
    'Use one ASCII character other than a quote or a line end, such as , ; | or a tab.',
    { given }
  );

export const csvTypeUnknown = (column: string, type: string) =>
  new LatheError(
    'csv-type-unknown',
    `The column "${column}" can't be read as "${type}".`,
    'Use number, integer, boolean, category, text or time.',
    { column, type }
  );

export const csvColumnMissing = (missing: readonly string[], header: readonly string[]) =>
  new LatheError(
    'csv-column-missing',
    `The file lacks ${missing.length === 1 ? 'the column' : 'the columns'} ${missing.map((name) => `"${name}"`).join(', ')}.`,
    `Its columns are: ${header.slice(0, 20).join(', ')}. Rename or add what is missing.`,
    { missing, header: header.slice(0, 100) }
  );

// --- evaluating ---

export const differentRows = (first: number, second: number) =>
  new LatheError(
    'different-rows',
    `The two results are not of the same rows (${first} and ${second}), so they can't be compared row by row.`,
    'Evaluate both models on the same part of the same split.',
    { first, second }
  );

export const needsTwoClasses = (what: string, classes: number) =>
  new LatheError(
    'needs-two-classes',
    `${what} takes two classes with one of them positive, but there are ${classes}${classes === 2 ? ' and neither is positive' : ''}.`,
    'Choose the positive class on the Problem page, or look at one class against the rest.',
    { classes }
  );

export const groupLengths = (attribute: string, rows: number, groups: number) =>
  new LatheError(
    'group-lengths',
    `The groups by "${attribute}" cover ${groups} rows, but ${rows} were judged.`,
    'Take the groups from the rows that were judged.',
    {
      attribute,
      rows,
      groups
    }
  );

// --- splits ---

export const sharesInvalid = (shares: Readonly<Record<string, number>>) =>
  new LatheError(
    'shares-invalid',
    `The shares ${Object.entries(shares)
      .map(([part, share]) => `${part} ${share}`)
      .join(', ')} do not divide the rows.`,
    'Give each part a share from 0 to 1, training above 0, so that they add up to 1: 0.7, 0.15 and 0.15, for example.',
    { shares }
  );

export const splitNeedsColumn = (kind: string, role: string) =>
  new LatheError('split-needs-column', `A ${kind} split needs a column to divide by.`, `Name the column, or give one the role "${role}".`, {
    kind,
    role
  });

export const splitColumnUnusable = (column: string, reason: string, hint: string) =>
  new LatheError('split-column-unusable', `The column "${column}" can't divide the rows: ${reason}.`, hint, { column });

export const tooFewGroups = (column: string, have: number, need: number, doing: string) =>
  new LatheError(
    'too-few-groups',
    `${doing} needs at least ${need} different values of "${column}", but there are ${have}.`,
    'Ask for fewer parts or folds, or divide by another column.',
    {
      column,
      have,
      need
    }
  );

export const runNotDone = (label: string, status: string) =>
  new LatheError('run-not-done', `The run of ${label} is ${status}, so there is no model to look at.`, 'Choose a run that is done.', {
    label,
    status
  });

export const columnNotVaried = (column: string, kind: string) =>
  new LatheError(
    'column-not-varied',
    `The column "${column}" is ${kind}, which has no range to vary over.`,
    'Choose a number, category or time column.',
    {
      column,
      kind
    }
  );

// --- images ---

export const zipUnreadable = (detail: string) =>
  new LatheError('zip-unreadable', `The zip can't be read: ${detail}.`, 'Make the zip again, or drop the folder itself.', { detail });

export const noUsableImages = (files: number, issues: readonly string[]) =>
  new LatheError(
    'no-usable-images',
    files === 0 ? 'There is no file in it.' : `None of the ${files} files is an image that can be used. ${issues.slice(0, 3).join(' ')}`,
    'Give PNG, JPEG, GIF or WebP files, in one folder for each class.',
    { files, issues }
  );

export const imageSetTooLarge = (images: number, size: number, megabytes: number) =>
  new LatheError(
    'image-set-too-large',
    `${images} images of ${size} x ${size} pixels need ${megabytes} MB, more than a tab should hold.`,
    'Choose a smaller size, or fewer images.',
    { images, size, megabytes }
  );

// --- problem ---

export const taskNotOffered = (task: string, offered: readonly string[]) =>
  new LatheError(
    'task-not-offered',
    `Lathe does not do ${task} yet.`,
    `It does ${offered.join(', ')}; choose one of them, or recast the question.`,
    { task, offered }
  );

export const metricNotOffered = (metric: string, task: string, known: readonly string[]) =>
  new LatheError('metric-not-offered', `"${metric}" is no metric for ${task}.`, `Use one of: ${known.join(', ')}.`, {
    metric,
    task,
    known
  });

export const positiveNotALevel = (positive: string, target: string, levels: readonly string[]) =>
  new LatheError(
    'positive-not-a-level',
    `"${positive}" is no value of the target "${target}".`,
    `Its values are: ${levels.slice(0, 20).join(', ')}.`,
    {
      positive,
      target,
      levels
    }
  );

export const targetNotUsable = (target: string, reason: string, hint: string) =>
  new LatheError('target-not-usable', `"${target}" can't be the target: ${reason}.`, hint, { target });

export const problemInvalid = (field: string, reason: string, hint: string) =>
  new LatheError('problem-invalid', `The problem's ${field} ${reason}.`, hint, { field });

export const explanationUnknown = (method: string, known: readonly string[]) =>
  new LatheError('explanation-unknown', `There is no explanation called "${method}".`, `Use one of: ${known.join(', ')}.`, {
    method,
    known
  });

export const groupsUnusable = (column: string, kind: string) =>
  new LatheError(
    'groups-unusable',
    `"${column}" is ${kind}, which does not divide people into groups.`,
    'Choose a category, or a column of numbers.',
    {
      column,
      kind
    }
  );

// --- columns and rules ---

export const columnTypeImpossible = (column: string, from: string, to: string, why: string) =>
  new LatheError(
    'column-type-impossible',
    `The ${from} column "${column}" can't become ${to}: ${why}.`,
    'Leave the type, or give it when importing the file again.',
    {
      column,
      from,
      to
    }
  );

export const columnChangeUnknown = (what: string, given: string, known: readonly string[]) =>
  new LatheError('column-change-unknown', `There is no ${what} called "${given}".`, `Use one of: ${known.join(', ')}.`, { given, known });

export const ruleInvalid = (column: string, kind: string, expected: string) =>
  new LatheError('rule-invalid', `The rule "${kind}" on "${column}" needs ${expected}.`, `Give ${expected} as its value.`, {
    column,
    kind
  });

export const labelsInvalid = (id: string) =>
  new LatheError(
    'labels-invalid',
    `The true answer of prediction ${id} is not a text, a number, or true or false.`,
    'Leave out the ones that are not known yet.',
    {
      id
    }
  );

export const noImages = (name: string) => new LatheError('no-images', `"${name}" has no images.`, 'Choose a dataset of images.', { name });

export const splitByTarget = (kind: string, column: string) =>
  new LatheError(
    'split-by-target',
    `Rows can't be divided by ${kind} of "${column}": it is what the model should answer.`,
    'Choose another column, or stratify.',
    {
      kind,
      column
    }
  );
