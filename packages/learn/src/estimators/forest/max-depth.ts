/** Most splits from a root to a leaf: deeper trees would exhaust the stack of explanations. */
export const maxDepth = 1000;
