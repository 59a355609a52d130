import { LatheError } from './lathe-error.ts';

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
    'Check capitals and spaces; without the passphrase the archive cannot be read.'
  );
