// Where things lie in the memory, and what trees keep to: set once by the caller, read everywhere. Addresses of columns are those of row 0.

/** u8 [features, stride] */
export let bins: usize = 0;
/** u16 [rows, features], a row beside the other: bin << 8 | place within the bin. */
export let cells: usize = 0;
export let stride: usize = 0;
export let features: i32 = 0;
export let rows: i32 = 0;
/** f64 a row: what tells rows apart; where all are the same a node is pure. */
export let answers: usize = 0;
/** f64 a row, whole numbers: what is added up, or with several sums the number of the one that a row counts for. */
export let values: usize = 0;
/** f64 a row, whole numbers. */
export let weights: usize = 0;
/** u32 a row: how often the tree at hand has it. */
export let counts: usize = 0;

export function placeRows(atBins: usize, atCells: usize, wide: usize, featureCount: i32, rowCount: i32): void {
  bins = atBins;
  cells = atCells;
  stride = wide;
  features = featureCount;
  rows = rowCount;
}

export function placeAnswers(atAnswers: usize, atValues: usize, atWeights: usize, atCounts: usize): void {
  answers = atAnswers;
  values = atValues;
  weights = atWeights;
  counts = atCounts;
}

/** u32 a feature: how many bins it has; the bin behind them holds the missing values. */
export let binCounts: usize = 0;
/** u8 a feature: 1 for a category. */
export let categories: usize = 0;
/** f64 [features, 255]: borders between the bins of a number. */
export let borders: usize = 0;
/** u32 a feature: the order in which they are drawn. */
export let pool: usize = 0;

export function placeFeatures(atBinCounts: usize, atCategories: usize, atBorders: usize, atPool: usize): void {
  binCounts = atBinCounts;
  categories = atCategories;
  borders = atBorders;
  pool = atPool;
}

/** u32 a place: the rows of the tree, those of a node side by side. */
export let order: usize = 0;
/** i64 [places, 2]: a row's value or the byte of its sum in a slot, and 1 << shift | its weight; in step with `order`. */
export let entries: usize = 0;
/** Room for what goes right while a node is divided, one place more than there are rows. */
export let spareOrder: usize = 0;
export let spareEntries: usize = 0;
/** i64 [256, sums + 1]: all zero but while a feature is counted. */
export let slots: usize = 0;
/** The present keys of a feature at a node, ascending: u16 each, and f64 [256, sums + 2]: sums, weight, rows. */
export let listKeys: usize = 0;
export let list: usize = 0;
/** u32 [256]: places in the list, in an order. */
export let ranks: usize = 0;
/** f64 [sums + 2]: of the whole node, and of the left side of a candidate. */
export let total: usize = 0;
export let left: usize = 0;
/** u8 [256]: for each bin 1 where it goes left, in the best split so far; 2 where that is for the place within the bin to say. */
export let goesLeft: usize = 0;

export function placeWork(atOrder: usize, atEntries: usize, atSpareOrder: usize, atSpareEntries: usize, atSlots: usize): void {
  order = atOrder;
  entries = atEntries;
  spareOrder = atSpareOrder;
  spareEntries = atSpareEntries;
  slots = atSlots;
}

export function placeLists(atListKeys: usize, atList: usize, atRanks: usize, atTotal: usize, atLeft: usize, atGoesLeft: usize): void {
  listKeys = atListKeys;
  list = atList;
  ranks = atRanks;
  total = atTotal;
  left = atLeft;
  goesLeft = atGoesLeft;
}

/** Of each node, in the order they are opened: its feature (i32, -1 = leaf), the right child (i32), the keys beside the cut (u16 each), the side of
 * missing values (u8), its range of places (u32 each), the mask of a category (i32). */
export let nodeFeature: usize = 0;
export let nodeRight: usize = 0;
export let nodeLow: usize = 0;
export let nodeHigh: usize = 0;
export let nodeMissing: usize = 0;
export let nodeFrom: usize = 0;
export let nodeTo: usize = 0;
export let nodeMask: usize = 0;
/** u8 [masks, 256]: what `goesLeft` was. */
export let masks: usize = 0;
/** u32 [places, 4]: from, to, depth and parent of nodes to be opened. */
export let stack: usize = 0;

export function placeNodes(atFeature: usize, atRight: usize, atLow: usize, atHigh: usize, atMissing: usize): void {
  nodeFeature = atFeature;
  nodeRight = atRight;
  nodeLow = atLow;
  nodeHigh = atHigh;
  nodeMissing = atMissing;
}

export function placeRanges(atFrom: usize, atTo: usize, atMask: usize, atMasks: usize, atStack: usize): void {
  nodeFrom = atFrom;
  nodeTo = atTo;
  nodeMask = atMask;
  masks = atMasks;
  stack = atStack;
}

/** 1 for a number and for two classes, else one a class. */
export let sums: i32 = 1;
export let shift: i64 = 0;
export let weightMask: i64 = 0;
export let isEntropy: bool = false;
export let isClasses: bool = false;
export let isRandom: bool = false;
export let maxFeatures: i32 = 0;
export let maxDepth: i32 = 0;
export let minSamplesSplit: i32 = 2;
export let minSamplesLeaf: i32 = 1;

/** @param criterion 0 = squared error of a number, 1 = entropy, 2 = gini */
export function setSums(count: i32, bits: i32, criterion: i32): void {
  sums = count;
  shift = bits as i64;
  weightMask = ((1 as i64) << shift) - 1;
  isEntropy = criterion == 1;
  isClasses = criterion != 0;
}

/** @param depth 0 = no limit */
export function setLimits(random: i32, mostFeatures: i32, depth: i32, fewestToSplit: i32, fewestInLeaf: i32): void {
  isRandom = random != 0;
  maxFeatures = mostFeatures;
  maxDepth = depth;
  minSamplesSplit = fewestToSplit;
  minSamplesLeaf = fewestInLeaf;
}
