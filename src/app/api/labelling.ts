import type { Asked, AskFrom, MeasureLevel, OrderId } from '../../core/labelling.ts';
import type { Metric } from '../../core/outcome.ts';
import type { Dataset } from './data.ts';
import type { Watch } from './watch.ts';

/** Which column: the target, or a new one called `label` where the data have none, when not given. */
export interface LabelColumn {
  column?: string;
}

/**
 * Rows and images labelled by hand, with help. Labels are kept at once, by version of the data, column, labeller and row; `commit` makes them a new
 * version. Rows are counted from 0.
 */
export interface LabellingVerbs {
  /** How far it is: classes with their counts, labellers, rows on which they disagree. */
  state(datasetId: string, options?: LabelColumn): Promise<LabelState>;
  /** The ways to choose what is asked next. */
  orders(): Promise<{ id: OrderId; label: string; doc: string }[]>;
  /** The rows that should be labelled next, and why each. `from` is `unlabelled` unless given; `run` names the model whose doubts count. */
  next(
    datasetId: string,
    by: string,
    options?: LabelColumn & { order?: OrderId; from?: AskFrom; count?: number; run?: string } & Watch
  ): Promise<AskedRows>;
  /** Gives rows labels, null takes one back. All of them are kept or none. `how` is `hand` unless given. */
  set(
    datasetId: string,
    by: string,
    labels: { row: number; label: string | null; confidence?: number }[],
    options?: LabelColumn & { how?: 'hand' | 'suggested' }
  ): Promise<void>;
  /** Takes back what a labeller did last. Gives the rows it was about. */
  undo(datasetId: string, by: string, options?: LabelColumn): Promise<number[]>;
  /** Labels handed on from the labelled rows to their neighbours, surest first, with the error to expect of accepting all above a threshold. */
  suggest(datasetId: string, options?: LabelColumn & Watch): Promise<SuggestedLabels>;
  /** How far labellers agree beyond chance, with intervals. `level` is `nominal` unless given. */
  agreement(datasetId: string, options?: LabelColumn & { level?: MeasureLevel } & Watch): Promise<Agreement>;
  /** Settles a row on which labellers disagree. */
  resolve(datasetId: string, row: number, label: string, options?: LabelColumn): Promise<void>;
  /** The labels become a new version of the data; rows still disputed stay as they are. */
  commit(datasetId: string, options?: LabelColumn & Watch): Promise<Dataset>;
  /** Who labelled what and when, as CSV. */
  export(datasetId: string, options?: LabelColumn): Promise<Blob>;
}

export interface LabelState {
  readonly column: string;
  readonly classes: readonly { readonly label: string; readonly count: number }[];
  readonly rows: number;
  /** Rows with a class, by the data or by labels that do not disagree. */
  readonly labelled: number;
  readonly inData: number;
  readonly labellers: readonly { readonly by: string; readonly count: number }[];
  readonly conflicts: readonly { readonly row: number; readonly answers: readonly { readonly by: string; readonly label: string }[] }[];
  /** Rows that would get another class by a commit. */
  readonly waiting: number;
}

export interface AskedRows {
  readonly asked: readonly Asked[];
  /** Rows left that may be asked for, and those of them that were looked at. */
  readonly open: number;
  readonly among: number;
  readonly basis: 'model' | 'neighbours' | 'none';
}

export interface SuggestedLabels {
  readonly suggestions: readonly { readonly row: number; readonly label: string; readonly confidence: number }[];
  readonly errors: readonly {
    readonly threshold: number;
    readonly accepted: number;
    readonly heldOut: number;
    readonly wrong: number;
    /** Bounds of the share of wrong ones. */
    readonly error: { readonly low: number; readonly high: number; readonly method: string };
  }[];
  readonly unlabelled: number;
  readonly among: number;
}

export interface Agreement {
  readonly shared: number;
  readonly agreed: number;
  readonly alpha: Metric;
  readonly kappas: readonly { readonly a: string; readonly b: string; readonly shared: number; readonly kappa: Metric }[];
}
