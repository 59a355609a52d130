import { createRegistry } from '../../core/registry.ts';
import { als } from './models/als.ts';
import { bpr } from './models/bpr.ts';
import { itemKnn } from './models/item-knn.ts';
import { popularity } from './models/popularity.ts';
import { ratingAls } from './models/rating-als.ts';
import { userKnn } from './models/user-knn.ts';

/** Every kind of recommender. Adding one is a file in models/ and a line here. */
export const recommenders = createRegistry('recommender', [popularity, itemKnn, userKnn, als, ratingAls, bpr]);
