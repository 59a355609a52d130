import { OUT } from './memory';

/** What the last call of a column kernel met: rows that are missing, and bits of SEEN in ../number-scan.ts. */
export let missing: i32 = 0;
export let seen: i32 = 0;

export function startAnswer(): void {
  missing = 0;
  seen = 0;
}

export function answer(row: i32, value: f64): void {
  store<f64>(OUT + row * 8, value);
}

/** NaN, and counted. */
export function answerMissing(row: i32): void {
  answer(row, NaN);
  countMissing();
}

export function noteSeen(flags: i32): void {
  seen |= flags;
}

export function countMissing(): void {
  missing++;
}
