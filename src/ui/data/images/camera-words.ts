/** Why there is no picture of the camera, and what to do. */
export function cameraFault(error: unknown): { readonly message: string; readonly hint: string } {
  const name = error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
      return {
        message: 'The browser does not let Lathe use the camera.',
        hint: 'It was refused here, or for all sites. Allow the camera beside the address of this page, then try again. Pictures stay on this device.'
      };
    case 'NotFoundError':
      return { message: 'There is no camera on this device.', hint: 'Plug one in and try again, or choose image files.' };
    case 'NotReadableError':
      return { message: 'The camera is in use by another program.', hint: 'Close that program and try again.' };
    default:
      return { message: 'The camera cannot be opened.', hint: 'Try again, or choose image files.' };
  }
}

/** A file name that says class and number; the folder is the class. */
export const shotName = (label: string, at: number, count: number): string =>
  `${label.replaceAll(/[/\\]/g, '-')}/camera-${at}-${String(count).padStart(4, '0')}.png`;
