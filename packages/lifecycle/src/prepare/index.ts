export { prepareStage } from './prepare.ts';
export type { RecipeBody } from './records.ts';
