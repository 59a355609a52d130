import { createRegistry } from '../../core/registry.ts';
import { anomalyWay } from './anomaly/anomaly-way.ts';
import { clusteringWay } from './clustering/clustering-way.ts';
import { forecastingWay } from './forecasting/forecasting-way.ts';
import { recommendationWay } from './recommendation/recommendation-way.ts';
import type { TaskWay } from './task-way.ts';

/** How the runs of each special task are made and judged. */
export const taskWays = createRegistry<TaskWay>('task', [clusteringWay, anomalyWay, recommendationWay, forecastingWay]);
