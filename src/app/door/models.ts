import type { ParamSpecs } from '../../core/params.ts';
import { createRegistry } from '../../core/registry.ts';
import type { TaskModelType } from '../../core/task-model.ts';
import { networkModels } from '../../neural/registry.ts';
import { anomalyModels } from '../../stages/anomaly/registry.ts';
import { clusterModels } from '../../stages/cluster/registry.ts';
import { forecasters } from '../../stages/forecast/registry.ts';
import { recommenders } from '../../stages/recommend/registry.ts';
import { classicalModels } from '../../stages/train/registry.ts';

/** Every kind of model that can be trained; definitions only, TensorFlow.js stays in the worker. */
export const modelTypes = createRegistry('model', [...classicalModels.all, ...networkModels.all]);

/** Every kind of model of the tasks that go their own way. */
export const taskModelTypes = createRegistry<TaskModelType>('model', [
  ...clusterModels.all,
  ...anomalyModels.all,
  ...recommenders.all,
  ...forecasters.all
]);

/** Those that have a say in this task. */
export const paramsFor = (specs: ParamSpecs, task: string | undefined): ParamSpecs =>
  Object.fromEntries(Object.entries(specs).filter(([, spec]) => spec.task === undefined || spec.task === learningOf(task)));

export const learningOf = (task: string | undefined): string | undefined => (task === 'image' ? 'classification' : task);
