import type { Project } from '../../api/projects.ts';
import { dataArguments } from './data.ts';
import { featureArguments } from './features.ts';
import type { ArgumentsOf } from './guarded.ts';
import { judgingArguments, trainingArguments } from './models.ts';
import { problemArguments, recipeArguments, splitArguments } from './preparing.ts';
import { labellingArguments } from './labelling.ts';
import { protectingArguments } from './protecting.ts';
import { forecastingArguments } from './forecasting.ts';
import { recommendingArguments } from './recommending.ts';
import { scheduleArguments } from './schedules.ts';
import { trackingArguments } from './tracking.ts';
import { deploymentArguments, registryArguments, tellingArguments } from './releasing.ts';

/** What every verb of a project takes. */
export const projectArguments: ArgumentsOf<Omit<Project, 'info'>> = {
  problem: problemArguments,
  data: dataArguments,
  split: splitArguments,
  recipe: recipeArguments,
  features: featureArguments,
  registry: registryArguments,
  deployments: deploymentArguments,
  protect: protectingArguments,
  labels: labellingArguments,
  tracking: trackingArguments,
  schedules: scheduleArguments,
  ...trainingArguments,
  ...judgingArguments,
  ...recommendingArguments,
  ...forecastingArguments,
  ...tellingArguments
};
