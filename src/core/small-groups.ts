/** With fewer positive rows, others, or rows called, a group has no share of these that one could hold against another. */
export const FEWEST_OF_KIND = 10;
