// Bins of numbers. The way from the first border to the last is cut into even cells: how many borders lie before a cell is known, and of those within it
// there is mostly one at most. Both a border and a value go to their cell by the same steps, none of which changes an order, so the bin is exact.
const CELLS: i32 = 2048;
/** Of so many borders in one cell halving all of them finds the place sooner. */
const MOST_STEPS: i32 = 5;

let lowest: f64 = 0;
let perUnit: f64 = 0;
/** Borders in the cell that has the most of them. */
let steps: i32 = 0;

/** Added to a number it leaves the nearest whole one in the lowest bits. */
const ROUNDER: f64 = 4503599627370496;

function cellOf(value: f64): usize {
  const at = (value - lowest) * perUnit;
  const held: f64 = at > 0 ? at : 0;
  return (reinterpret<u64>((held < ((CELLS - 1) as f64) ? held : ((CELLS - 1) as f64)) + ROUNDER) & 0xfff) as usize;
}

/**
 * @param borders 255 f64 ascending, `count` of them filled up with Infinity
 * @param cells room for 2048 u8: how many borders lie before each cell
 */
export function setBorders(borders: usize, count: i32, cells: usize): void {
  lowest = load<f64>(borders);
  perUnit = ((CELLS - 1) as f64) / (load<f64>(borders + (((count - 1) as usize) << 3)) - lowest);
  steps = i32.MAX_VALUE;
  if (count < 2 || !isFinite(perUnit) || perUnit <= 0) return;
  let before: i32 = 0;
  let most: i32 = 0;
  for (let cell: usize = 0; cell < (CELLS as usize); cell++) {
    store<u8>(cells + cell, before);
    const first = before;
    while (before < count && cellOf(load<f64>(borders + ((before as usize) << 3))) == cell) before++;
    most = max<i32>(most, before - first);
  }
  steps = most;
}

/**
 * Bin of every value: how many borders lie below it; a missing one gets the bin behind the last. `setBorders` comes first.
 * @param into of the first row, and `stride` bytes to the next
 */
export function placeNumbers(values: usize, count: i32, borders: usize, cells: usize, missing: i32, into: usize, stride: usize): void {
  if (steps > MOST_STEPS) {
    placeByHalving(values, count, borders, missing, into, stride);
    return;
  }
  for (let i: usize = 0, to = into; i < (count as usize) << 3; i += 8, to += stride) {
    const value = load<f64>(values + i);
    let bin = load<u8>(cells + cellOf(value)) as usize;
    for (let step = 0; step < steps; step++) bin += load<f64>(borders + (bin << 3)) < value ? 1 : 0;
    store<u8>(to, value == value ? (bin as i32) : missing);
  }
}

function placeByHalving(values: usize, count: i32, borders: usize, missing: i32, into: usize, stride: usize): void {
  for (let i: usize = 0, to = into; i < (count as usize) << 3; i += 8, to += stride) {
    const value = load<f64>(values + i);
    let low: usize = 0;
    for (let half: usize = 128; half > 0; half >>= 1) low += (load<f64>(borders + ((low + half - 1) << 3)) < value ? 1 : 0) * half;
    store<u8>(to, value == value ? (low as i32) : missing);
  }
}
