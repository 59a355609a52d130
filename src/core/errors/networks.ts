import { quoted } from '../words.ts';
import { LatheError } from './lathe-error.ts';

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
    `${quoted(column)} holds ${value}, which a network can’t take.`,
    'Remove the row, or bring the column to a smaller scale.',
    { column, value }
  );
