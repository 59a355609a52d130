// Bins stand eight features side by side: a group of eight takes eight bytes a row. What is left over by eight stands side by side too, in a narrower group.

/**
 * Orders the rows of a leaf so that those going left come first, each side in the order it was in. The smaller side is written apart meanwhile.
 * @param bins of the feature's first row, and the step to the next
 * @param goesLeft 256 u8: for each bin 1 when its rows go left
 * @param lefts how many go left
 * @param spare room for half of the rows, and one place before and behind them
 */
export function partition(bins: usize, step: usize, goesLeft: usize, rows: usize, count: i32, lefts: i32, spare: usize): void {
  if (2 * lefts < count) fromBehind(bins, step, goesLeft, rows, count, lefts, spare);
  else fromBefore(bins, step, goesLeft, rows, count, spare);
}

function fromBefore(bins: usize, step: usize, goesLeft: usize, rows: usize, count: i32, spare: usize): void {
  let left = rows;
  let right = spare;
  for (let at = rows; at < rows + ((count as usize) << 2); at += 4) {
    // Written to both sides, kept on one: a branch here is a coin toss that the processor loses half the time.
    const row = load<u32>(at);
    const isLeft = load<u8>(goesLeft + (load<u8>(bins + (row as usize) * step) as usize)) as usize;
    store<u32>(left, row);
    store<u32>(right, row);
    left += isLeft << 2;
    right += (1 - isLeft) << 2;
  }
  memory.copy(left, spare, right - spare);
}

function fromBehind(bins: usize, step: usize, goesLeft: usize, rows: usize, count: i32, lefts: i32, spare: usize): void {
  let right = rows + ((count as usize) << 2);
  let left = spare + ((lefts as usize) << 2);
  for (let at = right - 4; at >= rows; at -= 4) {
    const row = load<u32>(at);
    const isLeft = load<u8>(goesLeft + (load<u8>(bins + (row as usize) * step) as usize)) as usize;
    store<u32>(left - 4, row);
    store<u32>(right - 4, row);
    left -= isLeft << 2;
    right -= (1 - isLeft) << 2;
  }
  memory.copy(rows, spare, (lefts as usize) << 2);
}

/** Lists so many rows from the first on. */
export function countUp(rows: usize, count: i32): void {
  for (let i: i32 = 0; i < count; i++) store<u32>(rows + ((i as usize) << 2), i);
}

/** Adds a leaf's value to the raw scores of its rows. */
export function addValue(raw: usize, rows: usize, count: i32, value: f64): void {
  for (let i: i32 = 0; i < count; i++) {
    const at = raw + ((load<u32>(rows + ((i as usize) << 2)) as usize) << 3);
    store<f64>(at, load<f64>(at) + value);
  }
}
