export { prepareStage } from './prepare.ts';
export type { RecipeBody } from './records.ts';
export { showRecipe } from './show-recipe.ts';
