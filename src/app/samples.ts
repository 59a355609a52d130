import type { Problem } from './api/problem.ts';
import type { Sample } from './api/samples.ts';

export interface BuiltInSample extends Sample {
  /** Below the app's own address. */
  readonly path: string;
  readonly problem: Partial<Problem>;
}

/** The samples, each with the question it is there to answer. */
export const samples: readonly BuiltInSample[] = [
  {
    id: 'penguins',
    name: 'Penguins',
    size: '344 rows, three species',
    story: 'A first classifier in a minute',
    path: 'samples/penguins.csv',
    problem: {
      statement:
        'Tell the species of a penguin from what can be measured in the field, well enough to replace a key that is right 90 % of the time.',
      task: 'classification',
      target: 'species',
      metric: 'balanced_accuracy',
      bar: 0.9
    }
  },
  {
    id: 'titanic',
    name: 'Titanic',
    size: '891 rows, who survived',
    story: 'Has a leak. Will you find it?',
    path: 'samples/titanic.csv',
    problem: {
      statement: 'Say from the passenger list alone who survived, better than "women and children first".',
      task: 'classification',
      target: 'survived',
      positive: '1',
      metric: 'roc_auc',
      bar: 0.85,
      sensitive: ['sex']
    }
  },
  {
    id: 'adult',
    name: 'Adult',
    size: '32,561 rows, income',
    story: 'Fairness between groups',
    path: 'samples/adult.csv',
    problem: {
      statement: 'Say from census answers whose income is over 50,000 dollars a year, and see whom the model fails.',
      task: 'classification',
      target: 'income',
      positive: '>50K',
      metric: 'roc_auc',
      bar: 0.9,
      sensitive: ['sex', 'race']
    }
  },
  {
    id: 'wine-quality',
    name: 'Wine quality',
    size: '1,599 rows, a taster’s mark',
    story: 'How much can chemistry tell?',
    path: 'samples/wine-quality.csv',
    problem: {
      statement: 'Guess a taster’s mark for a red wine from its chemistry, to half a point.',
      task: 'regression',
      target: 'quality',
      metric: 'mae',
      bar: 0.5
    }
  },
  {
    id: 'diamonds',
    name: 'Diamonds',
    size: '53,940 rows, price',
    story: 'Regression with intervals',
    path: 'samples/diamonds.csv',
    problem: {
      statement: 'Price a diamond from its cut and measures, to within 300 dollars on average.',
      task: 'regression',
      target: 'price',
      metric: 'mae',
      bar: 300
    }
  },
  {
    id: 'temperatures',
    name: 'Temperatures',
    size: '3,650 days',
    story: 'Forecast a series, with its bounds',
    path: 'samples/temperatures.csv',
    problem: {
      statement: 'Forecast the lowest temperature of each of the next 30 days in Melbourne, to within two and a half degrees on average.',
      task: 'forecasting',
      target: 'Temp',
      time: 'Date',
      horizon: 30,
      season: 365,
      metric: 'mae',
      bar: 2.5
    }
  },
  {
    id: 'digits',
    name: 'Digits',
    size: '1,797 images',
    story: 'A small convolutional net',
    path: 'samples/digits.zip',
    problem: {
      statement: 'Read a handwritten digit of 8 x 8 pixels, right 95 times in 100.',
      task: 'image',
      target: 'class',
      metric: 'accuracy',
      bar: 0.95
    }
  }
];
