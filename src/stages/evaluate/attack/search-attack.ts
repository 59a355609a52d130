import { partOf, pause, type WorkContext } from '../../../core/context.ts';
import { gather, type Table, withColumns } from '../../../core/table.ts';
import { type AttackColumn, columnOf, triesOf, valueAt, withKnownLevels, withValues } from './attack-columns.ts';

/** What the model says of rows. */
export interface Asked {
  /** Class codes as they are answered. */
  readonly predicted: Int32Array;
  /** Row-major [rows, classes]. */
  readonly probabilities: Float64Array;
}

export type Ask = (table: Table) => Promise<Asked>;

export interface AttackTask {
  /** Rows that are answered rightly, original columns. */
  readonly table: Table;
  /** Their class codes. */
  readonly actual: Int32Array;
  readonly classes: number;
  readonly columns: readonly AttackColumn[];
  /** Ascending. */
  readonly budgets: readonly number[];
  readonly ask: Ask;
  readonly context: WorkContext;
}

/** What was found of a row: the smallest budget at which it was answered wrongly, and how it was changed. */
export interface Broken {
  readonly row: number;
  readonly budget: number;
  /** The new values by column: numbers, or codes among the labels of `table`. */
  readonly values: ReadonlyMap<string, number>;
}

export interface Attacked {
  /** The rows, with labels that every code of `broken` means. */
  readonly table: Table;
  readonly broken: readonly Broken[];
  /** Rows the model was asked about. */
  readonly asked: number;
}

/** Rounds over all columns after the first. */
const ROUNDS = 2;
/** Other classes a row is pushed to. */
const MOST_RIVALS = 3;
/** Log-odds are kept finite. */
const LEAST = 1e-12;

/**
 * Looks for a wrong answer within bounds, through the scorer alone: each column alone, then all columns at the value that alone pushes furthest to another
 * class, then column by column from the best that was found. Where columns add up, as in linear models, the second step is the worst there is within the
 * bounds; elsewhere more may be possible than it finds, so what still holds is an upper bound of what is safe.
 */
export async function searchAttack(task: AttackTask): Promise<Attacked> {
  const table = withKnownLevels(task.table, task.columns);
  const broken: Broken[] = [];
  let open = Uint32Array.from({ length: table.rows }, (_, row) => row);
  let asked = 0;
  const count: Ask = (some) => ((asked += some.rows), task.ask(some));
  for (const [i, budget] of task.budgets.entries()) {
    if (open.length === 0) break;
    const context = partOf(task.context, i / task.budgets.length, (i + 1) / task.budgets.length);
    const search = new Search({ ...task, table, ask: count, context }, open, budget);
    await search.run();
    broken.push(...search.found);
    const gone = new Set(search.found.map(({ row }) => row));
    open = open.filter((row) => !gone.has(row));
  }
  task.context.onProgress(1);
  return { table, broken, asked };
}

/** The search of one budget, for all rows that are still open at once. */
class Search {
  readonly found: Broken[] = [];
  private readonly task: AttackTask;
  private readonly budget: number;
  private readonly rows: Uint32Array;
  private readonly table: Table;
  private readonly done: Uint8Array;
  /** The best state of each row so far: its new values by column, and how far it is pushed. */
  private readonly states: Map<string, number>[];
  private readonly pushed: Float64Array;

  constructor(task: AttackTask, rows: Uint32Array, budget: number) {
    this.task = task;
    this.budget = budget;
    this.rows = rows;
    this.table = gather(task.table, rows);
    this.done = new Uint8Array(rows.length);
    this.states = Array.from(rows, () => new Map());
    this.pushed = new Float64Array(rows.length).fill(-Infinity);
  }

  async run(): Promise<void> {
    const rivals = await this.rivals();
    await this.togetherFurthest(rivals);
    for (let round = 0; round < ROUNDS && !this.isOver(); round++) await this.columnByColumn(round);
    this.task.context.onProgress(1);
  }

  private readonly isOver = () => this.done.every((done) => done === 1);

  /** The likeliest other classes of each row. */
  private async rivals(): Promise<readonly (readonly number[])[]> {
    const { probabilities } = await this.task.ask(this.table);
    const { classes, actual } = this.task;
    return Array.from(this.rows, (row, i) => {
      const others = Array.from({ length: classes }, (_, c) => c).filter((c) => c !== actual[row]);
      return others.sort((a, b) => probabilities[i * classes + b]! - probabilities[i * classes + a]!).slice(0, MOST_RIVALS);
    });
  }

