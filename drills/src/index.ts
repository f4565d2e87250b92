export { runDrill } from './run.ts';
