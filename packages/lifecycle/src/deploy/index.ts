export { deploy } from './deploy.ts';
export { type Deployment, servingDeployment, summariseDeployment } from './deployments.ts';
export { loggedColumns, openServing, type Serving, servingDeploymentId } from './open-serving.ts';
export { predict } from './predict.ts';
export type { DeploymentBody, PromotionBody } from './records.ts';
export { rollback } from './rollback.ts';
