import { counted, quoted } from '../words.ts';
import { LatheError } from './lathe-error.ts';

export const yamlUnread = (path: string, line: number, why: string) =>
  new LatheError(
    'yaml-unread',
    `Line ${line} of ${quoted(path)} can’t be read: ${why}.`,
    'The files of a run hold one "name: value" a line. Write the store anew with the tool it comes from.',
    { path, line }
  );

export const storeUnread = (path: string, why: string) =>
  new LatheError(
    'store-unread',
    `${quoted(path)} is not as a file of a run has to be: ${why}.`,
    'Zip the whole folder "mlruns", with meta.yaml of each run in it.',
    { path }
  );

export const storeEmpty = (files: number) =>
  new LatheError(
    'store-empty',
    `There is no run among the ${counted(files, 'file')} of this zip.`,
    'Zip the folder "mlruns" itself: mlruns/<experiment>/<run>/meta.yaml.',
    { files }
  );
