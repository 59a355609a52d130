import type { ReleaseCheck } from '../release-check.ts';

/** Beyond this a predictor is slow to load on a phone and to hand on. */
export const MAX_RELEASE_BYTES = 64 * 1024 * 1024;

const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(2);

/** The file is small enough to hand on. */
export const size: ReleaseCheck = {
  id: 'size',
  label: 'Small enough to hand on',
  run: ({ bytes }) => ({
    passed: bytes.length <= MAX_RELEASE_BYTES,
    detail: `${megabytes(bytes.length)} MB of at most ${megabytes(MAX_RELEASE_BYTES)} MB.`
  })
};
