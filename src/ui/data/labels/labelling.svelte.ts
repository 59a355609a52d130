import type { Asked, AskFrom, OrderId } from '../../../core/labelling.ts';
import type { LabelState } from '../../../app/api/labelling.ts';
import type { Project } from '../../../app/api/projects.ts';
import type { Workbench } from '../../../app/workbench.svelte.ts';
import { ofRows, placeWithout, rowsOf, toggled, withoutRows } from './card-lists.ts';

export type Picture = Awaited<ReturnType<Project['data']['images']>>[number];

/** A row that is asked for, with what is shown of it. */
export interface Card extends Asked {
  readonly picture: Picture | null;
  /** Of a table: its values. */
  readonly values: Readonly<Record<string, unknown>> | null;
}

export interface LabellingSource {
  readonly project: Project;
  readonly workbench: Workbench;
  readonly datasetId: string;
  readonly hasImages: boolean;
  /** The model whose doubts count. */
  readonly run: string | null;
}

const AT_ONCE = 12;
/** With fewer cards than this left the next ones are asked for. */
const FEW = 6;

/** What is asked, what is chosen among it, and what was answered. Every answer is kept before the next one is shown. */
export class Labelling {
  readonly #source: LabellingSource;
  readonly by: string;
  order = $state<OrderId>('as-they-come');
  from = $state<AskFrom>('unlabelled');
  cards = $state.raw<readonly Card[]>([]);
  at = $state(0);
  chosen = $state.raw<readonly number[]>([]);
  state = $state.raw<LabelState | null>(null);
  /** In the order they came up, which stays: a digit means the same class from the first row to the last. */
  classes = $state.raw<readonly string[]>([]);
  open = $state(0);
  basis = $state<'model' | 'neighbours' | 'none'>('none');
  isAsking = $state(false);
  said = $state('');
  #answered: readonly number[] = [];
  #turn = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(source: LabellingSource, by: string) {
    this.#source = source;
    this.by = by;
  }

  /** Rows the next answer is for. */
  get rows(): readonly number[] {
    if (this.chosen.length > 0) return rowsOf(ofRows(this.cards, this.chosen));
    const card = this.cards[this.at];
    return card ? [card.row] : [];
  }

  /** Where every row has a class already, to look over those is what is left to do. */
  async start(): Promise<void> {
    await this.begin();
    if (this.cards.length > 0 || this.state?.labelled !== this.state?.rows) return;
    this.from = 'all';
    await this.more();
  }

  async begin(): Promise<void> {
    this.#turn++;
    this.cards = [];
    this.at = 0;
    this.chosen = [];
    await this.refresh();
    await this.more();
  }

  async refresh(): Promise<void> {
    const { project, workbench, datasetId } = this.#source;
    this.state = (await workbench.try(() => project.labels.state(datasetId))) ?? this.state;
    const known = this.state?.classes.map(({ label }) => label) ?? [];
    for (const label of known.sort((a, b) => a.localeCompare(b, undefined, { numeric: true }))) this.addClass(label);
  }

  /** Asks for further rows and puts those that are not there yet behind the others. */
  async more(): Promise<void> {
    const { project, workbench, datasetId, run } = this.#source;
    const turn = this.#turn;
    this.isAsking = true;
    const { order, from } = this;
    const found = await workbench.try(() =>
      project.labels.next(datasetId, this.by, { order, from, count: AT_ONCE, ...(run === null ? {} : { run }) })
    );
    if (found && turn === this.#turn) {
      const fresh = await this.#shown(withoutRows(found.asked, rowsOf(this.cards)));
      if (turn === this.#turn) this.cards = [...this.cards, ...withoutRows(withoutRows(fresh, rowsOf(this.cards)), this.#answered)];
      this.open = found.open;
      this.basis = found.basis;
    }
    this.isAsking = false;
  }

  async #shown(asked: readonly Asked[]): Promise<Card[]> {
    const { project, workbench, datasetId, hasImages } = this.#source;
    if (hasImages) {
      const rows = asked.map(({ row }) => row);
      const pictures = (await workbench.try(() => project.data.images(datasetId, rows))) ?? [];
      return asked.map((one, i) => ({ ...one, picture: pictures[i] ?? null, values: null }));
    }
    const values = await Promise.all(asked.map(({ row }) => workbench.try(() => project.data.rows(datasetId, { start: row, count: 1 }))));
    return asked.map((one, i) => ({ ...one, picture: null, values: values[i]?.[0] ?? null }));
  }

  /** One deed after the other: a key pressed while an answer is being kept is about the row that comes next. */
  inTurn(deed: () => void | Promise<void>): void {
    this.#last = this.#last.then(deed, deed);
  }

  /** Gives the rows chosen a class. They go from the screen once that is kept. */
  async give(label: string): Promise<void> {
    await this.#keep(
      this.rows.map((row) => ({ row, label })),
      'hand',
      label
    );
  }

  /** Takes over what is suggested for the rows chosen. */
  async accept(): Promise<void> {
    const labels = ofRows(this.cards, this.rows).flatMap(({ row, suggestion }) => (suggestion ? [{ row, ...suggestion }] : []));
    await this.#keep(labels, 'suggested', 'what was suggested');
  }

  async #keep(labels: { row: number; label: string; confidence?: number }[], how: 'hand' | 'suggested', what: string): Promise<void> {
    const { project, workbench, datasetId } = this.#source;
    if (labels.length === 0) return;
    const isKept = await workbench.try(async () => {
      await project.labels.set(datasetId, this.by, labels, { how });
      return true;
    });
    if (!isKept) return;
    const gone = rowsOf(labels);
    this.#answered = [...this.#answered, ...gone];
    this.at = placeWithout(this.cards, this.at, gone);
    this.cards = withoutRows(this.cards, gone);
    this.chosen = [];
    this.open = Math.max(0, this.open - gone.length);
    this.said = `${labels.length === 1 ? `Row ${labels[0]!.row + 1}` : `${labels.length} rows`}: ${what}. Kept.`;
    void this.#catchUp();
  }

  /** Goes on beside the next answer, which need not wait for it. */
  async #catchUp(): Promise<void> {
    await this.refresh();
    if (this.cards.length < FEW && !this.isAsking) await this.more();
  }

  /** Takes back what was done last; those rows stand first again. */
  async undo(): Promise<void> {
    const { project, workbench, datasetId } = this.#source;
    const rows = await workbench.try(() => project.labels.undo(datasetId, this.by));
    if (!rows) return;
    this.#answered = this.#answered.filter((row) => !rows.includes(row));
    const back = rows.map((row) => ({ row, why: 'You took your answer back.', suggestion: null }));
    const cards = await this.#shown(withoutRows(back, rowsOf(this.cards)).slice(0, AT_ONCE));
    this.cards = [...cards, ...this.cards];
    this.at = 0;
    this.open += rows.length;
    // Said once they stand there again: who reads it goes on at once.
    this.said =
      rows.length === 0
        ? 'There is nothing to take back.'
        : `Taken back: ${rows.length === 1 ? `row ${rows[0]! + 1}` : `${rows.length} rows`}.`;
    await this.refresh();
  }

  move(by: number): void {
    this.at = Math.max(0, Math.min(this.cards.length - 1, this.at + by));
  }

  toggle(row: number): void {
    if (row >= 0) this.chosen = toggled(this.chosen, row);
  }

  addClass(label: string): void {
    const name = label.trim();
    if (name !== '' && !this.classes.includes(name)) this.classes = [...this.classes, name];
  }
}
