import { quoted } from '../words.ts';
import { LatheError } from './lathe-error.ts';

export const zipUnreadable = (detail: string) =>
  new LatheError('zip-unreadable', `The zip can’t be read: ${detail}.`, 'Make the zip again, or drop the folder itself.', { detail });

export const noUsableImages = (files: number, issues: readonly string[]) =>
  new LatheError(
    'no-usable-images',
    files === 0
      ? 'There is no file in it.'
      : `${files === 1 ? 'The one file is no image' : `None of the ${files} files is an image`} that can be used. ${issues.slice(0, 3).join(' ')}`,
    'Give PNG, JPEG, GIF, WebP or AVIF files, in one folder for each class.',
    { files, issues }
  );

export const imageSetTooLarge = (images: number, size: number, megabytes: number) =>
  new LatheError(
    'image-set-too-large',
    `${images} images of ${size} x ${size} pixels need ${megabytes} MB, more than a tab should hold.`,
    'Choose a smaller size, or fewer images.',
    { images, size, megabytes }
  );

export const noImages = (name: string) =>
  new LatheError('no-images', `${quoted(name)} has no images.`, 'Choose a dataset of images.', { name });
