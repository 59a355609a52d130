/** A document before it has a format: what it says, in an order, with nothing about how it looks. All text is plain; each renderer escapes it. */
export interface ReportDocument {
  /** The kind of document: `model-card`, `runbook` ... */
  readonly kind: string;
  readonly title: string;
  /** The answer first: one or two sentences a person could say aloud. */
  readonly lead: string;
  /** ISO day it was made on. */
  readonly date: string;
  /** What made it. */
  readonly madeBy: string;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block = Paragraph | List | Table | Pairs | Figure;

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly text: string;
}

export interface List {
  readonly kind: 'list';
  /** In an order that matters. */
  readonly ordered: boolean;
  readonly items: readonly string[];
}

export interface Table {
  readonly kind: 'table';
  readonly caption: string;
  /** `number` columns stand right, with figures that line up. */
  readonly columns: readonly { readonly label: string; readonly holds: 'words' | 'number' }[];
  readonly rows: readonly (readonly string[])[];
}

export interface Pairs {
  readonly kind: 'pairs';
  readonly pairs: readonly (readonly [string, string])[];
}

export type Figure = IntervalFigure | ConfusionFigure | CalibrationFigure;

/** Estimates as dots on one scale, each with its interval. */
export interface IntervalFigure {
  readonly kind: 'intervals';
  readonly caption: string;
  readonly rows: readonly { readonly label: string; readonly value: number; readonly low: number; readonly high: number }[];
  /** A line to hold them against. */
  readonly mark: { readonly label: string; readonly value: number } | null;
}

export interface ConfusionFigure {
  readonly kind: 'confusion';
  readonly caption: string;
  readonly labels: readonly string[];
  /** [actual][predicted] */
  readonly counts: readonly (readonly number[])[];
}

export interface CalibrationFigure {
  readonly kind: 'calibration';
  readonly caption: string;
  readonly bins: readonly CalibrationBin[];
}

/** Shares of 0 to 1: what was claimed, and what came true with its 95 % band. */
export interface CalibrationBin {
  readonly predicted: number;
  readonly observed: number;
  readonly low: number;
  readonly high: number;
  readonly rows: number;
}

export const paragraph = (text: string): Paragraph => ({ kind: 'paragraph', text });
export const list = (items: readonly string[]): List => ({ kind: 'list', ordered: false, items });
export const steps = (items: readonly string[]): List => ({ kind: 'list', ordered: true, items });
export const pairs = (...entries: readonly (readonly [string, string])[]): Pairs => ({ kind: 'pairs', pairs: entries });

/** @param columns labels; one that ends in `#` holds numbers */
export const table = (caption: string, columns: readonly string[], rows: readonly (readonly string[])[]): Table => ({
  kind: 'table',
  caption,
  columns: columns.map((label) => (label.endsWith('#') ? { label: label.slice(0, -1), holds: 'number' } : { label, holds: 'words' })),
  rows
});

/** A section without the blocks that turned out empty. */
export const section = (title: string, ...blocks: readonly (Block | null)[]): Section => ({
  title,
  blocks: blocks.filter((block) => block !== null && !isEmpty(block)) as Block[]
});

function isEmpty(block: Block): boolean {
  switch (block.kind) {
    case 'paragraph':
      return block.text === '';
    case 'list':
      return block.items.length === 0;
    case 'pairs':
      return block.pairs.length === 0;
    case 'table':
    case 'intervals':
      return block.rows.length === 0;
    case 'confusion':
      return block.counts.length === 0;
    case 'calibration':
      return block.bins.length === 0;
  }
}
