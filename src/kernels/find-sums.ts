/** A column of numbers; NaN = missing. */
export interface Addend {
  readonly name: string;
  readonly values: Float64Array;
}

/** Columns that add up: to another column, or to 1 or 100 where `total` is a number. */
export interface FoundSum {
  readonly total: string | number;
  /** In the order of the table. */
  readonly parts: readonly string[];
  /** How far a row may be off: rounding of the decimals there are. */
  readonly tolerance: number;
}

/** Rows that are looked at; those that keep to the sum, out of those with all values. */
export interface SumCount {
  readonly rows: number;
  readonly kept: number;
}

/** Where fewer rows keep to it, it is no sum. */
const MOST_BROKEN = 0.2;
const FEWEST_ROWS = 40;
const MOST_COLUMNS = 24;
/** Subsets up to this size are tried whatever their places; longer ones only side by side. */
const MOST_SCATTERED = 4;
const LONGEST_RUN = 12;
/** A sum in which one part does all is a copy; two must be there. */
const SHARED = 0.3;

/**
 * Looks for columns that are the sum of others, and for shares that sum to 1 or 100, on a sample of rows: every subset of up to four columns, and
 * every run of up to twelve side by side. At least four fifths of the rows must keep to it, also of those rows where two parts or more are not
 * zero, for zeros add up to anything. Subsets of a found sum's parts are not told again.
 * @param addends equally long; some hundred rows are enough
 */
export function findSums(addends: readonly Addend[]): FoundSum[] {
  const able: Measured[] = [];
  for (const addend of addends) if (able.length < MOST_COLUMNS && varies(addend.values)) able.push(measured(addend));
  if ((able[0]?.values.length ?? 0) < FEWEST_ROWS) return [];
  const found: FoundSum[] = [];
  for (const parts of subsets(able.length)) {
    const columns = parts.map((j) => able[j]!);
    if (found.some((sum) => columns.every(({ name }) => sum.parts.includes(name)))) continue;
    const total = totalOf(columns, able, parts);
    if (total) found.push({ ...total, parts: columns.map(({ name }) => name) });
  }
  return found.filter((sum) => !found.some((other) => other !== sum && isPartOf(sum, other)));
}

/** What tens of thousands of subsets ask of a column, found once. */
interface Measured extends Addend {
  readonly decimals: number;
  readonly least: number;
  readonly most: number;
}

function measured({ name, values }: Addend): Measured {
  const present = values.filter((value) => value === value);
  return { name, values, decimals: decimalsOf(values), least: Math.min(...present), most: Math.max(...present) };
}

const isPartOf = (sum: FoundSum, other: FoundSum): boolean =>
  sum.parts.length < other.parts.length && sum.total === other.total && sum.parts.every((name) => other.parts.includes(name));

/** How a sum holds over rows. @param total a column, or the number to reach */
export function countSum(
  parts: readonly Float64Array[],
  total: Float64Array | number,
  tolerance: number,
  onBroken?: (row: number, sum: number) => void
): SumCount {
  let [rows, kept] = [0, 0];
  for (let row = 0; row < parts[0]!.length; row++) {
    let sum = 0;
    for (const values of parts) sum += values[row]!;
    const off = sum - (typeof total === 'number' ? total : total[row]!);
    if (off !== off) continue;
    rows++;
    if (Math.abs(off) <= tolerance + 1e-9 * Math.abs(sum)) kept++;
    else onBroken?.(row, sum);
  }
  return { rows, kept };
}

/** Half a unit of the last decimal a part, where there are decimals; whole numbers must be exact. */
export function toleranceOf(columns: readonly Float64Array[], parts: number): number {
  return toleranceAt(Math.max(0, ...columns.map(decimalsOf)), parts);
}

function toleranceAt(decimals: number, parts: number): number {
  return decimals === 0 ? 0 : decimals > 6 ? 1e-6 : ((parts + 1) / 2) * 10 ** -decimals;
}

function decimalsOf(values: Float64Array): number {
  let most = 0;
  for (let row = 0; row < Math.min(values.length, 200); row++) {
    const text = String(values[row]);
    const point = text.indexOf('.');
    if (point >= 0 && values[row] === values[row]) most = Math.max(most, text.includes('e') ? 9 : text.length - point - 1);
  }
  return most;
}

function varies(values: Float64Array): boolean {
  const first = values.find((value) => value === value);
  return first !== undefined && values.some((value) => value === value && value !== first);
}

function totalOf(columns: readonly Measured[], able: readonly Measured[], parts: readonly number[]): Omit<FoundSum, 'parts'> | null {
  const values = columns.map((column) => column.values);
  const decimals = Math.max(...columns.map((column) => column.decimals));
  for (const [j, total] of able.entries()) {
    if (parts.includes(j)) continue;
    const tolerance = toleranceAt(Math.max(decimals, total.decimals), columns.length);
    if (holds(values, total.values, tolerance)) return { total: total.name, tolerance };
  }
  for (const total of [1, 100]) {
    if (columns.some(({ least, most }) => least < 0 || most > total)) continue;
    const tolerance = Math.max(toleranceAt(decimals, columns.length), total * 1e-6);
    if (tolerance <= total / 50 && holds(values, total, tolerance)) return { total, tolerance };
  }
  return null;
}

/** Stops at the first fifth of the rows that break it. */
function holds(parts: readonly Float64Array[], total: Float64Array | number, tolerance: number): boolean {
  const length = parts[0]!.length;
  let [rows, broken, shared, sharedBroken] = [0, 0, 0, 0];
  for (let row = 0; row < length; row++) {
    let [sum, present] = [0, 0];
    for (const values of parts) {
      sum += values[row]!;
      if (values[row] !== 0) present++;
    }
    const off = sum - (typeof total === 'number' ? total : total[row]!);
    if (off !== off) continue;
    const isOff = Math.abs(off) > tolerance + 1e-9 * Math.abs(sum);
    rows++;
    if (isOff) broken++;
    if (present >= 2) {
      shared++;
      if (isOff) sharedBroken++;
    }
    if (broken > MOST_BROKEN * length) return false;
  }
  return (
    rows >= FEWEST_ROWS &&
    shared >= Math.max(FEWEST_ROWS / 2, SHARED * rows) &&
    broken <= MOST_BROKEN * rows &&
    sharedBroken <= MOST_BROKEN * shared &&
    everyPartCounts(parts, rows)
  );
}

/** A part that is nearly always zero could be left out. */
const everyPartCounts = (parts: readonly Float64Array[], rows: number): boolean =>
  parts.every((values) => values.reduce((count, value) => count + (value !== 0 && value === value ? 1 : 0), 0) >= 0.05 * rows);

/** Longest runs first, so that what is found whole is not found again in parts. */
function* subsets(columns: number): Generator<number[]> {
  for (let size = Math.min(LONGEST_RUN, columns); size > MOST_SCATTERED; size--)
    for (let from = 0; from + size <= columns; from++) yield Array.from({ length: size }, (_, i) => from + i);
  for (let size = Math.min(MOST_SCATTERED, columns); size >= 2; size--) yield* choose(columns, size, 0);
}

function* choose(columns: number, size: number, from: number): Generator<number[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let j = from; j + size <= columns; j++) for (const rest of choose(columns, size - 1, j + 1)) yield [j, ...rest];
}
