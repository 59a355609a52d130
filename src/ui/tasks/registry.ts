import type { Component } from 'svelte';
import type { SpecialTask } from '../../core/special-task.ts';
import type { FindingsProps } from './findings-props.ts';

export interface TaskView {
  /** What the Models step says first. */
  readonly choosing: string;
  /** What the Train step says before there is a run, and what will stand there. */
  readonly untrained: string;
  /** What the numbers are over, where it is not rows. */
  readonly counted?: string;
  readonly load: () => Promise<{ default: Component<FindingsProps> }>;
}

/** How each special task is shown; adding one is a folder and its line here. */
export const taskViews: Readonly<Partial<Record<SpecialTask, TaskView>>> = {
  clustering: {
    choosing: 'Ways to find groups, and what each takes a group to be.',
    untrained: 'No groups were looked for yet.',
    load: () => import('./clustering/ClusterView.svelte')
  },
  anomaly: {
    choosing: 'Ways to find rows unlike the rest, and what each takes for unusual.',
    untrained: 'No unusual rows were looked for yet.',
    load: () => import('./anomaly/AnomalyView.svelte')
  },
  recommendation: {
    choosing: 'Ways to recommend, from what everybody takes to tastes that are learned.',
    untrained: 'No recommender was trained yet.',
    counted: 'user',
    load: () => import('./recommendation/RecommendationView.svelte')
  },
  forecasting: {
    choosing: 'Ways to say what is to come, and what each takes the past to be.',
    untrained: 'Nothing was forecast yet.',
    counted: 'step',
    load: () => import('./forecasting/ForecastView.svelte')
  }
};
