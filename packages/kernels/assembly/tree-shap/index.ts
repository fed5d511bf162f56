// Entry of the compiled Tree SHAP kernel; see ../../src/tree-shap/shap-tables.ts for the memory it works on.
export { addShap } from './add-shap';
