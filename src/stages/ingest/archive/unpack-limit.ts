const FREE_BYTES = 64 * 2 ** 20;
const MOST_RATIO = 200;
const MOST_BYTES = 8 * 2 ** 30;

/**
 * How many bytes something packed may become: 64 MB in any case, beyond that 200 times its size, which texts do not reach, and never over 8 GB.
 */
export const mostUnpacked = (packedBytes: number): number => Math.min(MOST_BYTES, Math.max(FREE_BYTES, packedBytes * MOST_RATIO));
