import type { CsvOptions } from '../core/csv-options.ts';
import type { FileOptions } from '../core/file-options.ts';
import type { ImportRecipe } from '../core/import-recipe.ts';
import type { ProgressCallback } from './progress.ts';

export interface CsvImportJob {
  readonly projectId: string;
  readonly source: Blob | string;
  readonly fileName: string;
  readonly options: CsvOptions;
}

/** A file with a table, of any kind that is known. */
export interface FileJob {
  readonly source: Blob | string;
  readonly fileName: string;
  readonly options: FileOptions;
  /** What was chosen for earlier files of the project. */
  readonly recipes?: readonly ImportRecipe[];
}

export interface FileImportJob extends FileJob {
  readonly projectId: string;
  /** Begin at the first row, even where an earlier import of this file was cut off. */
  readonly anew?: boolean;
  /** The unfinished import that this one goes on with. */
  readonly goOn?: string;
  /** Leave to open the file again when the import was cut off. */
  readonly handle?: unknown;
}

export interface ImageImportJob {
  readonly projectId: string;
  readonly name: string;
  /** One zip, or files with the paths they had in their folder (`class/file.png`). */
  readonly source: Blob | readonly { readonly path: string; readonly file: Blob }[];
  /** Edge of the square every image is fitted into, in pixels; chosen from the images when not given. */
  readonly size?: number;
  /** Where photos were taken; kept unless told otherwise. */
  readonly places?: 'keep' | 'drop';
}

/** Further images for a dataset; their folders are their classes where `label` is null. */
export interface AddImagesJob extends Pick<ImageImportJob, 'source' | 'places'> {
  readonly datasetId: string;
  readonly label: string | null;
}

/** How data come into the data worker. */
export interface ImportingApi {
  /** @returns the id of the new dataset version */
  importCsv(job: CsvImportJob, signal: AbortSignal, onProgress: ProgressCallback): Promise<string>;
  importFile(job: FileImportJob, signal: AbortSignal, onProgress: ProgressCallback): Promise<string>;
  /** How a file would be read, judged by its beginning. */
  previewFile(job: FileJob, signal: AbortSignal, onProgress: ProgressCallback): Promise<unknown>;
  importImages(job: ImageImportJob, signal: AbortSignal, onProgress: ProgressCallback): Promise<string>;
  /** @returns the id of the new dataset version */
  addImages(job: AddImagesJob, signal: AbortSignal, onProgress: ProgressCallback): Promise<string>;
}