  /** Every column alone, and then all of them at what alone pushed furthest, to each of the rivals. */
  private async togetherFurthest(rivals: readonly (readonly number[])[]): Promise<void> {
    const ways = Math.min(MOST_RIVALS, this.task.classes - 1);
    const together = Array.from({ length: ways }, () => this.states.map(() => new Map<string, number>()));
    const start = await this.pushes(this.table, rivals);
    for (const [c, column] of this.task.columns.entries()) {
      const best = start.map((pushes) => pushes.slice());
      await this.eachTry(column, this.table, async (trial, values) => {
        const pushes = await this.pushes(trial, rivals, values, column);
        pushes.forEach((of, way) =>
          of.forEach((push, i) => {
            if (Number.isNaN(values[i]) || !(push > best[way]![i]!)) return;
            best[way]![i] = push;
            together[way]![i]!.set(column.name, values[i]!);
          })
        );
      });
      this.task.context.onProgress((0.4 * (c + 1)) / this.task.columns.length);
    }
    for (const states of together) await this.take(states);
  }

  /** From the best of each row, every column in turn takes the value that pushes further. */
  private async columnByColumn(round: number): Promise<void> {
    const { columns, context } = this.task;
    for (const [c, column] of columns.entries()) {
      if (this.isOver()) return;
      const base = this.tableOf(this.states);
      const before = this.states.map((state) => new Map(state));
      await this.eachTry(column, base, async (_trial, values) => {
        await this.take(before.map((state, i) => (Number.isNaN(values[i]) ? state : new Map([...state, [column.name, values[i]!]]))));
      });
      context.onProgress(0.4 + (0.6 * (round + (c + 1) / columns.length)) / ROUNDS);
    }
  }

  /** Goes through the values of a column to try: the k-th of every row at once. Bounds go by the row as it was. */
  private async eachTry(column: AttackColumn, base: Table, look: (trial: Table, values: Float64Array) => Promise<void>): Promise<void> {
    const own = columnOf(this.table, column);
    const tries = Array.from(this.rows, (_, i) => (this.done[i] ? [] : triesOf(column, own, i, this.budget)));
    const most = tries.reduce((all, some) => Math.max(all, some.length), 0);
    for (let k = 0; k < most; k++) {
      await pause(this.task.context);
      const values = Float64Array.from(tries, (some) => some[k] ?? NaN);
      await look(withColumns(base, [withValues(columnOf(base, column), values)]), values);
    }
  }

  /** Log-odds of each rival against the right class. A row that is answered wrongly is found. */
  private async pushes(
    trial: Table,
    rivals: readonly (readonly number[])[],
    values?: Float64Array,
    column?: AttackColumn
  ): Promise<Float64Array[]> {
    const { predicted, probabilities } = await this.task.ask(trial);
    if (values && column) this.note(predicted, (i) => (Number.isNaN(values[i]) ? null : new Map([[column.name, values[i]!]])));
    const { classes, actual } = this.task;
    const log = (i: number, c: number) => Math.log(Math.max(LEAST, probabilities[i * classes + c]!));
    const ways = Math.min(MOST_RIVALS, classes - 1);
    return Array.from({ length: ways }, (_, way) =>
      Float64Array.from(this.rows, (row, i) => log(i, rivals[i]![way] ?? rivals[i]![0]!) - log(i, actual[row]!))
    );
  }

  /** Asks about states, and keeps of each row the one that pushes furthest to any other class. */
  private async take(states: readonly Map<string, number>[]): Promise<void> {
    const { predicted, probabilities } = await this.task.ask(this.tableOf(states));
    this.note(predicted, (i) => states[i]!);
    const { classes, actual } = this.task;
    states.forEach((state, i) => {
      const right = actual[this.rows[i]!]!;
      const own = probabilities.subarray(i * classes, (i + 1) * classes);
      const rival = own.reduce((top, share, c) => (c === right ? top : Math.max(top, share)), 0);
      const push = Math.log(Math.max(LEAST, rival)) - Math.log(Math.max(LEAST, own[right]!));
      if (!(push > this.pushed[i]!)) return;
      this.pushed[i] = push;
      this.states[i] = new Map(state);
    });
  }

  private note(predicted: Int32Array, stateOf: (i: number) => ReadonlyMap<string, number> | null): void {
    predicted.forEach((answer, i) => {
      const row = this.rows[i]!;
      const state = this.done[i] || answer === this.task.actual[row] ? null : stateOf(i);
      if (!state || state.size === 0) return;
      this.done[i] = 1;
      this.found.push({ row, budget: this.budget, values: new Map(state) });
    });
  }

  private tableOf(states: readonly ReadonlyMap<string, number>[]): Table {
    const changed = this.task.columns.map((column) =>
      withValues(
        columnOf(this.table, column),
        Float64Array.from(states, (state) => state.get(column.name) ?? NaN)
      )
    );
    return withColumns(this.table, changed);
  }
}

/** Only what differs from the row as it was. */
export function changesOf(table: Table, { row, values }: Broken, columns: readonly AttackColumn[]): { column: string; to: number }[] {
  return columns.flatMap((column) => {
    const to = values.get(column.name);
    return to === undefined || to === valueAt(columnOf(table, column), row) ? [] : [{ column: column.name, to }];
  });
}
