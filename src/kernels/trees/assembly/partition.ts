// Bins stand eight features side by side: a group of eight takes `stride` times eight bytes, and a row of it eight bytes one behind the other.

/**
 * Orders the rows of a leaf so that those going left come first, each side in the order it was in.
 * @param bins of the feature's first row
 * @param goesLeft 256 u8: for each bin 1 when its rows go left
 * @param spare room for the rows that go right
 * @returns how many go left
 */
export function partition(bins: usize, goesLeft: usize, rows: usize, count: i32, spare: usize): i32 {
  let left = rows;
  let right = spare;
  for (let at = rows; at < rows + ((count as usize) << 2); at += 4) {
    // Written to both sides, kept on one: a branch here is a coin toss that the processor loses half the time.
    const row = load<u32>(at);
    const isLeft = load<u8>(goesLeft + (load<u8>(bins + ((row as usize) << 3)) as usize)) as usize;
    store<u32>(left, row);
    store<u32>(right, row);
    left += isLeft << 2;
    right += (1 - isLeft) << 2;
  }
  memory.copy(left, spare, right - spare);
  return ((left - rows) >> 2) as i32;
}

/** Adds a leaf's value to the raw scores of its rows. */
export function addValue(raw: usize, rows: usize, count: i32, value: f64): void {
  for (let i: i32 = 0; i < count; i++) {
    const at = raw + ((load<u32>(rows + ((i as usize) << 2)) as usize) << 3);
    store<f64>(at, load<f64>(at) + value);
  }
}
