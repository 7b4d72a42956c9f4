export { demoBanner } from './banner';
export { openDemoPractice, type DemoPractice } from './open-demo-practice';
