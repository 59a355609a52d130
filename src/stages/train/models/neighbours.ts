import { toMatrix } from '../../../core/matrix.ts';
import { defineModel } from '../../../core/model.ts';
import { note, type Note } from '../../../core/note.ts';
import { counted } from '../../../core/words.ts';
import { readyForTraining } from '../check-trainable.ts';

const about = {
  id: 'neighbours',
  label: 'Nearest neighbours',
  doc: 'Answers as the training rows nearest to a row did. Learns any shape and assumes little, but keeps every training row as it is, is slow to answer, and is lost among many columns.',
  family: 'neighbours',
  tasks: ['classification', 'regression'],
  takes: 'encoded',
  // judging a fifth of twice as many takes four times as long: minutes
  mostRows: 200_000
} as const;

const params = {
  nNeighbors: {
    type: 'int',
    default: 5,
    min: 1,
    max: 1000,
    scale: 'log',
    search: [1, 100],
    doc: 'How many of the nearest rows are asked.'
  },
  weights: {
    type: 'choice',
    default: 'uniform',
    options: ['uniform', 'distance'],
    doc: 'uniform: all of them count the same; distance: each counts one over how far it is.'
  },
  metric: {
    type: 'choice',
    default: 'euclidean',
    options: ['euclidean', 'manhattan'],
    doc: 'How far two rows are apart. euclidean: in a straight line; manhattan: the sum over the columns.'
  }
} as const;

/** The k nearest neighbours of scikit-learn's KNeighborsClassifier and KNeighborsRegressor; of rows equally near, the earlier. */
export const neighbours = defineModel({
  ...about,
  params,
  async fit(given, settings, context) {
    const { features, target, weights } = readyForTraining(given, about);
    context.signal.throwIfAborted();
    const isClasses = target.kind === 'classes';
    const state = {
      features: features.columns.map(({ name }) => name),
      outputs: isClasses ? target.labels.length : 1,
      isClasses,
      rows: toMatrix(features).data,
      answers: isClasses ? Float64Array.from(target.codes) : target.values.slice(),
      rowWeights: weights?.slice() ?? null,
      ...settings
    };
    context.onProgress(1);
    return { state, curve: [], notes: notesOf(features.rows, settings.nNeighbors), backend: 'cpu' };
  }
});

const notesOf = (rows: number, nNeighbors: number): Note[] => [
  note('rows-kept', `The model is its ${counted(rows, 'training row')}, kept as they are after the recipe: who has it can read them.`),
  ...(nNeighbors > rows
    ? [note('neighbours-all', `There are fewer training rows than nNeighbors (${nNeighbors}), so every row is asked.`)]
    : [])
];
