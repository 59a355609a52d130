import type { Component } from 'svelte';
import type { StepId } from '../app/overview.ts';
import type { ScreenProps } from './screen-props.ts';

export interface Step {
  readonly id: StepId;
  readonly label: string;
  readonly group: string;
  /** What is done here, in a few words. */
  readonly does: string;
  /** The screen, fetched when it is first opened. */
  readonly load: () => Promise<{ default: Component<ScreenProps> }>;
  /** The screen for tasks that go their own way, where it is another. */
  readonly loadForTask?: () => Promise<{ default: Component<ScreenProps> }>;
}

/** The twelve steps in five groups. Adding a screen is a folder and its line here. */
export const steps: readonly Step[] = [
  {
    id: 'problem',
    label: 'Problem',
    group: 'Understand',
    does: 'what is asked, and what success is',
    load: () => import('./problem/ProblemScreen.svelte')
  },
  {
    id: 'data',
    label: 'Data',
    group: 'Understand',
    does: 'import, versions, types and roles',
    load: () => import('./data/DataScreen.svelte')
  },
  {
    id: 'explore',
    label: 'Explore',
    group: 'Understand',
    does: 'what the data show, and what would fool a model',
    load: () => import('./explore/ExploreScreen.svelte')
  },
  {
    id: 'features',
    label: 'Features',
    group: 'Build',
    does: 'the recipe from columns to features',
    load: () => import('./features/FeaturesScreen.svelte')
  },
  {
    id: 'models',
    label: 'Models',
    group: 'Build',
    does: 'the split, the baselines, the families that fit',
    load: () => import('./models/ModelsScreen.svelte'),
    loadForTask: () => import('./tasks/TaskModelsScreen.svelte')
  },
  {
    id: 'train',
    label: 'Train',
    group: 'Build',
    does: 'runs, live curves, the leaderboard',
    load: () => import('./train/TrainScreen.svelte'),
    loadForTask: () => import('./tasks/TaskTrainScreen.svelte')
  },
  {
    id: 'evaluate',
    label: 'Evaluate',
    group: 'Trust',
    does: 'how good, how sure, where wrong, and why',
    load: () => import('./evaluate/EvaluateScreen.svelte'),
    loadForTask: () => import('./tasks/TaskEvaluateScreen.svelte')
  },
  {
    id: 'package',
    label: 'Package',
    group: 'Trust',
    does: 'versions, checks, aliases',
    load: () => import('./package/PackageScreen.svelte')
  },
  { id: 'deploy', label: 'Deploy', group: 'Run', does: 'predict here, export, serve', load: () => import('./deploy/DeployScreen.svelte') },
  {
    id: 'monitor',
    label: 'Monitor',
    group: 'Run',
    does: 'traffic, drift, performance',
    load: () => import('./monitor/MonitorScreen.svelte')
  },
  {
    id: 'govern',
    label: 'Govern',
    group: 'Answer',
    does: 'personal data, audit log, storage',
    load: () => import('./govern/GovernScreen.svelte')
  },
  {
    id: 'share',
    label: 'Share',
    group: 'Answer',
    does: 'reports, and the project told shortly',
    load: () => import('./share/ShareScreen.svelte')
  }
];

export const stepGroups: readonly { readonly name: string; readonly steps: readonly Step[] }[] = [
  ...new Set(steps.map((step) => step.group))
].map((name) => ({ name, steps: steps.filter((step) => step.group === name) }));
